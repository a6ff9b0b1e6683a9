import ACTUS
import Calendar
import Model

/// The terms of an instrument as the scenario gives them, turned into those of the standard; what is wrong with them is
/// said at its place in the file.
struct InstrumentTerms {
    private let item: Item
    private var written: [Written.Entry] = []
    private var terms: Terms = [:]

    init(_ item: Item, _ compiler: Compiler) {
        self.item = item
        switch item.record.written("terms") {
        case .map(let entries, _): written = entries
        case .list(let rows, _): written = rows.compactMap { Self.entry(of: $0, item, compiler) }
        case .text(let text, let place):
            compiler.error(
                "`terms` is a map of ACTUS terms, or a table; this is `\(text)`", at: place, quote: text,
                hint: "write for example `{contractType: PAM, notionalPrincipal: 1000000}`")
        }
        terms = Self.object(written)
        complete(compiler)
        checkNames(written, compiler)
    }

    /// A row of a table with the columns `term` and `value`.
    private static func entry(of row: Written, _ item: Item, _ compiler: Compiler) -> Written.Entry? {
        if case .map(let cells, _) = row, let term = cells.first(where: { $0.name == "term" }),
            case .text(let name, let place) = term.value, let value = cells.first(where: { $0.name == "value" })
        {
            return Written.Entry(name: name, place: place, value: value.value)
        }
        compiler.error(
            "a row of the terms of `\(item.path)` needs `term` and `value`; this is \(row.what)", at: row.place,
            quote: item.path)
        return nil
    }

    private static func object(_ entries: [Written.Entry]) -> Terms {
        Terms(entries.map { ($0.name, value($0.value)) }) { $1 }
    }

    private static func value(_ written: Written) -> TermValue {
        switch written {
        case .text(let text, _): .text(text)
        case .list(let items, _): .list(items.map(value))
        case .map(let entries, _): .object(object(entries))
        }
    }

    /// What a scenario need not say again.
    private mutating func complete(_ compiler: Compiler) {
        let lastDay = compiler.start.advanced(by: -1).lastDay
        let defaults: Terms = [
            "contractID": .text(item.name), "contractRole": "RPA", "currency": "USD", "statusDate": .text("\(lastDay)"),
        ]
        terms.merge(defaults) { own, _ in own }
    }

    // MARK: What is wrong

    /// The names are given to the library, which ignores what it does not know: a mistyped one would be lost.
    private func checkNames(_ entries: [Written.Entry], _ compiler: Compiler) {
        for entry in entries {
            if !TermNames.all.contains(entry.name) {
                compiler.error(
                    "`\(item.path)`: the ACTUS dictionary has no term `\(entry.name)`", at: entry.place,
                    quote: entry.name, hint: Suggestion.hint(for: entry.name, among: TermNames.all))
            }
            checkNames(within: entry.value, compiler)
        }
    }

    private func checkNames(within value: Written, _ compiler: Compiler) {
        switch value {
        case .text: break
        case .list(let items, _): for item in items { checkNames(within: item, compiler) }
        case .map(let entries, _): checkNames(entries, compiler)
        }
    }

    private func place(of term: String) -> Place {
        if let own = written.first(where: { $0.name == term }) { return own.place }
        // A term of a contract within this one, or one that is missing.
        let structure = written.first { $0.name == "contractStructure" }
        return structure.flatMap { Self.place(of: term, in: $0.value) } ?? item.record.place(of: "terms")
    }

    private static func place(of term: String, in value: Written) -> Place? {
        switch value {
        case .text: return nil
        case .list(let items, _): return items.lazy.compactMap { place(of: term, in: $0) }.first
        case .map(let entries, _):
            return entries.first { $0.name == term }?.place
                ?? entries.lazy.compactMap { place(of: term, in: $0.value) }.first
        }
    }

    private func say(_ invalid: InvalidTerms, _ compiler: Compiler) {
        for problem in invalid.problems {
            let inner = problem.contract == item.name ? "" : " of contract `\(problem.contract)`"
            compiler.error(
                "`\(item.path)`: \(problem.term)\(inner) \(problem.rule)", at: place(of: problem.term),
                quote: problem.found.map { "\(problem.term): \($0)" } ?? item.path,
                hint: problem.found == nil ? "add `\(problem.term)` to `terms`" : nil)
        }
    }

    // MARK: The contract

