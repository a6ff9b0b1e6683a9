import Calendar
import Lanes
import Ledger
import Model

extension Party {
    static let schema = Schema(
        kind: "party", meaning: "Anyone with books: a lab, a neocloud, a lender, a utility.",
        attributes: [
            Attribute("title", .text, default: "", "Name in reports."),
            Attribute("label", .text, default: "", "What it is, for reports only: lab, cloud, neocloud, lender ..."),
            Attribute("cash", .constant("USD"), default: "0 USD", range: 0...2e13, "Cash before the first quarter."),
            Attribute(
                "other-assets", .constant("USD"), default: "0 USD", range: 0...2e13,
                "Assets that no contract of the scenario describes."),
            Attribute(
                "equity", .constant("USD"), range: -2e13...2e13,
                "Equity before the first quarter: assets less liabilities, to the cent."),
            Attribute(
                "minimum-cash", .quantity("USD"), default: "0 USD", range: 0...2e13, "Cash that management keeps back."),
            Attribute(
                "book-life", .quantity("years"), default: "6 years assumption 3..6 years, the sector's usual policy",
                range: 0.25...50, "Book life of its equipment."),
            Attribute(
                "cost-of-capital", .quantity("per year"), default: "10 % assumption 7..14 %, usual hurdle",
                range: 0...1,
                "Rate at which it values equipment."),
            Attribute(
                "burn-cover", .quantity("quarters"), default: "3 quarters assumption 1..6 quarters, usual runway",
                range: 0...40, "Quarters of operating burn that it holds as cash, built up while markets are open."),
            Attribute(
                "service-cover", .quantity("quarters"), default: "1 quarter assumption 0..2 quarters, usual reserve",
                range: 0...40, "Quarters of debt service that it holds as cash, built up while markets are open."),
        ] + CreditRows.attributes, lines: lines)

    static let sectorSchema = Schema(
        kind: "sector", meaning: "An outside sector: stands for everybody outside, always pays what it owes.",
        attributes: [
            Attribute("title", .text, default: "", "Name in reports."),
            Attribute("label", .text, default: "sector", "What it is, for reports only."),
            Attribute(
                "cash", .constant("USD"), default: "0 USD", range: -2e15...2e15, "Cash before the first quarter."),
            Attribute(
                "issues-money", .flag, default: "false",
                "Whether the cash of all others is its liability: exactly one sector, the banks."),
        ], lines: lines)

    private static let lines = [
        Schema.Line("cash", "USD", "Cash at the end of last quarter."),
        Schema.Line("debt", "USD", "Loans owed at the end of last quarter."),
        Schema.Line("revenue", "USD", "Revenue of last quarter.", isFlow: true),
        Schema.Line("ebitda", "USD", "EBITDA of the last four quarters; 0 for a sector."),
        Schema.Line("equity-value", "USD", "What its equity was worth last quarter; 0 for a sector."),
        Schema.Line("unmet-need", "USD", "What it lacked last quarter; 0 for a sector."),
    ]
}

extension Compiler {
    /// Compiles parties and sectors and opens their books.
    func compileParties() {
        for (index, item) in scenario["parties"].enumerated() {
            let isSector = item.kind == "sector"
            partyIndex[item.name] = index
            func row(_ name: String) -> Row<Scalar> { isSector ? plan.scratch() : input(item, name) }
            let rows = Party.Rows(
                state: whole(), estateQuarters: plan.scratch(), idleCompute: plan.scratch(), soldShare: plan.scratch(),
                breaches: plan.scratch(),
                accelerations: plan.state(), lockUp: plan.scratch(), firstBreach: plan.scratch(),
                firstMissed: plan.scratch(), defaultQuarter: plan.scratch(), cause: plan.scratch(),
                minimumCash: row("minimum-cash"), bookLife: row("book-life"), costOfCapital: row("cost-of-capital"),
                burnCover: row("burn-cover"), serviceCover: row("service-cover"),
                operatingCash: plan.state(), unmetNeed: plan.state(), enters: plan.scratch(), taxDepreciation: cents(),
                cash: account(index, .cash).row)
            let party = Party(
                index: index, name: item.name, title: item.record.title(or: item.name),
                label: item.record.text("label"), isSector: isSector,
                holdsDeposits: isSector && item.record.flag("issues-money"), rows: rows,
                credit: CreditRows(item, isSector: isSector, self))
            parties.append(party)
            if !isSector { markStates(party) }
        }
        if parties.filter(\.holdsDeposits).count != 1 {
            error(
                "exactly one sector must issue the money that others hold as cash",
                at: scenario["parties"].first?.place ?? scenario.settings.place,
                quote: parties.filter(\.holdsDeposits).map(\.name).joined(separator: ", "),
                hint: "give one sector, the banks, `issues-money: true`")
        }
    }

