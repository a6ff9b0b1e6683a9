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
package final class CapexPlan: Contract {
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
                "roadmap", .records(roadmapAttributes), default: "",
                "What is ordered from which quarter on, instead of `generation` and `price`; its first entry also before."
            ),
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
                "a: answer to the surprise in its own revenue, or in that of the party that it watches."),
            Attribute(
                "watches", .reference(["parties"]), default: "",
                "Whose revenue tells what demand will be: a customer. Absent, the party's own does."),
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
            Schema.Line("ordered", "USD", "Ordered last quarter.", isFlow: true),
        ])

    private static let roadmapAttributes = [
        Attribute("from", .quarter, "First quarter in which it is ordered."),
        Attribute("generation", .reference(["generations"]), "What is bought."),
        Attribute("price", .quantity("USD/unit"), range: 0.01...1e9, "Price of a unit."),
    ]

    let name: String
    let party: Party
    private let seller: Party
    let site: Site
    /// What is ordered, in the order of the roadmap.
    let lines: [PlanLine]
    /// The line that is ordered in each quarter of the run.
    private let lineAt: [Int]
    private let market: ComputeMarket?
    private let valuation: ValuationRows
    let lead: Int
    private let deposit: Double
    private let progress: Double
    private let inputs: Inputs
    private let regime: Row<Whole>
    private let multiplier: Row<Scalar>
    private let logMultiplier: Row<Scalar>
    /// Whose revenue it answers to.
    private let watched: Party
    private let leader: Row<Scalar>?
    /// Orders on their way, by quarter of order modulo their number: cents, and units.
    private let ordered: [Row<Cents>]
    private let units: [Row<Units>]
    private let shown: Row<Scalar>
    private let yearAt: [Int]
    private let money: PlanMoney
    private let vendor: Vendor?
    /// 1 where the return test stops new orders.
    private let gated: Row<Whole>

    private struct Inputs: Sendable {
        let guidance, hurdle, persistence, own, leader, tight, shut: Row<Scalar>
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
        market = compiler.market
        valuation = compiler.valuation
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
            "guidance", "hurdle", "persistence", "own-response", "leader-response", "tight-cut", "shut-cut",
        ]
        let rows = names.map { compiler.input(item, $0) }
        inputs = Inputs(
            guidance: rows[0], hurdle: rows[1], persistence: rows[2], own: rows[3], leader: rows[4], tight: rows[5],
            shut: rows[6])
        watched = record.optionalReference("watches").map { compiler.party($0) } ?? party
        if watched.isSector {
            compiler.error(
                "an outside sector has no revenue to watch", at: item.place, quote: watched.name,
                hint: "name a party with books, or leave `watches` out")
        }
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
        ordered = (0...lead).map { _ in compiler.cents() }
        units = (0...lead).map { _ in compiler.plan.scratch() }
        shown = compiler.scalar()
        yearAt = (0..<compiler.quarters).map { compiler.start.advanced(by: $0).year }
        lines = Self.lines(item, lead: lead, owner: party, site: site.index, compiler)
        let starts = lines.map(\.from)
        lineAt = (0..<compiler.quarters).map { quarter in starts.lastIndex { $0 <= quarter } ?? 0 }
        let cohorts = lines.flatMap(\.cohorts)
        compiler.cohorts += cohorts
        money = PlanMoney(item.path, buyer: party.index, seller: seller.index, cohorts: cohorts, compiler)
        vendor = compiler.vendors.first { [seller] in $0.party == seller.index }
        gated = compiler.whole()
        compiler.plans.append(self)
        compiler.lines["\(item.path).multiplier"] = FormulaSource(.real(multiplier.previous), factor: 1)
        compiler.lines["\(item.path).ordered"] = FormulaSource(.real(shown.previous), factor: 1)
        compiler.mark(
            item.path, gated,
            [1: "no new orders: a new unit is worth less than it costs", 0: "new orders earn their price again"])
    }

    private static func lines(
        _ item: Item, lead: Int, owner: Party, site: Int, _ compiler: Compiler
    ) -> [PlanLine] {
        let record = item.record
        func error(_ message: String, hint: String) {
            compiler.error(message, at: item.place, quote: item.path, hint: hint)
        }
        func line(_ generation: Generation?, _ price: Row<Scalar>, _ orders: Range<Int>, _ name: String) -> PlanLine {
            PlanLine(
                generation, price: price, orders: orders, lead: lead, name: name, owner: owner, site: site, compiler)
        }
        let end = max(1, compiler.quarters)
        let roadmap = record.records("roadmap")
        let single = record.optionalReference("generation").flatMap { compiler.generations[$0] }
        guard !roadmap.isEmpty else {
            if single != nil, (record.input("price").largestNumber ?? 1) <= 0 {
                error("a plan for equipment needs `price`", hint: "write for example `price: 40000 USD/unit`")
            }
            return [line(single, compiler.input(item, "price"), 0..<end, "\(item.path)/")]
        }
        if single != nil {
            error("`roadmap` and `generation` both say what is bought", hint: "leave one of them out")
        }
        let starts = roadmap.map { compiler.offset($0.quarter("from")) }
        if zip(starts, starts.dropFirst()).contains(where: { $0 >= $1 }) {
            error("the entries of `roadmap` must follow each other in time", hint: "sort them by `from`")
        }
        let names = roadmap.map { $0.reference("generation") }
        if Set(names).count < names.count {
            error("a generation appears twice in `roadmap`", hint: "let its `price` be a table by quarter")
        }
        return roadmap.enumerated().compactMap { number, entry in
            guard let generation = compiler.generations[entry.reference("generation")] else { return nil }
            let first = min(max(0, starts[number]), end - 1)
            let last = number + 1 < starts.count ? min(max(first + 1, starts[number + 1]), end) : end
            let price = compiler.input(entry.input("price"), path: "\(item.path).roadmap.\(number).price")
            return line(generation, price, first..<last, "\(item.path)/\(generation.name)-")
        }
    }

    var isEquipment: Bool { lines.contains { $0.generation != nil } }

    func line(at quarter: Int) -> PlanLine { lines[lineAt[quarter]] }

    /// Units that were ordered in one of the last `lead` quarters, or are in this one.
    func units(of quarter: Int) -> Row<Units> { units[quarter % units.count] }
    private func ordered(in quarter: Int) -> Row<Cents> { ordered[quarter % ordered.count] }

    package func begin(_ block: Block) { block[multiplier].fill(1, block.width) }

    /// What was ordered `lead` quarters ago is due.
    package func request(_ block: Block) {
        let from = block.quarter - lead
        if from >= 0 {
            let line = line(at: from)
            let (price, count) = (block[ordered(in: from)], block[units(of: from)])
            let (waiting, units, paid) = (block[line.waiting], block[line.waitingUnits], block[line.waitingPaid])
            for lane in 0..<block.width {
                waiting[lane] &+= price[lane]
                paid[lane] &+= first(price[lane]) &+ halfway(price[lane])
                units[lane] += count[lane]
            }
        }
        guard let vendor else { return }
        let asked = block[vendor.rows.asked]
        let (buyer, maker) = (block[party.rows.state], block[seller.rows.state])
        for line in lines {
            let waiting = block[line.waiting]
            for lane in 0..<block.width where comes(buyer[lane], maker[lane]) {
                asked[lane] += Double(waiting[lane]) / 100
            }
        }
    }

    /// Nothing comes to a buyer that has missed a payment, or from a maker that has failed.
    private func comes(_ buyer: Int64, _ maker: Int64) -> Bool {
        buyer < PartyState.grace.rawValue && maker < PartyState.defaulted.rawValue
    }

    package func receive(_ block: Block) {
        let share = vendor.map { block[$0.rows.share] }
        var base = 0
        for line in lines {
            let number = line.cohort(in: yearAt[block.quarter])
            receive(line, line.cohorts[number], share, block)
            money.deliver(block, to: base + number)
            base += line.cohorts.count
        }
    }

    private func receive(_ line: PlanLine, _ cohort: Cohort, _ share: Column<Double>?, _ block: Block) {
        let (waiting, units, paid) = (block[line.waiting], block[line.waitingUnits], block[line.waitingPaid])
        let (cost, stock, age) = (block[cohort.rows.cost], block[cohort.rows.units], block[cohort.rows.age])
        let (arrived, delivered) = (block[cohort.rows.arrived], block[money.delivered])
        let (added, before) = (block[cohort.rows.arrivedUnits], block[money.paidBefore])
        for cohort in line.cohorts { cohort.clearArrivals(block) }
        let (buyer, maker) = (block[party.rows.state], block[seller.rows.state])
        delivered.fill(0, block.width)
        before.fill(0, block.width)
        guard waiting.hasAny(block.width) else { return }
        cohort.arrive(block)
        for lane in 0..<block.width {
            guard waiting[lane] > 0, comes(buyer[lane], maker[lane]) else { continue }
            let part = share?[lane] ?? 1
            let amount = part >= 1 ? waiting[lane] : Int64(Double(waiting[lane]) * part)
            let ratio = part >= 1 ? 1 : Double(amount) / Double(waiting[lane])
            delivered[lane] = amount
            before[lane] = part >= 1 ? paid[lane] : min(amount, Int64(Double(paid[lane]) * ratio))
            added[lane] = units[lane] * ratio
            cost[lane] &+= amount
            arrived[lane] &+= amount
            stock[lane] += added[lane]
            age[lane] = amount > 0 ? max(1, age[lane]) : age[lane]
            waiting[lane] &-= amount
            paid[lane] &-= before[lane]
            units[lane] = part >= 1 ? 0 : units[lane] - added[lane]
        }
    }

    /// The deposit on an order, and its progress payment, in cents.
    private func first(_ price: Int64) -> Int64 { wholeCents(Double(price) / 100 * deposit) }
    private func halfway(_ price: Int64) -> Int64 {
        min(price &- first(price), wholeCents(Double(price) / 100 * progress))
    }

    package func owe(_ block: Block) {
        plan(block)
        let (amount, half) = (block[ordered(in: block.quarter)], block.quarter - (lead + 1) / 2)
        let (down, later) = (block[money.deposit.current], block[money.progress.current])
        let state = block[party.rows.state]
        for lane in 0..<block.width { down[lane] = first(amount[lane]) }
        if half >= 0 && half != block.quarter {
            let earlier = block[ordered(in: half)]
            for lane in 0..<block.width {
                later[lane] = state[lane] < PartyState.defaulted.rawValue ? halfway(earlier[lane]) : 0
            }
        } else {
            later.fill(0, block.width)
        }
        money.oweDelivered(block)
    }

    /// New orders of the quarter.
    private func plan(_ block: Block) {
        let (amount, count) = (block[ordered(in: block.quarter)], block[units(of: block.quarter)])
        let line = line(at: block.quarter)
        let (guidance, price, state) = (block[inputs.guidance], block[line.price], block[party.rows.state])
        let (m, log, before) = (block[multiplier], block[logMultiplier], block[logMultiplier.previous])
        let surprise = block[watched.credit.surprise.previous]
        let (keep, own) = (block[inputs.persistence], block[inputs.own])
        let (tight, shut, supplier) = (block[inputs.tight], block[inputs.shut], block[seller.rows.state])
        test(block)
        let (gated, regime, shown) = (block[gated], block[regime], block[shown])
        let (weight, rival) = (block[inputs.leader], leader.map { block[$0.previous] })
        for lane in 0..<block.width {
            let caution = regime[lane] == 0 ? 0 : regime[lane] == 1 ? tight[lane] : shut[lane]
            let followed = rival.map { weight[lane] * $0[lane] } ?? 0
            let raw = keep[lane] * before[lane] + own[lane] * surprise[lane] + followed - caution
            log[lane] = min(raw, 0.405_465_108_108_164_4)
        }
        fillExponentials(from: log, into: m, count: block.width)
        for lane in 0..<block.width {
            let goes =
                gated[lane] == 0 && state[lane] < PartyState.grace.rawValue
                && supplier[lane] < PartyState.grace.rawValue && (line.generation == nil || price[lane] > 0)
            amount[lane] = goes ? wholeCents(guidance[lane] * 0.25 * m[lane]) : 0
            // A price of nothing in some quarter is a price not known: nothing is ordered then.
            count[lane] = line.generation == nil || !goes ? 0 : Double(amount[lane]) / 100 / price[lane]
            shown[lane] = Double(amount[lane]) / 100
        }
        block.checkAmounts(ordered(in: block.quarter), subject: name, what: "new orders")
    }

    /// The expectation gate: is a new unit worth its price and the hurdle?
    private func test(_ block: Block) {
        let gated = block[gated]
        let line = line(at: block.quarter)
        guard let generation = line.generation, let market else { return }
        let (price, hurdle, worth) = (block[line.price], block[inputs.hurdle], block[valuation.free])
        valuation.begin(market, rate: party.rows.costOfCapital, block)
        valuation.value(generation, age: nil, cost: site.rows.runningCost, at: market, block)
        for lane in 0..<block.width { gated[lane] = worth[lane] < price[lane] * (1 + hurdle[lane]) ? 1 : 0 }
    }

    /// Cuts new orders by what their deposits need and nobody gives.
    func cut(_ block: Block, _ need: Column<Int64>) {
        let (due, amount) = (block[money.deposit.due], block[ordered(in: block.quarter)])
        let count = block[units(of: block.quarter)]
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
                block[ordered(in: quarter)][lane] = 0
                block[units(of: quarter)][lane] = 0
            }
            for line in lines {
                block[line.waiting][lane] = 0
                block[line.waitingUnits][lane] = 0
                block[line.waitingPaid][lane] = 0
            }
        }
        money.forfeit(block, where: ends)
    }
}
