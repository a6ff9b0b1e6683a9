import Lanes
import Ledger
import Model

/// An order of equipment or of a building: instalments, deliveries, and what happens when it is cancelled.
///
/// What is paid before delivery stands in the books as a prepayment of the buyer and deferred revenue of the seller; what
/// is delivered before it is paid, as a payable.
package final class PurchaseOrder: Contract {
    package static let order = 0
    package static let schema = Schema(
        kind: "purchase-order", meaning: "An order of equipment or of a building.",
        attributes: [
            Attribute("buyer", .reference(["parties"]), "Who pays."),
            Attribute("seller", .reference(["parties"]), "Who delivers."),
            Attribute("site", .reference(["sites"]), "Where it goes."),
            Attribute("generation", .reference(["generations"]), default: "", "Equipment; absent for a building."),
            Attribute("units", .constant("units"), default: "0 units", range: 0...1e9, "Units of equipment."),
            Attribute("amount", .quantity("USD"), range: 0...2e13, "Price of the whole order."),
            Attribute(
                "payments", .records(instalments),
                "Instalments: when, and what share of the amount. One before the first quarter has been paid."),
            Attribute("deliveries", .records(instalments), "Deliveries: when, and what share of the order."),
            Attribute(
                "delay", .quantity("quarters"), default: "0 quarters", range: 0...200,
                "The seller's delay: moves deliveries and the instalments with them."),
            Attribute(
                "book-life", .quantity("years"), default: "", range: 0.25...100,
                "Book life; absent, the owner's policy for equipment, 20 years for a building."),
            Attribute(
                "deferral-limit", .constant("quarters"), default: "0 quarters", range: 0...100,
                "Quarters by which the buyer may put off what its site has no power for yet; instalments move along."),
            Attribute(
                "deferral-fee", .quantity("share"), default: "1.5 % assumption 0.5..4 %, storage and finance",
                range: 0...1,
                "Share of the undelivered amount that a quarter's deferral costs."),
            Attribute(
                "cancellable", .flag, default: "false",
                "Whether the buyer cancels what is undelivered when it lacks money."),
            Attribute(
                "cancellation-fee", .quantity("share"), default: "10 % assumption 5..20 %, usual in supply contracts",
                range: 0...1, "Share of the cancelled amount that falls due."),
        ])

    static let instalments = [
        Attribute("quarter", .quarter, "When."),
        Attribute("share", .constant("share"), range: 0...1, "Share of the whole: all shares sum to 100 %."),
    ]

    struct Step: Sendable {
        let quarter: Int
        /// Shares before this step and with it, so that rounding adds up.
        let before: Double
        let after: Double
        /// 1 once it has happened.
        let done: Row<Whole>
        /// Of a delivery: the part that has come, below 1 while the maker's capacity holds the rest back.
        let come: Row<Scalar>

        /// Share of the order up to a part of this step.
        func level(_ part: Double) -> Double {
            part >= 1 ? after : part <= 0 ? before : before + (after - before) * part
        }
    }

    package let name: String
    let buyer: Party
    private let seller: Party
    let cohorts: [Cohort]
    let units: Double
    private let amount: Row<Scalar>
    let delay: Row<Scalar>
    private let fee: Row<Scalar>
    private let cancellable: Bool
    private let payments: [Step]
    let deliveries: [Step]
    private let prepayment: Leg
    private let instalment: Leg
    private let cancellation: Leg
    /// Never due by itself: what the buyer claims in the seller's estate.
    private let refund: Leg
    private let fromPrepayments: [Posting]
    private let onCredit: [Posting]
    private let forfeited: Posting
    private let prepaid: Account
    private let deferred: Account
    private let payable: Account
    private let work: Row<Cents>
    private let vendor: Vendor?
    /// Share of the order that was cancelled before delivery.
    let cancelled: Row<Whole>
    /// Quarters by which the rest of the order has been put off.
    private let putOff: Row<Whole>
    private let deferralLimit: Int64
    private let deferralFee: Row<Scalar>
    private let deferral: Leg
    let site: Site
    /// IT megawatts of all units.
    let load: Double
    /// Capex of this quarter that a facility may fund: instalments due.
    let eligible: Row<Cents>

    package init(_ item: Item, _ compiler: Compiler) {
        name = item.path
        let ends = Ends(item, payer: "buyer", payee: "seller", compiler)
        buyer = ends.payer
        self.seller = ends.payee
        let seller = ends.payee.index
        let record = item.record
        units = compiler.constant(record, "units")
        amount = compiler.input(item, "amount")
        delay = compiler.input(item, "delay")
        fee = compiler.input(item, "cancellation-fee")
        cancellable = record.flag("cancellable")
        payments = Self.steps(record, "payments", mayBePast: true, compiler)
        deliveries = Self.steps(record, "deliveries", compiler)
        let generation = record.optionalReference("generation").flatMap { compiler.generations[$0] }
        if generation != nil && units == 0 {
            compiler.error(
                "an order of equipment needs `units`", at: item.place, quote: item.path,
                hint: "write for example `units: 1000 units`")
        }
        let life =
            compiler.optionalInput(item, "book-life")
            ?? (generation == nil ? compiler.buildingLife : ends.payer.rows.bookLife)
        let site = compiler.siteIndex[record.reference("site")] ?? 0
        self.site = compiler.sites[site]
        load = units * (generation?.megawatts ?? 0)
        deferralLimit = Int64(compiler.quartersConstant(record, "deferral-limit"))
        deferralFee = compiler.input(item, "deferral-fee")
        putOff = compiler.whole()
        let subject = item.path
        let books = DeliveryBooks(subject, buyer: buyer.index, seller: seller, compiler)
        (prepaid, deferred, payable) = (books.prepaid, books.deferred, books.payable)
        prepayment = books.advance("instalment before delivery", compiler)
        instalment = books.settlement("instalment on what was delivered", compiler)
        cancellation = compiler.costLeg(
            subject, "cancellation fee", from: buyer.index, .damages, to: seller, .otherIncome, rank: .trade,
            cashClass: .investing)
        deferral = compiler.costLeg(
            subject, "deferral fee", from: buyer.index, .damages, to: seller, .otherIncome, rank: .trade,
            cashClass: .investing)
        refund = books.refund(compiler)
        vendor = compiler.vendors.first { $0.party == seller }
        let cohorts = deliveries.indices.map { number in
            Cohort(
                name: "\(subject)/\(number + 1)", owner: ends.payer.index, site: site, generation: generation,
                bookLife: life, compiler)
        }
        self.cohorts = cohorts
        (fromPrepayments, onCredit) = books.deliveries(cohorts, compiler)
        forfeited = books.forfeiture(compiler)
        work = compiler.cents()
        eligible = compiler.cents()
        cancelled = compiler.whole()
        compiler.cohorts += cohorts
        openPrepaid(record, compiler)
        compiler.orders[item.name] = self
        compiler.mark(
            subject, putOff,
            Dictionary(
                uniqueKeysWithValues: (1...max(1, deferralLimit)).map {
                    ($0, "the rest of the order is put off by \($0) quarter\($0 == 1 ? "" : "s"): no power for it yet")
                }))
        compiler.mark(subject, cancelled, [1: "what was not yet delivered of the order is cancelled"])
        for (number, step) in deliveries.enumerated() {
            compiler.mark(subject, step.done, [1: "delivery \(number + 1) of \(deliveries.count) arrives"])
        }
    }

    private static func steps(
        _ record: Record, _ name: String, mayBePast: Bool = false, _ compiler: Compiler
    ) -> [Step] {
        var sum = 0.0
        let steps = record.records(name).map { record in
            let before = sum
            sum += compiler.constant(record, "share")
            let quarter = record.quarter("quarter")
            let isPast = mayBePast && compiler.offset(quarter) < 0
            return Step(
                quarter: isPast ? compiler.offset(quarter) : compiler.horizonOffset(quarter, at: record.place),
                before: before, after: sum, done: compiler.whole(), come: compiler.plan.scratch())
        }
        if (sum - 1).magnitude > 1e-9 {
            compiler.error(
                "shares of `\(name)` sum to \(sum * 100) %, not 100 %", at: record.place, quote: name,
                hint: "change a share so that they sum to 100 %")
        }
        return steps.sorted { $0.quarter < $1.quarter }
    }

    /// What was paid before the first quarter opens the books as a prepayment.
    private func openPrepaid(_ record: Record, _ compiler: Compiler) {
        let share = payments.filter { $0.quarter < 0 }.reduce(0) { $0 + $1.after - $1.before }
        guard share > 0 else { return }
        let value = record.input("amount")
        guard case .constant(let amount) = value.form else {
            compiler.error(
                "an order with instalments before the first quarter needs a fixed `amount`", at: value.place,
                quote: value.text, hint: "give the amount as a number")
            return
        }
        let cents = wholeCents(amount * share)
        compiler.openings.append(Opening(account: prepaid, cents: cents))
        compiler.openings.append(Opening(account: deferred, cents: -cents))
    }

    package func begin(_ block: Block) {
        for step in payments where step.quarter < 0 { block[step.done].fill(1, block.width) }
    }

    /// Whether a delivery is due, or was and has not all come.
    private func isDue(_ step: Step, _ block: Block, lane: Int) -> Bool {
        block[step.done][lane] == 0 && block[cancelled][lane] == 0
            && block[buyer.rows.state][lane] < PartyState.grace.rawValue
            && Double(block.quarter) + 0.5
                >= Double(step.quarter) + block[delay][lane] + Double(block[putOff][lane])
    }

    /// The least delay in any path: below 0 where a shock brings the order forward.
    private func earliestDelay(_ block: Block) -> Double {
        let delay = block[delay]
        return (0..<block.width).reduce(.infinity) { delay[$1] < $0 ? delay[$1] : $0 }
    }

    /// Whether a step may fall due in some path: its time has come there, and it is not done in all.
    private func mayFallDue(_ step: Step, _ earliestDelay: Double, _ block: Block) -> Bool {
        Double(block.quarter) + 0.5 >= Double(step.quarter) + earliestDelay
            && !block[step.done].isOne(block.width)
    }

    package func request(_ block: Block) {
        deferWherePowerLacks(block)
        guard let vendor else { return }
        let (asked, amount) = (block[vendor.rows.asked], block[amount])
        let delay = earliestDelay(block)
        for step in deliveries where mayFallDue(step, delay, block) {
            let come = block[step.come]
            for lane in 0..<block.width where isDue(step, block, lane: lane) {
                asked[lane] += amount[lane] * (step.after - step.level(come[lane]))
            }
        }
    }

    /// Puts off what the site has no power for, up to the limit, at the fee.
    private func deferWherePowerLacks(_ block: Block) {
        let (fee, deferred) = (block[deferral.current], block[putOff])
        fee.fill(0, block.width)
        guard deferralLimit > 0 else { return }
        let (delay, energised, cancelled) = (block[delay], block[site.rows.energised], block[cancelled])
        let (amount, rate) = (block[amount], block[deferralFee])
        for lane in 0..<block.width where cancelled[lane] == 0 && deferred[lane] < deferralLimit {
            let now = Double(block.quarter) + 0.5 - delay[lane] - Double(deferred[lane])
            let open = deliveries.filter { block[$0.done][lane] == 0 }
            guard let next = open.first, now >= Double(next.quarter) else { continue }
            let lacks = open.contains { now >= Double($0.quarter) && load * $0.after > energised[lane] * 1.01 }
            guard lacks else { continue }
            deferred[lane] += 1
            fee[lane] = wholeCents(amount[lane] * (1 - next.before) * rate[lane])
        }
    }

    package func receive(_ block: Block) {
        let width = block.width
        let amount = block[amount]
        let share = vendor.map { block[$0.rows.share] }
        let (prepaid, work, delay) = (block[prepaid.row], block[work], earliestDelay(block))
        for (number, step) in deliveries.enumerated() {
            cohorts[number].clearArrivals(block)
            guard mayFallDue(step, delay, block) else { continue }
            let rows = cohorts[number].rows
            let (done, come, cost) = (block[step.done], block[step.come], block[rows.cost])
            let (age, stock) = (block[rows.age], block[rows.units])
            let (arrived, added) = (block[rows.arrived], block[rows.arrivedUnits])
            var any = false
            for lane in 0..<width {
                work[lane] = 0
                guard isDue(step, block, lane: lane) else { continue }
                let before = come[lane]
                let part = share?[lane] ?? 1
                come[lane] = part >= 1 ? 1 : before + (1 - before) * part
                done[lane] = come[lane] >= 1 ? 1 : 0
                let (from, to) = (step.level(before), step.level(come[lane]))
                let price = max(0, wholeCents(amount[lane] * to) &- wholeCents(amount[lane] * from))
                cost[lane] &+= price
                arrived[lane] = price
                added[lane] = units * (to - from)
                stock[lane] += added[lane]
                age[lane] = max(1, age[lane])
                // Prepayments are used up first; `work` is what they cover.
                work[lane] = min(price, prepaid[lane])
                any = true
            }
            guard any else { continue }
            cohorts[number].arrive(block)
            block.checkAmounts(rows.cost, subject: name, what: "amount of the delivery")
            block.post(fromPrepayments[number], self.work)
            for lane in 0..<width { work[lane] = arrived[lane] &- work[lane] }
            block.post(onCredit[number], self.work)
        }
    }

    package func owe(_ block: Block) {
        let width = block.width
        let (delay, amount, cancelled) = (block[delay], block[amount], block[cancelled])
        let deferred = block[putOff]
        let (before, after) = (block[prepayment.current], block[instalment.current])
        let (eligible, payable) = (block[eligible], block[payable.row])
        let arrears = block[instalment.arrears]
        let supplier = block[seller.rows.state]
        cancelWhereMoneyLacks(block)
        block[refund.current].fill(0, width)
        before.fill(0, width)
        after.fill(0, width)
        let earliest = earliestDelay(block)
        for step in payments where mayFallDue(step, earliest, block) {
            let done = block[step.done]
            for lane in 0..<width {
                let price = wholeCents(amount[lane] * step.after) &- wholeCents(amount[lane] * step.before)
                // What is already due on deliveries is not due twice.
                let owed = -payable[lane] &- arrears[lane] &- after[lane]
                // A seller that has missed a payment is not paid ahead: the instalment waits until it is known what becomes of it.
                let waits = supplier[lane] == PartyState.grace.rawValue && cancelled[lane] == 0 && price > owed
                let falls =
                    done[lane] == 0 && !waits
                    && Double(block.quarter) + 0.5 >= Double(step.quarter) + delay[lane] + Double(deferred[lane])
                done[lane] = falls ? 1 : done[lane]
                let onDelivered = falls ? min(price, owed) : 0
                after[lane] += onDelivered
                let goesOn = falls && cancelled[lane] == 0 && supplier[lane] < PartyState.grace.rawValue
                before[lane] += goesOn ? price &- onDelivered : 0
            }
        }
        for lane in 0..<width { eligible[lane] = before[lane] &+ after[lane] }
    }

    /// A buyer whose plan could not be funded last quarter cancels what is not yet delivered, at the fee.
    private func cancelWhereMoneyLacks(_ block: Block) {
        let fee = block[cancellation.current]
        fee.fill(0, block.width)
        guard cancellable, let last = deliveries.last else { return }
        let (cancelled, unmet) = (block[cancelled], block[buyer.rows.unmetNeed.previous])
        let (delivered, rate, amount) = (block[last.done], block[self.fee], block[amount])
        for lane in 0..<block.width
        where cancelled[lane] == 0 && delivered[lane] == 0 && unmet[lane] > 0 {
            cancelled[lane] = 1
            var open = 0.0
            for step in deliveries where block[step.done][lane] == 0 {
                open += step.after - step.level(block[step.come][lane])
            }
            fee[lane] = wholeCents(amount[lane] * open * rate[lane])
        }
    }

    /// What was prepaid for goods that will not come is lost: after a cancellation, or the buyer's default.
    package func settle(_ block: Block) {
        let (cancelled, enters) = (block[cancelled], block[buyer.rows.enters])
        let (work, prepaid) = (block[work], block[prepaid.row])
        let supplier = block[seller.rows.state]
        let last = deliveries.last?.done
        var any = false
        for lane in 0..<block.width {
            let supplierFails = supplier[lane] >= PartyState.defaulted.rawValue
            let isOpen = prepaid[lane] != 0 || (last.map { block[$0][lane] == 0 } ?? false)
            cancelled[lane] = (enters[lane] != 0 || supplierFails) && isOpen ? 1 : cancelled[lane]
            work[lane] = cancelled[lane] != 0 && !supplierFails ? prepaid[lane] : 0
            any = any || work[lane] != 0
        }
        if any { block.post(forfeited, self.work) }
    }
}
