import Lanes
import Ledger

/// Writes equipment down that cannot earn its book value (ASC 360-10-35): where the undiscounted cash flow left in it is
/// below book value, book value falls to market value.
struct Impairment: Sendable {
    private let cohorts: [Cohort]
    private let parties: [Party]
    private let sites: [Site]
    private let market: ComputeMarket?
    private let valuation: ValuationRows
    private let isOn: Bool

    init(_ compiler: Compiler) {
        cohorts = compiler.cohorts.filter { $0.generation != nil }
        parties = compiler.parties
        sites = compiler.sites
        market = compiler.market
        valuation = compiler.valuation.undiscounted
        isOn = compiler.rules!.impairs
    }

    func close(_ block: Block) {
        guard isOn, let market else { return }
        valuation.begin(market, rate: nil, block)
        for cohort in cohorts { test(cohort, market, block) }
    }

    private func test(_ cohort: Cohort, _ market: ComputeMarket, _ block: Block) {
        guard let generation = cohort.generation, cohort.hasArrived(block) else { return }
        let (book, age, units) = (block[cohort.book.row], block[cohort.rows.age], block[cohort.rows.units])
        let (removed, value) = (block[cohort.rows.removed], block[cohort.rows.contractedValue])
        let state = block[parties[cohort.owner].rows.state]
        let failed = Double(PartyState.defaulted.rawValue)
        for group in 0..<block.width / 8 {
            // What is worth more than its book value needs no test of its cash flows.
            let isTested = (realCents(age[eight: group]) .> 0) .& (realCents(state[eight: group]) .< failed)
            let isBelow = units[eight: group] * value[eight: group] .< realCents(book[eight: group]) / 100
            removed[eight: group] = EightIntegers.zero.replacing(with: 1, where: isTested .& isBelow)
        }
        guard removed.hasAny(block.width) else { return }
        // What a unit will earn before it is switched off, in dollars of the day.
        let site = sites[cohort.site]
        valuation.value(generation, age: cohort.rows.age, cost: site.rows.runningCost, at: market, block)
        valuation.addContracts(generation, at: site, block)
        let (flows, isRespread) = (block[valuation.contracted], block[cohort.rows.isRespread])
        var any = false
        for lane in 0..<block.width where removed[lane] != 0 {
            let fails = units[lane] * flows[lane] < Double(book[lane]) / 100
            removed[lane] = fails ? max(0, book[lane] &- wholeCents(units[lane] * value[lane])) : 0
            if removed[lane] > 0 { (any, isRespread[lane]) = (true, 1) }
        }
        guard any else { return }
        block.mayBeRespread[cohort.index] = true
        cohort.remove(block, sold: false)
    }
}