    /// Whether the contract is a loan, whose principal stands in both books.
    var isLoan: Bool {
        guard case .text(let code) = terms["contractType"], let type = ContractType(rawValue: code) else {
            return false
        }
        return InstrumentSchedule.loans.contains(type)
    }

    /// Lays the contract out over the quarters of the run; nothing falls due where that is impossible, which is said.
    func schedule(_ compiler: Compiler) -> InstrumentSchedule {
        let nothing = InstrumentSchedule(start: compiler.start, quarters: compiler.quarters)
        let market = MarketTable(item, compiler)
        do {
            let contract = try contract(terms, compiler)
            guard isInBooks(contract, compiler) else { return nothing }
            // The accrued interest that a swap shows is that of one leg, unless its legs are settled net.
            let looks = contract.type == .swppv ? terms.merging(["deliverySettlement": "S"]) { $1 } : terms
            return try InstrumentSchedule(
                contract, looks: try self.contract(looks, compiler), start: compiler.start, quarters: compiler.quarters,
                market: market, observed: observed(of: contract, compiler))
        } catch let invalid as InvalidTerms {
            say(invalid, compiler)
        } catch let missing as MissingObservation {
            compiler.error(
                "`\(item.path)`: no value of market object `\(missing.code)` is known at \(missing.time)",
                at: item.record.place(of: "market"), quote: missing.code,
                hint: "add `{object: \(missing.code), values: ...}` to `market`")
        } catch let unbookable as UnbookableEvent {
            compiler.error(
                "`\(item.path)`: \(unbookable.event.type.rawValue) of \(unbookable.event.time.day) \(unbookable.rule)",
                at: place(of: "notionalPrincipal"), quote: "\(unbookable.event.payoff)",
                hint: "change the amounts, or swap `creditor` and `debtor`")
        } catch {
            compiler.error("`\(item.path)`: \(error)", at: item.place, quote: item.path)
        }
        return nothing
    }

    private func contract(_ terms: Terms, _ compiler: Compiler) throws(InvalidTerms) -> ACTUS.Contract {
        try ACTUS.Contract(terms: terms, calendars: calendars(compiler))
    }

    /// The calendar that the terms name, over a lifetime around the run.
    private func calendars(_ compiler: Compiler) -> [String: BusinessCalendar] {
        guard case .text(let name) = terms["calendar"] else { return [:] }
        let years = max(compiler.start.year - 40, 1900)...(compiler.start.year + 140)
        switch name {
        case "TARGET": return [name: .target(years: years)]
        case "US": return [name: .unitedStatesGovernmentBonds(years: years)]
        case "UK": return [name: .unitedKingdom(years: years)]
        case "JP": return [name: .japan(years: years)]
        case "BR": return [name: .brazil(years: years)]
        default: return [:]
        }
    }

    /// What the books of a run ask for besides the standard.
    private func isInBooks(_ contract: ACTUS.Contract, _ compiler: Compiler) -> Bool {
        let opening = InstrumentSchedule.end(of: compiler.start.advanced(by: -1))
        if case .text(let text) = terms["statusDate"], let status = Timestamp(text), status >= opening {
            compiler.error(
                "`\(item.path)`: statusDate must come before the run, which starts on \(compiler.start.firstDay)",
                at: place(of: "statusDate"), quote: text,
                hint: "leave it out, or give the day before the run or an earlier one")
            return false
        }
        if isLoan, case .text(let currency) = terms["currency"], currency != "USD" {
            compiler.error(
                "`\(item.path)`: the principal of a loan stands in the books in dollars", at: place(of: "currency"),
                quote: currency, hint: "give the loan in USD")
            return false
        }
        return true
    }

    private func observed(of contract: ACTUS.Contract, _ compiler: Compiler) -> [ObservedEvent] {
        item.record.records("observed").compactMap { record in
            guard let time = Timestamp(record.text("time")) else {
                compiler.error(
                    "`\(item.path)`: `time` of an observed event must be a date", at: record.place(of: "time"),
                    quote: record.text("time"), hint: "write for example `2027-03-15`")
                return nil
            }
            // The standard signs amounts for the record's creator, the scenario for the creditor.
            return ObservedEvent(
                time: time, type: EventType(rawValue: record.choice("type"))!,
                value: contract.roleSign * compiler.constant(record, "value"),
                contract: record.text("contract").isEmpty ? nil : record.text("contract"),
                performance: record.choice("performance"))
        }
    }
}
