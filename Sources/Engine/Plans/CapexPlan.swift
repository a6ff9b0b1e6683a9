import Calendar
import Lanes
import Ledger
import Model

/// What a party means to invest, quarter by quarter, and orders when the return is there and the money can be raised.
///
///     capex(t) = guidance(t) x m(t)
///     ln m = 0.8 ln m(t-1) + a s + b ln m_leader(t-1) - c[regime],   0 <= m <= 1.5
///
/// s is the surprise in its own revenue. No new order where a new unit is worth less than its price x (1 + hurdle). An order
/// placed is an obligation: its instalments fall due whatever the market does; only what is not yet ordered can be cut.
package struct CapexPlan: Contract {
    package static let order = 0
    package static let schema = Schema(
        kind: "plan", meaning: "Investment that a party plans: orders of equipment or halls, quarter by quarter.",
        attributes: [
            Attribute("party", .reference(["parties"]), "Who invests."),
            Attribute("seller", .reference(["parties"]), "Who makes or builds."),
            Attribute("site", .reference(["sites"]), "Where it goes."),
            Attribute(
                "generation", .reference(["generations"]), default: "", "What is bought; absent, a building."),
            Attribute(
                "price", .quantity("USD/unit"), default: "0 USD/unit", range: 0...1e9, "Price of a unit of equipment."),
            Attribute(
                "guidance", .quantity("USD per year"), range: 0...1e13, "New orders a year, as the party guides."),
            Attribute(
                "lead", .constant("quarters"), default: "3 quarters assumption 2..6 quarters, order to delivery",
                range: 1...40, "Quarters from order to delivery."),
            Attribute(
                "deposit", .constant("share"), default: "20 % assumption 10..40 %, paid with the order",
                range: 0.01...1, "Paid with the order; the rest on delivery, or as `progress` says."),
            Attribute(
                "progress", .constant("share"), default: "0 %", range: 0...0.99,
                "Paid half-way: halls are paid 20/40/40."),
            Attribute(
                "hurdle", .quantity("share"), default: "0 % assumption 0..20 %, value over price", range: -1...5,
                "What a unit must be worth beyond its price."),
            Attribute(
                "persistence", .quantity("1"), default: "0.8 assumption 0.6..0.9, plans move slowly", range: 0...1,
                "Of ln m."),
            Attribute(
                "own-response", .quantity("1"), default: "0.5 assumption 0.2..1, answer to own revenue", range: 0...10,
                "a: answer to the surprise in its own revenue."),
            Attribute("leader", .reference(["plans"]), default: "", "A plan of a rival that it follows."),
            Attribute(
                "leader-response", .quantity("1"), default: "0.1 assumption 0..0.3, the arms race", range: 0...1,
                "b: answer to the leader's m."),
            Attribute(
                "tight-cut", .quantity("1"), default: "0.05 assumption 0..0.15, caution in tight markets", range: 0...5,
                "c while markets are tight."),
            Attribute(
                "shut-cut", .quantity("1"), default: "0.2 assumption 0.1..0.5, caution in shut markets", range: 0...5,
                "c while markets are shut."),
        ],
        lines: [
            Schema.Line("multiplier", "1", "m of last quarter."),
            Schema.Line("ordered", "USD", "Ordered last quarter."),
        ])

    let name: String
    let party: Party
    private let seller: Party
    let site: Site
    let generation: Generation?
    private let market: ComputeMarket?
    let lead: Int
    private let deposit: Double
    private let progress: Double
    private let inputs: Inputs
    private let regime: Row<Whole>
    private let multiplier: Row<Scalar>
    private let logMultiplier: Row<Scalar>
    private let leader: Row<Scalar>?
    /// Ordered by quarter of the run: cents, and units.
    private let ordered: [Row<Cents>]
    let units: [Row<Units>]
    private let shown: Row<Scalar>
    /// Due for delivery and held back while the party is in grace.
    private let waiting: Row<Cents>
    let waitingUnits: Row<Units>
    private let waitingPaid: Row<Cents>
    /// By calendar year of the run.
    let cohorts: [Cohort]
    /// The cohort of deliveries in each quarter of the run.
    private let cohortAt: [Int]
    private let money: PlanMoney
    /// 1 where the return test stops new orders.
    private let gated: Row<Whole>

    private struct Inputs: Sendable {
        let price, guidance, hurdle, persistence, own, leader, tight, shut: Row<Scalar>
    }

    package init(_ item: Item, _ compiler: Compiler) {
        let record = item.record
        name = item.path
        let ends = Ends(item, payer: "party", payee: "seller", compiler)
        (party, seller) = (ends.payer, ends.payee)
        if party.isSector {
            compiler.error("an outside sector has no plan", at: item.place, quote: party.name)
        }
        site = compiler.sites[compiler.siteIndex[record.reference("site")] ?? 0]
        generation = record.optionalReference("generation").flatMap { compiler.generations[$0] }
        market = compiler.market
        if generation != nil, (record.input("price").largestNumber ?? 1) <= 0 {
            compiler.error(
                "a plan for equipment needs `price`", at: item.place, quote: item.path,
                hint: "write for example `price: 40000 USD/unit`")
        }
        lead = compiler.quartersConstant(record, "lead")
        deposit = compiler.constant(record, "deposit")
        // Half-way to a delivery of the next quarter is the delivery itself.
        progress = lead > 1 ? compiler.constant(record, "progress") : 0
        if deposit + progress > 1 + 1e-12 {
            compiler.error(
                "`deposit` and `progress` are more than the price", at: item.place, quote: item.path,
                hint: "the two may sum to at most 100 %")
        }
        let names = [
            "price", "guidance", "hurdle", "persistence", "own-response", "leader-response", "tight-cut", "shut-cut",
        ]
        let rows = names.map { compiler.input(item, $0) }
        inputs = Inputs(
            price: rows[0], guidance: rows[1], hurdle: rows[2], persistence: rows[3], own: rows[4], leader: rows[5],
            tight: rows[6], shut: rows[7])
        regime = compiler.regimeState
        multiplier = compiler.scalar()
        logMultiplier = compiler.scalar()
        compiler.planMultipliers[item.name] = logMultiplier
        leader = record.optionalReference("leader").flatMap { compiler.planMultipliers[$0] }
        if record.optionalReference("leader") != nil && leader == nil {
            compiler.error(
                "a leader must stand before the plan that follows it", at: item.place, quote: item.path,
                hint: "move `plans.\(record.reference("leader"))` up, or break the circle")
        }
        ordered = (0..<compiler.quarters).map { _ in compiler.cents() }
        units = (0..<compiler.quarters).map { _ in compiler.plan.scratch() }
        waiting = compiler.plan.state()
        waitingUnits = compiler.plan.state()
        waitingPaid = compiler.plan.state()
        shown = compiler.scalar()
        let firstYear = compiler.start.year
        cohortAt = (0..<compiler.quarters).map { compiler.start.advanced(by: $0).year - firstYear }
        let lastYear = compiler.start.advanced(by: max(0, compiler.quarters - 1)).year
        let life = generation == nil ? compiler.buildingLife : ends.payer.rows.bookLife
        let (owner, site, kind) = (party.index, site.index, generation)
        cohorts = (firstYear...lastYear).map { year in
            Cohort(
                name: "\(item.path)/\(year)", owner: owner, site: site, generation: kind, bookLife: life, span: 3,
                compiler)
        }
        compiler.cohorts += cohorts
        money = PlanMoney(item.path, buyer: party.index, seller: seller.index, cohorts: cohorts, compiler)
        gated = compiler.whole()
        compiler.plans.append(self)
        compiler.lines["\(item.path).multiplier"] = FormulaSource(.real(multiplier.previous), factor: 1)
        compiler.lines["\(item.path).ordered"] = FormulaSource(.real(shown.previous), factor: 1)
        compiler.mark(
            item.path, gated,
            [1: "no new orders: a new unit is worth less than it costs", 0: "new orders earn their price again"])
    }

    package func begin(_ block: Block) { block[multiplier].fill(1, block.width) }

    /// What was ordered `lead` quarters ago arrives, unless the buyer has missed a payment.
    package func receive(_ block: Block) {
        let (waiting, waitingUnits, state) = (block[waiting], block[waitingUnits], block[party.rows.state])
        let cohort = cohorts[cohortAt[block.quarter]]
        let from = block.quarter - lead
        let (cost, stock, age) = (block[cohort.rows.cost], block[cohort.rows.units], block[cohort.rows.age])
        let (arrived, delivered) = (block[cohort.rows.arrived], block[money.delivered])
        let added = block[cohort.rows.arrivedUnits]
        let (waitingPaid, before) = (block[waitingPaid], block[money.paidBefore])
        for cohort in cohorts { block[cohort.rows.arrivedUnits].fill(0, block.width) }
        for lane in 0..<block.width {
            if from >= 0 {
                let price = block[ordered[from]][lane]
                waiting[lane] &+= price
                waitingPaid[lane] &+= first(price) &+ halfway(price)
                waitingUnits[lane] += block[units[from]][lane]
            }
            let comes =
                state[lane] < PartyState.grace.rawValue
                && block[seller.rows.state][lane] < PartyState.defaulted.rawValue
            delivered[lane] = comes ? waiting[lane] : 0
            before[lane] = comes ? waitingPaid[lane] : 0
            guard delivered[lane] > 0 else { continue }
            waitingPaid[lane] = 0
            cost[lane] &+= waiting[lane]
            arrived[lane] &+= waiting[lane]
            stock[lane] += waitingUnits[lane]
            added[lane] = waitingUnits[lane]
            age[lane] = max(1, age[lane])
            waiting[lane] = 0
            waitingUnits[lane] = 0
        }
        money.deliver(block, to: cohortAt[block.quarter])
    }

    /// The deposit on an order, and its progress payment, in cents.
    private func first(_ price: Int64) -> Int64 { wholeCents(Double(price) / 100 * deposit) }
    private func halfway(_ price: Int64) -> Int64 {
        min(price &- first(price), wholeCents(Double(price) / 100 * progress))
    }

    package func owe(_ block: Block) {
        plan(block)
        let (amount, half) = (block[ordered[block.quarter]], block.quarter - (lead + 1) / 2)
        let (down, later) = (block[money.deposit.current], block[money.progress.current])
        let state = block[party.rows.state]
        for lane in 0..<block.width {
            down[lane] = first(amount[lane])
            let isGoing = state[lane] < PartyState.defaulted.rawValue
            later[lane] =
                half >= 0 && half != block.quarter && isGoing ? halfway(block[ordered[half]][lane]) : 0
        }
        money.oweDelivered(block)
    }

    /// New orders of the quarter.
    private func plan(_ block: Block) {
        let (amount, count) = (block[ordered[block.quarter]], block[units[block.quarter]])
        let (guidance, price, state) = (block[inputs.guidance], block[inputs.price], block[party.rows.state])
        let (m, log, before) = (block[multiplier], block[logMultiplier], block[logMultiplier.previous])
        let surprise = block[party.credit.surprise.previous]
        let (keep, own) = (block[inputs.persistence], block[inputs.own])
        let (tight, shut, supplier) = (block[inputs.tight], block[inputs.shut], block[seller.rows.state])
        test(block)
        let gated = block[gated]
        for lane in 0..<block.width {
            let regime = block[regime][lane]
            let caution = regime == 0 ? 0 : regime == 1 ? tight[lane] : shut[lane]
            let rival = leader.map { block[inputs.leader][lane] * block[$0.previous][lane] } ?? 0
            let raw = keep[lane] * before[lane] + own[lane] * surprise[lane] + rival - caution
            log[lane] = min(raw, 0.405_465_108_108_164_4)
            m[lane] = exponential(log[lane])
            let goes =
                gated[lane] == 0 && state[lane] < PartyState.grace.rawValue
                && supplier[lane] < PartyState.grace.rawValue
            amount[lane] = goes ? wholeCents(guidance[lane] * 0.25 * m[lane]) : 0
            count[lane] = generation == nil ? 0 : Double(amount[lane]) / 100 / price[lane]
            block[shown][lane] = Double(amount[lane]) / 100
        }
        block.checkAmounts(ordered[block.quarter], subject: name, what: "new orders")
    }

    /// The expectation gate: is a new unit worth its price and the hurdle?
    private func test(_ block: Block) {
        let gated = block[gated]
        guard let generation, let market else { return }
        let (price, hurdle) = (block[inputs.price], block[inputs.hurdle])
        let (cost, capital) = (block[site.rows.runningCost], block[party.rows.costOfCapital])
        for lane in 0..<block.width {
            let unit = UnitValue(
                generation, at: market, cost: cost[lane], life: generation.life, block, lane: lane)
            let worth = unit.free(quarterlyRate(capital[lane]))
            gated[lane] = worth < price[lane] * (1 + hurdle[lane]) ? 1 : 0
        }
    }

    /// Cuts new orders by what their deposits need and nobody gives.
    func cut(_ block: Block, _ need: Column<Int64>) {
        let (due, amount) = (block[money.deposit.due], block[ordered[block.quarter]])
        let count = block[units[block.quarter]]
        let fresh = block[money.deposit.current]
        for lane in 0..<block.width where need[lane] > 0 && fresh[lane] > 0 {
            // What is left unpaid of earlier orders stays due.
            let most = max(0, fresh[lane] &- need[lane])
            let price = Int64(Double(amount[lane]) * (Double(most) / Double(fresh[lane])))
            let kept = min(most, first(price))
            need[lane] = max(0, need[lane] &- (fresh[lane] &- kept))
            due[lane] &-= fresh[lane] &- kept
            fresh[lane] = kept
            count[lane] *= amount[lane] > 0 ? Double(price) / Double(amount[lane]) : 0
            amount[lane] = price
            block[shown][lane] = Double(amount[lane]) / 100
        }
    }

    /// Entry to default, or a failed seller, ends what is not delivered; what was prepaid for it is lost to the buyer's
    /// estate, or claimed in the seller's.
    package func settle(_ block: Block) {
        let (enters, supplier) = (block[party.rows.enters], block[seller.rows.state])
        var ends = [Bool](repeating: false, count: block.width)
        var any = false
        for lane in 0..<block.width {
            ends[lane] = enters[lane] != 0 || supplier[lane] >= PartyState.defaulted.rawValue
            any = any || ends[lane]
        }
        guard any else { return }
        for lane in 0..<block.width where ends[lane] {
            for quarter in max(0, block.quarter - lead)...block.quarter {
                block[ordered[quarter]][lane] = 0
                block[units[quarter]][lane] = 0
            }
            block[waiting][lane] = 0
            block[waitingUnits][lane] = 0
            block[waitingPaid][lane] = 0
        }
        money.forfeit(block, where: ends)
    }
}
