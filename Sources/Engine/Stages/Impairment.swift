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
        let terms = (0..<block.width).map { market.valuation(0, block, lane: $0) }
        for cohort in cohorts { test(cohort, market, terms, block) }
    }

    private func test(_ cohort: Cohort, _ market: ComputeMarket, _ terms: [EquipmentValuation], _ block: Block) {
        guard let generation = cohort.generation else { return }
        let (book, age, units) = (block[cohort.book.row], block[cohort.rows.age], block[cohort.rows.units])
        let (removed, value) = (block[cohort.rows.removed], block[cohort.rows.contractedValue])
        let state = block[parties[cohort.owner].rows.state]
        let site = sites[cohort.site]
        var any = false
        guard cohort.hasArrived(block) else { return }
        for lane in 0..<block.width {
            removed[lane] = 0
            guard age[lane] > 0, state[lane] < PartyState.defaulted.rawValue else { continue }
            let worth = Double(book[lane]) / 100
            let fair = units[lane] * value[lane]
            // What is worth more than its book value needs no test of its cash flows.
            guard fair < worth else { continue }
            // What it will earn before it is switched off, in dollars of the day.
            let flows =
                units[lane]
                * cohort.unitValue(generation, at: market, site, terms[lane], block, lane: lane).contracted
            guard flows < worth else { continue }
            removed[lane] = max(0, book[lane] &- wholeCents(fair))
            any = any || removed[lane] > 0
            if removed[lane] > 0 { block[cohort.rows.isRespread][lane] = 1 }
        }
        if any { cohort.remove(block, sold: false) }
    }
}
