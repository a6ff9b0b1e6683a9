import Calendar
import Lanes
import Ledger
import Model

/// A promise to the lender that is measured each quarter, and what the lender may do when it is broken.
struct Covenant: Sendable {
    static let attributes = [
        Attribute(
            "test", .choice(["dscr", "ltv", "liquidity", "powered"]),
            "Debt service cover at least, loan to value at most, cash at least, or energised share of the announced "
                + "load at least the limit."),
        Attribute("limit", .quantity("1"), default: "0", range: 0...1e6, "The limit, as a number or share."),
        Attribute("amount", .quantity("USD"), default: "0 USD", range: 0...2e13, "The limit of `liquidity`."),
        Attribute("site", .reference(["sites"]), default: "", "Site of the test `powered`."),
        Attribute("from", .quarter, "First test."),
        Attribute(
            "cure", .constant("quarters"), default: "1 quarter", range: 0...40,
            "Quarters in breach before `acceleration` may follow; the other actions follow at once."),
        Attribute(
            "actions", .list(.choice(["draw-stop", "lock-up", "sweep", "step-up", "acceleration"])),
            "What follows a breach, for as long as it lasts."),
    ]

    enum Test: String { case dscr, ltv, liquidity, powered }

    let number: Int
    let test: Test
    let from: Int
    let cure: Int64
    let actions: Set<String>
    let limit: Row<Scalar>
    /// The limit as the scenario writes it, for reports.
    let limitWritten: String
    let site: Site?
    let measured: Row<Scalar>
    /// Quarters in breach without a break.
    let broken: Row<Whole>
    /// 1 while in breach.
    let isBroken: Row<Whole>
    /// Quarter (from 1) of the first breach.
    let first: Row<Whole>

    init(_ record: Record, number: Int, path: String, title: String, _ compiler: Compiler) {
        self.number = number
        let prefix = "\(path).covenants.\(number)"
        test = Test(rawValue: record.choice("test"))!
        from = compiler.horizonOffset(record.quarter("from"), at: record.place)
        cure = Int64(compiler.quartersConstant(record, "cure"))
        actions = Set(record.names("actions"))
        let name = test == .liquidity ? "amount" : "limit"
        limit = compiler.input(record.input(name), path: "\(prefix).\(name)")
        limitWritten = record.input(name).shortText
        site = record.optionalReference("site").flatMap { compiler.siteIndex[$0] }.map { compiler.sites[$0] }
        if test == .powered && site == nil {
            compiler.error("the test `powered` needs a `site`", at: record.place, quote: prefix)
        }
        measured = compiler.plan.scratch()
        broken = compiler.whole()
        isBroken = compiler.whole()
        first = compiler.whole()
        let what = "covenant \(test.rawValue) of \(title)"
        compiler.mark(
            path, isBroken, [1: "\(what) is broken: {value} measured", 0: "\(what) is kept again: {value} measured"],
            measured: measured, format: test == .liquidity ? .dollars : test == .dscr ? .ratio : .percent)
    }
}

extension Facility {
    package func close(_ block: Block) {
        measureCover(block)
        measureValue(block)
        let width = block.width
        let flags = [rows.drawStop, rows.sweepOn, rows.stepUp, rows.lockUp].map { block[$0] }
        for flag in flags { flag.fill(0, width) }
        let accelerated = block[rows.accelerated]
        let (state, claim) = (block[borrower.rows.state], block[loan.claim])
        let (balance, breaches) = (block[debt.row], block[borrower.rows.breaches])
        for covenant in covenants {
            measure(covenant, block)
            let (broken, isBroken) = (block[covenant.broken], block[covenant.isBroken])
            let first = block[covenant.first]
            for lane in 0..<width {
                breaches[lane] += isBroken[lane]
                broken[lane] = isBroken[lane] != 0 ? broken[lane] + 1 : 0
                first[lane] = isBroken[lane] != 0 && first[lane] == 0 ? Int64(block.quarter + 1) : first[lane]
                let calls =
                    broken[lane] > covenant.cure && balance[lane] < 0 && state[lane] < PartyState.defaulted.rawValue
                if calls && covenant.actions.contains("acceleration") { accelerated[lane] = 1 }
            }
            for (flag, action) in zip(flags, ["draw-stop", "sweep", "step-up", "lock-up"])
            where covenant.actions.contains(action) {
                for lane in 0..<width { flag[lane] = isBroken[lane] != 0 ? 1 : flag[lane] }
            }
        }
        let (lockUp, own) = (block[borrower.rows.lockUp], flags[3])
        let (calls, callsBefore) = (block[borrower.rows.accelerations], block[borrower.rows.accelerations.previous])
        let ownBefore = block[rows.accelerated.previous]
        let (stopCause, callCause) = (block[rows.drawStopCause], block[rows.acceleratedCause])
        let isOpen = block.quarter < availableUntil
        for lane in 0..<width {
            let others = callsBefore[lane] - ownBefore[lane]
            if crossDefault && others > 0 && balance[lane] < 0 { accelerated[lane] = 1 }
            if balance[lane] == 0 { accelerated[lane] = 0 }
            calls[lane] += accelerated[lane]
            lockUp[lane] = own[lane] != 0 ? 1 : lockUp[lane]
            stopCause[lane] = isOpen && flags[0][lane] != 0 ? 1 : 0
            callCause[lane] =
                accelerated[lane] != 0 && state[lane] < PartyState.defaulted.rawValue && claim[lane] == 0 ? 1 : 0
        }
    }