    private func markStates(_ party: Party) {
        mark(
            "parties.\(party.name)", party.rows.state,
            Dictionary(
                uniqueKeysWithValues: [
                    (PartyState.performing, "pays what it owes and keeps its covenants again"),
                    (.breach, "is in breach of a covenant"), (.grace, "misses a payment: one quarter to make it good"),
                    (.defaulted, "defaults"), (.estate, "becomes an estate: creditors are held off"),
                    (.resolved, "is resolved: everything is distributed"),
                ].map { ($0.0.rawValue, $0.1) }))
    }

    /// Opening cash, other assets and equity; checked after contracts have opened their balances.
    func openBooks() {
        for (party, item) in zip(parties, scenario["parties"]) {
            let record = item.record
            let cash = wholeCents(constant(record, "cash"))
            openings.append(Opening(account: account(party.index, .cash), cents: cash))
            guard !party.isSector else { continue }
            let other = wholeCents(constant(record, "other-assets"))
            openings.append(Opening(account: account(party.index, .otherAssets), cents: other))
            let equity = wholeCents(constant(record, "equity"))
            // What other parties hold of the equity has an account of its own.
            let held = openings.filter { $0.account.party == party.index && $0.account.kind == .heldEquity }
                .reduce(0) { $0 &+ $1.cents }
            openings.append(Opening(account: account(party.index, .retainedEarnings), cents: -equity &- held))
            checkBalance(party, record)
        }
        balanceSectors()
        for opening in openings where opening.cents.magnitude > UInt64(LedgerAudit.largestAmount) {
            error(
                "an opening balance is beyond 2^51 cents (22.5 trillion dollars)", at: scenario.settings.place,
                quote: "\(parties[opening.account.party].name): \(opening.account.kind.title)")
        }
    }

    private func checkBalance(_ party: Party, _ record: Record) {
        let own = openings.filter { $0.account.party == party.index }
        let gap = own.reduce(0) { $0 &+ $1.cents }
        guard gap != 0 else { return }
        let assets = own.filter { $0.account.kind.nature == .asset }.reduce(0) { $0 &+ $1.cents }
        let liabilities = -own.filter { $0.account.kind.nature == .liability }.reduce(0) { $0 &+ $1.cents }
        let value = record.input("equity")
        error(
            "opening books of `\(party.name)` do not balance: assets \(dollars(assets)), liabilities "
                + "\(dollars(liabilities)), equity \(dollars(assets - liabilities - gap)), a gap of \(dollars(gap))",
            at: value.place, quote: value.text, hint: "equity = assets - liabilities = \(dollars(assets - liabilities))"
        )
    }

    /// The sector that issues money owes what all others hold; sectors' own worth takes the difference.
    private func balanceSectors() {
        guard let bank = parties.first(where: \.holdsDeposits) else { return }
        let held = openings.filter { $0.account.kind == .cash }.reduce(0) { $0 &+ $1.cents }
        openings.append(Opening(account: account(bank.index, .cash), cents: -held))
        for party in parties where party.isSector {
            let sum = openings.filter { $0.account.party == party.index }.reduce(0) { $0 &+ $1.cents }
            openings.append(Opening(account: account(party.index, .retainedEarnings), cents: -sum))
        }
    }

    /// Lines of parties that formulas read: last quarter's balances.
    func nameLines() {
        for party in parties {
            func balances(_ kind: AccountKind) -> FormulaSource {
                FormulaSource(
                    .balances(chart.rows(party.index, kind).map(\.previous), sign: kind.statementSign), factor: 1)
            }
            lines["parties.\(party.name).cash"] = balances(.cash)
            lines["parties.\(party.name).debt"] = balances(.debt)
            lines["parties.\(party.name).revenue"] = balances(.revenue)
            lines["parties.\(party.name).equity-value"] = FormulaSource(
                .real(party.credit.equityValue.previous.read(as: Scalar.self)), factor: 1)
            lines["parties.\(party.name).ebitda"] = FormulaSource(
                .balances([party.credit.ebitda.previous], sign: 1), factor: 1)
            lines["parties.\(party.name).unmet-need"] = FormulaSource(
                .balances([party.rows.unmetNeed.previous], sign: 1), factor: 1)
        }
    }

    private func dollars(_ cents: Int64) -> String {
        let sign = cents < 0 ? "-" : ""
        let grouped = groupedThousands(Int64(cents.magnitude / 100))
        let rest = cents.magnitude % 100
        return "\(sign)\(grouped)" + (rest == 0 ? "" : "." + (rest < 10 ? "0" : "") + "\(rest)") + " USD"
    }
}
