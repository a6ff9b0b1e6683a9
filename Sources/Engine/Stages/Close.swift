import CreditMath
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
        for cohort in cohorts where cohort.generation != nil {
            for row in [cohort.rows.contractedShare, cohort.rows.contractQuarters, cohort.rows.contractPrice] {
                block[row].fill(0, block.width)
            }
        }
        for contract in contracts where contract is ComputeContract { contract.close(block) }
        for cohort in cohorts { value(cohort, block) }
        for contract in contracts where !(contract is ComputeContract) { contract.close(block) }
        impairment.close(block)
        for tax in taxes { tax.close(block) }
        for standing in standings { standing.close(block) }
        signals?.close(block, parties)
        for party in parties where !party.isSector { breach(party, block) }
    }

    /// Value of a unit: spot rents until they no longer cover the running cost; with a contract, its price for its
    /// remaining quarters first.
    private func value(_ cohort: Cohort, _ block: Block) {
        guard let generation = cohort.generation, let market else { return }
        let site = sites[cohort.site]
        let (spot, use) = (block[market.price], block[market.utilisation])
        let (decline, rating) = (block[market.decline], block[generation.performance])
        let (cost, capital) = (block[site.rows.runningCost], block[parties[cohort.owner].rows.costOfCapital])
        let (age, market_, contracted) = (
            block[cohort.rows.age], block[cohort.rows.marketValue], block[cohort.rows.contractedValue]
        )
        let (share, quarters) = (block[cohort.rows.contractedShare], block[cohort.rows.contractQuarters])
        let price = block[cohort.rows.contractPrice]
        for lane in 0..<block.width {
            guard age[lane] > 0 else {
                market_[lane] = 0
                contracted[lane] = 0
                continue
            }
            let d = 1 - squareRoot(squareRoot(1 - decline[lane]))
            let r = squareRoot(squareRoot(1 + capital[lane])) - 1
            let life = max(0, generation.life - Double(age[lane] - 1))
            let expense = cost[lane] * generation.megawatts * 0.25 * use[lane]
            let rent = spot[lane] * rating[lane] * 2_190 * use[lane]
            let free = equipmentValue(rent: rent, cost: expense, decline: d, discountRate: r, life: life)
            let n = min(quarters[lane], life)
            let margin = (price[lane] - cost[lane]) * generation.megawatts * 0.25
            let w = 1 / (1 + r)
            let later = exponential(n * naturalLogarithm(w))
            let tail = equipmentValue(
                rent: rent * exponential(n * naturalLogarithm(1 - d)), cost: expense, decline: d, discountRate: r,
                life: life - n)
            let held = equipmentValue(rent: margin, cost: 0, decline: 0, discountRate: r, life: n) + later * tail
            market_[lane] = free
            contracted[lane] = free + share[lane] * (held > free ? held - free : 0)
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
