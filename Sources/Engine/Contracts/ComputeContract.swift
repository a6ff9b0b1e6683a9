import Calendar
import Lanes
import Ledger
import Model

/// Take-or-pay computing capacity, tranche by tranche: it runs from the quarter in which the seller's powered equipment
/// covers it, is late before, lost past the long-stop date, and renewed or not at its end.
package final class ComputeContract: Contract {
    package static let order = 1
    package static let schema = Schema(
        kind: "compute", meaning: "Take-or-pay computing capacity at a site, with ramp, prepayment and renewal.",
        attributes: [
            Attribute("seller", .reference(["parties"]), "Who runs the equipment."),
            Attribute("buyer", .reference(["parties"]), "The customer."),
            Attribute("site", .reference(["sites"]), "Where the equipment runs."),
            Attribute("price", .quantity("USD per MW-year"), range: 0...1e10, "Price of IT load in the first year."),
            Attribute(
                "escalator", .quantity("per year"), default: "0 %", range: -0.5...0.5, "Yearly rise of the price."),
            Attribute(
                "take-or-pay", .quantity("share"), default: "100 %", range: 0...1,
                "Share of what is offered that the customer pays whether it uses it or not."),
            Attribute(
                "use", .quantity("share"), default: "100 %", range: 0...1, "Share of what is offered that it uses."),
            Attribute("tranches", .records(trancheAttributes), "The ramp: when each part starts, and its IT load."),
            Attribute("term", .constant("quarters"), range: 1...400, "Length of each tranche from its start."),
            Attribute(
                "prepayments", .records(prepaymentAttributes), default: "", "What the customer pays ahead, and when."),
            Attribute(
                "prepaid", .constant("USD"), default: "0 USD", range: 0...2e13,
                "What the customer has paid ahead before the first quarter and was not credited."),
            Attribute(
                "credit-after", .constant("quarters"), default: "0 quarters", range: 0...400,
                "Quarters from the start of the first tranche to the first crediting of prepayments."),
            Attribute(
                "credit-over", .constant("quarters"), default: "20 quarters", range: 1...400,
                "Quarters over which prepayments are credited in equal parts."),
            Attribute(
                "acceptance", .quantity("share"), default: "95 % assumption 90..100 %, usual acceptance test",
                range: 0.01...1, "Share of a tranche's load at which the customer accepts it."),
            Attribute(
                "late-damages", .quantity("share"), default: "0 %", range: 0...2,
                "Damages as a share of the price of what is late."),
            Attribute(
                "damages-after", .constant("quarters"), default: "1 quarter", range: 0...400,
                "Quarters late before damages fall due."),
            Attribute(
                "long-stop", .constant("quarters"), default: "400 quarters", range: 1...400,
                "Quarters late after which the customer walks away from a tranche and its prepayment falls due."),
            Attribute(
                "vacancy", .quantity("quarters"), default: "0 quarters", range: 0...40,
                "How long its capacity stands idle after it ends or its customer fails, before others can have it."),
            Attribute(
                "deferral-step", .quantity("share"), default: "0 %", range: 0...1,
                "Part of the load that a customer short of money puts off each quarter; 0 where it may not."),
            Attribute(
                "deferral-notice", .quantity("1"), default: "0", range: 0...40,
                "Quarters of its operating shortfall below which its cash above the minimum makes the customer put load off; at 0 "
                    + "only money that has lacked does."),
            Attribute(
                "deferral-floor", .quantity("share"), default: "50 % assumption 30..80 %, what stays in any case",
                range: 0...1, "Share of the load that it cannot put off."),
            Attribute(
                "deferral-return", .quantity("share"), default: "3 % assumption 1..10 %, of the load", range: 0...1,
                "Part of the load that comes back each quarter once it has the money."),
            Attribute(
                "deferral-penalty", .quantity("share"), default: "10 % assumption 0..30 %, of the price put off",
                range: 0...1, "Price of putting off, as a share of what is put off."),
        ] + Renewal.attributes,
        lines: [
            Schema.Line("served", "MW", "IT load served last quarter."),
            Schema.Line("invoice", "USD", "Invoiced last quarter, credits not deducted.", isFlow: true),
        ])

    static let trancheAttributes = [
        Attribute("start", .quarter, "Contracted start."),
        Attribute("load", .constant("MW"), range: 0...1e6, "IT load of the tranche."),
    ]
    static let prepaymentAttributes = [
        Attribute("quarter", .quarter, "When it is paid."),
        Attribute("amount", .quantity("USD"), range: 0...2e13, "How much."),
    ]

    let subject: String
    let seller: Party
    let buyer: Party
    let site: Site
    let tranches: [Tranche]
    let price: Row<Scalar>
    let escalator: Row<Scalar>
    let terms: Terms
    let inputs: Inputs
    let renewal: Renewal
    let money: Money
    /// IT megawatts of all tranches.
    let totalLoad: Double
    let prepayments: [(quarter: Int, amount: Row<Scalar>)]
    let rows: Rows
    let signed: SignedClaim
    private let openingPrepaid: Int64

    struct Terms: Sendable {
        let term: Int64
        let creditAfter: Int64
        let creditOver: Int64
        let damagesAfter: Int64
        let longStop: Int64
    }
    struct Inputs: Sendable {
        let acceptance: Row<Scalar>
        let takeOrPay: Row<Scalar>
        let use: Row<Scalar>
        let damages: Row<Scalar>
        let deferral: [Row<Scalar>]
        let vacancy: Row<Scalar>
    }
    package struct Rows: Sendable {
        /// IT megawatts served this quarter.
        let served: Row<Megawatts>
        /// IT megawatts that its customer has left and nobody can have yet.
        let vacant: Row<Megawatts>
        let invoiced: Row<Dollars>
        /// Quarters since the first tranche started, that quarter being 1.
        let age: Row<Whole>
        /// Prepaid so far, in cents.
        let prepaid: Row<Cents>
        let late: Row<Whole>
        let notRenewed: Row<Whole>
        /// The seller's estate has refused the contract, or the customer has failed.
        let ended: Row<Whole>
        /// Share of the load that the customer takes: below 1 while it puts some off.
        let taken: Row<Scalar>
    }

    package init(_ item: Item, _ compiler: Compiler) {
        let record = item.record
        let ends = Ends(item, payer: "buyer", payee: "seller", compiler)
        subject = item.path
        buyer = ends.payer
        seller = ends.payee
        site = compiler.sites[compiler.siteIndex[record.reference("site")] ?? 0]
        price = compiler.input(item, "price")
        escalator = compiler.input(item, "escalator")
        inputs = Inputs(
            acceptance: compiler.input(item, "acceptance"), takeOrPay: compiler.input(item, "take-or-pay"),
            use: compiler.input(item, "use"),
            damages: compiler.input(item, "late-damages"),
            deferral: ["step", "floor", "return", "penalty", "notice"].map { compiler.input(item, "deferral-\($0)") },
            vacancy: compiler.input(item, "vacancy"))
        terms = Terms(
            term: Int64(compiler.quartersConstant(record, "term")),
            creditAfter: Int64(compiler.quartersConstant(record, "credit-after")),
            creditOver: Int64(compiler.quartersConstant(record, "credit-over")),
            damagesAfter: Int64(compiler.quartersConstant(record, "damages-after")),
            longStop: Int64(compiler.quartersConstant(record, "long-stop")))
        renewal = Renewal(item, compiler)
        let path = item.path
        tranches = record.records("tranches").enumerated().map { Tranche($1, number: $0, path, compiler) }
        totalLoad = tranches.reduce(0) { $0 + $1.load }
        prepayments = record.records("prepayments").enumerated().map { number, record in
            (
                compiler.horizonOffset(record.quarter("quarter"), at: record.place),
                compiler.input(record.input("amount"), path: "\(path).prepayments.\(number).amount")
            )
        }
        money = Money(item, seller: ends.payee, buyer: ends.payer, compiler)
        rows = Rows(
            served: compiler.plan.state(), vacant: compiler.plan.scratch(), invoiced: compiler.plan.state(),
            age: compiler.whole(),
            prepaid: compiler.plan.scratch(),
            late: compiler.addCause(party: ends.payee.index, "\(item.name) starts late"),
            notRenewed: compiler.addCause(party: ends.payee.index, "\(item.name) not renewed"),
            ended: compiler.whole(), taken: compiler.plan.scratch())
        openingPrepaid = wholeCents(compiler.constant(record, "prepaid"))
        money.open(openingPrepaid, compiler)
        signed = SignedClaim(payer: ends.payer, payee: ends.payee.index, compiler)
        compiler.computeContracts[item.name] = self
        compiler.lines["\(path).served"] = FormulaSource(.real(rows.served.previous.read(as: Scalar.self)), factor: 1)
        compiler.lines["\(path).invoice"] = FormulaSource(
            .real(rows.invoiced.previous.read(as: Scalar.self)), factor: 1)
        compiler.mark(path, rows.ended, [1: "the contract ends with the failure of one side"])
        checkSite(item, compiler)
    }

    /// More IT load than is ever announced at the site cannot be served.
    private func checkSite(_ item: Item, _ compiler: Compiler) {
        let load = compiler.scenario["sites"].first { $0.name == site.name }?.record.input("it-load")
        guard let most = load?.largestNumber, totalLoad > most * (1 + 1e-9) else { return }
        compiler.error(
            "contracted \(totalLoad) MW of IT load is beyond site `\(site.name)`, which announces \(most) MW",
            at: item.place, quote: item.path, hint: "lower the tranches' `load` or raise the site's `it-load`")
    }

    package func begin(_ block: Block) {
        block[rows.taken].fill(1, block.width)
        block[rows.prepaid].fill(openingPrepaid, block.width)
    }

    /// A customer that lacked money last quarter, or soon will, puts part of the load off, down to the floor.
    private func putOff(_ block: Block) {
        let (taken, unmet) = (block[rows.taken], block[buyer.rows.unmetNeed.previous])
        let (step, floor, back) = (
            block[inputs.deferral[0]], block[inputs.deferral[1]], block[inputs.deferral[2]]
        )
        let notice = block[inputs.deferral[4]]
        let (cash, keep) = (block[buyer.rows.cash], block[buyer.rows.minimumCash])
        let earned = block[buyer.rows.operatingCash]
        for lane in 0..<block.width where step[lane] > 0 {
            let shortfall = earned[lane] < 0 ? -Double(earned[lane]) * notice[lane] : 0
            let isSoon = notice[lane] > 0 && Double(cash[lane]) - keep[lane] * 100 < shortfall
            let lacks = unmet[lane] > 0 || isSoon
            let less = taken[lane] * (1 - step[lane])
            taken[lane] =
                lacks ? (less > floor[lane] ? less : floor[lane]) : min(1, taken[lane] + back[lane])
        }
    }

    package func deliver(_ block: Block) {
        let width = block.width
        if !buyer.isSector { putOff(block) }
        let (served, vacant) = (block[rows.served], block[rows.vacant])
        served.fill(0, width)
        vacant.fill(0, width)
        block[rows.late].fill(0, width)
        block[rows.notRenewed].fill(0, width)
        for tranche in tranches { tranche.deliver(block, self) }
        let (age, ended) = (block[rows.age], block[rows.ended])
        let unsold = block[site.rows.unsold]
        for lane in 0..<width {
            age[lane] += age[lane] > 0 || served[lane] > 0 ? 1 : 0
            served[lane] = ended[lane] != 0 ? 0 : served[lane]
            let held = served[lane] + vacant[lane]
            unsold[lane] = unsold[lane] > held ? unsold[lane] - held : 0
        }
    }

    package func owe(_ block: Block) {
        money.owe(block, self)
        promise(block)
    }

    /// What the customer has signed and not yet paid.
    private func promise(_ block: Block) {
        signed.begin(rate: seller.isSector ? nil : seller.rows.costOfCapital, standard: 0.1, block)
        let (ended, customer) = (block[rows.ended], block[buyer.rows.state])
        let (takeOrPay, base) = (block[inputs.takeOrPay], block[price])
        // A sector never fails.
        let (term, failed) = (Double(terms.term), buyer.isSector ? .infinity : Double(PartyState.defaulted.rawValue))
        for tranche in tranches {
            let (state, left, price) = (block[tranche.state], block[tranche.remaining], block[tranche.price])
            let start = Double(max(0, tranche.start - block.quarter - 1))
            signed.add(block) { quarterly, wait, length in
                for group in 0..<block.width / 8 {
                    let (state, payer) = (realCents(state[eight: group]), realCents(customer[eight: group]))
                    let isKept = (realCents(ended[eight: group]) .== 0) .& (payer .< failed)
                    let isLive = (state .== Double(Tranche.State.live)) .| (state .== Double(Tranche.State.renewed))
                    let rent = base[eight: group].replacing(with: price[eight: group], where: isLive)
                    let yearly = tranche.load * rent * takeOrPay[eight: group]
                    let isPromised = isKept .& (isLive .| (state .== Double(Tranche.State.dormant)))
                    quarterly[eight: group] = EightDoubles.zero.replacing(with: yearly * 0.25, where: isPromised)
                    wait[eight: group] = EightDoubles(repeating: start).replacing(with: 0, where: isLive)
                    let rest = realCents(left[eight: group]) - 1
                    length[eight: group] = EightDoubles(repeating: term).replacing(with: rest, where: isLive)
                }
            }
        }
    }

    package func settle(_ block: Block) {
        let width = block.width
        let (ended, customer) = (block[rows.ended], block[buyer.rows.enters])
        for lane in 0..<width { ended[lane] = ended[lane] != 0 || customer[lane] != 0 ? 1 : 0 }
        for tranche in tranches { tranche.settle(block, self) }
        money.settle(block, self)
    }

    /// What the contract holds of the site, for valuations.
    package func close(_ block: Block) {
        let ended = block[rows.ended]
        for tranche in tranches { tranche.weigh(block, site, ended: ended) }
    }
}