    private func measure(_ covenant: Covenant, _ block: Block) {
        let width = block.width
        let (value, limit, isBroken) = (block[covenant.measured], block[covenant.limit], block[covenant.isBroken])
        let state = block[borrower.rows.state]
        let isTested = block.quarter >= covenant.from
        let balance = block[debt.row]
        switch covenant.test {
        case .dscr:
            let dscr = block[rows.dscr]
            for lane in 0..<width { value[lane] = dscr[lane] }
        case .ltv:
            let ltv = block[rows.ltv]
            for lane in 0..<width { value[lane] = ltv[lane] }
        case .liquidity:
            let cash = block[borrower.rows.cash]
            for lane in 0..<width { value[lane] = Double(cash[lane]) / 100 }
        case .powered:
            guard let site = covenant.site else { return }
            let powered = block[site.rows.powered]
            for lane in 0..<width { value[lane] = powered[lane] }
        }
        let service = block[rows.service[0]]
        for lane in 0..<width {
            let fails: Bool
            switch covenant.test {
            case .ltv: fails = value[lane] > limit[lane]
            case .dscr: fails = service[lane] > 0 && value[lane] < limit[lane]
            case .liquidity, .powered: fails = value[lane] < limit[lane]
            }
            let applies =
                isTested && state[lane] < PartyState.defaulted.rawValue
                && (balance[lane] < 0 || covenant.test == .powered)
            // After default nothing is tested: what was broken stays so.
            let isOver = state[lane] >= PartyState.defaulted.rawValue
            isBroken[lane] = isOver ? isBroken[lane] : applies && fails ? 1 : 0
        }
    }

    /// Debt service cover: cash from operations over scheduled principal and interest, both summed over the last four
    /// quarters with debt service.
    private func measureCover(_ block: Block) {
        let (newCash, newService) = (block[rows.cash[0]], block[rows.service[0]])
        for age in stride(from: 3, to: 0, by: -1) {
            let (cash, service) = (block[rows.cash[age]], block[rows.service[age]])
            let (cashBefore, before) = (block[rows.cash[age - 1].previous], block[rows.service[age - 1].previous])
            for lane in 0..<block.width {
                cash[lane] = cashBefore[lane]
                service[lane] = before[lane]
            }
        }
        let (operating, scheduled) = (block[borrower.rows.operatingCash], block[rows.scheduled])
        let hasStarted = block.quarter >= firstService
        let dscr = block[rows.dscr]
        for lane in 0..<block.width {
            newService[lane] = hasStarted ? Double(scheduled[lane]) / 100 : 0
            newCash[lane] = hasStarted && scheduled[lane] > 0 ? Double(operating[lane]) / 100 : 0
        }
        let cash = rows.cash.map { block[$0] }
        let service = rows.service.map { block[$0] }
        for lane in 0..<block.width {
            let sum = service[0][lane] + service[1][lane] + service[2][lane] + service[3][lane]
            let available = cash[0][lane] + cash[1][lane] + cash[2][lane] + cash[3][lane]
            dscr[lane] = sum > 0 ? available / sum : 0
        }
    }

    /// Cover is measured from the first instalment on; of a loan without instalments from its first test.
    var firstService: Int {
        guard isBullet else { return schedule.firstIndex { $0 > 0 } ?? Int.max }
        return covenants.filter { $0.test == .dscr }.map(\.from).min() ?? 0
    }

    /// Loan to value: principal over the value of the pledged equipment; 10 where there is a loan and no value, 0 before
    /// any of it is delivered.
    private func measureValue(_ block: Block) {
        let (sum, ltv, balance) = (block[rows.collateralValue], block[rows.ltv], block[debt.row])
        sum.fill(0, block.width)
        let delivered = block[rows.delivered]
        delivered.fill(0, block.width)
        for cohort in collateral where cohort.hasArrived(block) {
            let age = block[cohort.rows.age]
            for lane in 0..<block.width { delivered[lane] += age[lane] }
            let (units, sold) = (block[cohort.rows.units], block[borrower.rows.soldShare])
            let value = block[usesContractValue ? cohort.rows.contractedValue : cohort.rows.marketValue]
            for lane in 0..<block.width { sum[lane] += units[lane] * value[lane] * (1 - sold[lane]) }
        }
        for lane in 0..<block.width {
            let debt = Double(-balance[lane]) / 100
            let worth = sum[lane] * 10 > debt ? debt / sum[lane] : 10
            ltv[lane] = debt > 0 && delivered[lane] > 0 ? worth : 0
        }
    }
}
