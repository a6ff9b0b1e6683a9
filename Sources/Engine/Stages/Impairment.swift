import CreditMath
import Lanes
import Ledger

/// Writes equipment down that cannot earn its book value (ASC 360-10-35): where the undiscounted cash flow left in it is
/// below book value, book value falls to market value.
struct Impairment: Sendable {
    private let cohorts: [Cohort]
    private let parties: [Party]
    private let sites: [Site]
    private let market: ComputeMarket?
    private let isOn: Bool

    init(_ compiler: Compiler) {
        cohorts = compiler.cohorts.filter { $0.generation != nil }
        parties = compiler.parties
        sites = compiler.sites
        market = compiler.market
        isOn = compiler.rules!.impairs
    }

    func close(_ block: Block) {
        guard isOn, let market else { return }
        for cohort in cohorts { test(cohort, market, block) }
    }

    private func test(_ cohort: Cohort, _ market: ComputeMarket, _ block: Block) {
        guard let generation = cohort.generation else { return }
        let (book, age, units) = (block[cohort.book.row], block[cohort.rows.age], block[cohort.rows.units])
        let (removed, value) = (block[cohort.rows.removed], block[cohort.rows.contractedValue])
        let state = block[parties[cohort.owner].rows.state]
        var any = false
        for lane in 0..<block.width {
            removed[lane] = 0
            guard age[lane] > 0, state[lane] < PartyState.defaulted.rawValue else { continue }
            let worth = Double(book[lane]) / 100
            let fair = units[lane] * value[lane]
            // What is worth more than its book value needs no test of its cash flows.
            guard fair < worth else { continue }
            let flows = units[lane] * undiscounted(cohort, generation, market, block, lane)
            guard flows < worth else { continue }
            removed[lane] = max(0, book[lane] &- wholeCents(fair))
            any = any || removed[lane] > 0
            if removed[lane] > 0 { block[cohort.rows.impaired][lane] = 1 }
        }
        if any { cohort.remove(block, sold: false) }
    }

    /// What a unit will earn before it is switched off, in dollars of the day.
    private func undiscounted(
        _ cohort: Cohort, _ generation: Generation, _ market: ComputeMarket, _ block: Block, _ lane: Int
    ) -> Double {
        let site = sites[cohort.site]
        let use = block[market.utilisation][lane]
        let cost = block[site.rows.runningCost][lane]
        let d = 1 - squareRoot(squareRoot(1 - block[market.decline][lane]))
        let life = max(0, generation.life - Double(block[cohort.rows.age][lane] - 1))
        let rent = block[market.price][lane] * block[generation.performance][lane] * 2_190 * use
        let expense = cost * generation.megawatts * 0.25 * use
        let free = equipmentValue(rent: rent, cost: expense, decline: d, discountRate: 0, life: life)
        let n = min(block[cohort.rows.contractQuarters][lane], life)
        let margin = (block[cohort.rows.contractPrice][lane] - cost) * generation.megawatts * 0.25
        let tail = equipmentValue(
            rent: rent * exponential(n * naturalLogarithm(1 - d)), cost: expense, decline: d, discountRate: 0,
            life: life - n)
        let held = (margin > 0 ? margin : 0) * n + tail
        return free + block[cohort.rows.contractedShare][lane] * (held > free ? held - free : 0)
    }
}
