import Lanes
import Ledger
import Model

/// Stage 8: depreciation, values, tax, covenants; the quarter's books are final after it.
struct Close: Sendable {
    private let parties: [Party]
    private let computeContracts: [ComputeContract]
    private let otherContracts: [any Contract]
    private let cohorts: [Cohort]
    private let taxes: [IncomeTax]
    private let sites: [Site]
    private let market: ComputeMarket?
    private let rules: Rules
    private let standings: [Standing]
    private let signals: MarketSignals?
    private let impairment: Impairment
    private let owners: [Owner]
    private let valuation: ValuationRows

    /// Who owns equipment, and which.
    private struct Owner: Sendable {
        let costOfCapital: Row<Scalar>
        let cohorts: [Cohort]
    }

    init(_ compiler: Compiler, taxes: [IncomeTax]) {
        parties = compiler.parties
        computeContracts = compiler.contracts.compactMap { $0 as? ComputeContract }
        otherContracts = compiler.contracts.filter { !($0 is ComputeContract) }
        cohorts = compiler.cohorts
        self.taxes = taxes
        sites = compiler.sites
        market = compiler.market
        rules = compiler.rules!
        standings = compiler.parties.filter { !$0.isSector }.map { Standing($0, compiler) }
        signals = compiler.regime?.signals
        impairment = Impairment(compiler)
        valuation = compiler.valuation
        owners = compiler.parties.compactMap { party in
            let own = compiler.cohorts.filter { $0.owner == party.index && $0.generation != nil }
            return own.isEmpty ? nil : Owner(costOfCapital: party.rows.costOfCapital, cohorts: own)
        }
    }

    /// Before the first quarter: the year before it.
    func begin(_ block: Block) {
        for standing in standings { standing.begin(block) }
    }

    func run(_ block: Block) {
        for party in parties { block[party.rows.taxDepreciation].fill(0, block.width) }
        for (index, cohort) in cohorts.enumerated() where block.hasArrived[index] {
            if index + 1 < cohorts.count, block.hasArrived[index + 1] { cohorts[index + 1].fetch(block) }
            cohort.depreciate(block, bonus: rules.bonus)
        }
        for party in parties where !party.isSector {
            for row in [party.rows.breaches, party.rows.lockUp, party.rows.accelerations] {
                block[row].fill(0, block.width)
            }
        }
        for site in sites { site.clearContracted(block) }
        for contract in computeContracts { contract.close(block) }
        for site in sites { site.averageContracted(block) }
        if let market { for owner in owners { value(owner, market, block) } }
        for contract in otherContracts { contract.close(block) }
        impairment.close(block)
        for tax in taxes { tax.close(block) }
        for standing in standings { standing.close(block) }
        signals?.close(block, parties)
        for party in parties where !party.isSector { breach(party, block) }
    }

    /// Values what one owner has, at its cost of capital.
    private func value(_ owner: Owner, _ market: ComputeMarket, _ block: Block) {
        var hasBegun = false
        for cohort in owner.cohorts where cohort.hasArrived(block) {
            guard let generation = cohort.generation else { continue }
            if !hasBegun { valuation.begin(market, rate: owner.costOfCapital, block) }
            hasBegun = true
            let site = sites[cohort.site]
            valuation.value(generation, age: cohort.rows.age, cost: site.rows.runningCost, at: market, block)
            valuation.addContracts(generation, at: site, block)
            let (age, units) = (block[cohort.rows.age], block[cohort.rows.units])
            let (free, contracted) = (block[cohort.rows.marketValue], block[cohort.rows.contractedValue])
            let (atSpot, held) = (block[valuation.free], block[valuation.contracted])
            for lane in 0..<block.width {
                let exists = age[lane] > 0 && units[lane] > 0
                free[lane] = exists ? atSpot[lane] : 0
                contracted[lane] = exists ? held[lane] : 0
            }
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
