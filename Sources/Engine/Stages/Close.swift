import Lanes
import Ledger
import Model

/// Stage 8: depreciation, values, tax, covenants; the quarter's books are final after it.
struct Close: Sendable {
    private let parties: [Party]
    private let contracts: [any Contract]
    private let cohorts: [Cohort]
    private let taxes: [IncomeTax]
    private let sites: [Site]
    private let market: ComputeMarket?
    private let rules: Rules
    private let standings: [Standing]
    private let signals: MarketSignals?
    private let impairment: Impairment

    init(_ compiler: Compiler, taxes: [IncomeTax]) {
        parties = compiler.parties
        contracts = compiler.contracts
        cohorts = compiler.cohorts
        self.taxes = taxes
        sites = compiler.sites
        market = compiler.market
        rules = compiler.rules!
        standings = compiler.parties.filter { !$0.isSector }.map { Standing($0, compiler) }
        signals = compiler.regime?.signals
        impairment = Impairment(compiler)
    }

    /// Before the first quarter: the year before it.
    func begin(_ block: Block) {
        for standing in standings { standing.begin(block) }
    }

    func run(_ block: Block) {
        for cohort in cohorts { cohort.depreciate(block, bonus: rules.bonus) }
        for party in parties where !party.isSector {
            for row in [party.rows.breaches, party.rows.lockUp, party.rows.accelerations] {
                block[row].fill(0, block.width)
            }
        }
        for site in sites { site.clearContracted(block) }
        for contract in contracts where contract is ComputeContract { contract.close(block) }
        for site in sites { site.averageContracted(block) }
        for cohort in cohorts { value(cohort, block) }
        for contract in contracts where !(contract is ComputeContract) { contract.close(block) }
        impairment.close(block)
        for tax in taxes { tax.close(block) }
        for standing in standings { standing.close(block) }
        signals?.close(block, parties)
        for party in parties where !party.isSector { breach(party, block) }
    }

    private func value(_ cohort: Cohort, _ block: Block) {
        guard let generation = cohort.generation, let market else { return }
        let site = sites[cohort.site]
        let (age, capital) = (block[cohort.rows.age], block[parties[cohort.owner].rows.costOfCapital])
        let (free, contracted) = (block[cohort.rows.marketValue], block[cohort.rows.contractedValue])
        let units = block[cohort.rows.units]
        guard cohort.hasArrived(block) else { return }
        for lane in 0..<block.width {
            let value =
                age[lane] > 0 && units[lane] > 0
                ? cohort.unitValue(generation, at: market, site, quarterlyRate(capital[lane]), block, lane: lane)
                : (0, 0)
            (free[lane], contracted[lane]) = value
        }
    }

    private func breach(_ party: Party, _ block: Block) {
        let (state, breaches) = (block[party.rows.state], block[party.rows.breaches])
        let first = block[party.rows.firstBreach]
        for lane in 0..<block.width {
            if breaches[lane] > 0 && first[lane] == 0 && state[lane] < PartyState.defaulted.rawValue {
                first[lane] = Int64(block.quarter + 1)
            }
            if state[lane] == PartyState.performing.rawValue && breaches[lane] > 0 {
                state[lane] = PartyState.breach.rawValue
            } else if state[lane] == PartyState.breach.rawValue && breaches[lane] == 0 {
                state[lane] = PartyState.performing.rawValue
            }
        }
    }
}
