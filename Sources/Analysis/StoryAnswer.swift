import Calendar
import Engine
import Ledger
import Model

/// One path told: what happened when, what was booked, and what the books said.
package struct StoryAnswer: Sendable, Codable {
    package var scenario: String
    package var path: UInt64
    package var seed: UInt64
    /// The path in one sentence: who defaults and why, what is lost in all and on which loans.
    package var summary: String
    package var sentences: [Sentence]
    package var journal: [Entry]
    package var statements: [Statement]
    package var covenants: [Measurement]
    /// The party that the turning points are about, and those points in order; empty where nobody asked.
    package var about = ""
    package var aboutParty = ""
    package var turns: [Turn] = []

    package struct Sentence: Sendable, Codable {
        package var quarter: String
        package var subject: String
        package var text: String

        /// Place within a quarter's story.
        fileprivate var rank: Int {
            if subject.hasPrefix("parties.") { return 3 }
            if text.contains(" owes ") { return 2 }
            return subject.hasPrefix("sites.") ? 0 : 1
        }
    }

    /// One booking: who was debited and credited, why, how much.
    package struct Entry: Sendable, Codable {
        package var quarter: String
        package var subject: String
        package var cause: String
        package var cents: Int64
        package var sides: [Side]
    }

    package struct Side: Sendable, Codable {
        package var party: String
        package var account: String
        /// `debit` or `credit`.
        package var side: String
    }

    /// A party's books at the end of a quarter, in cents, as statements show them.
    package struct Statement: Sendable, Codable {
        package var quarter: String
        package var party: String
        package var assets: [Line]
        package var liabilities: [Line]
        package var equity: Int64
        package var income: [Line]
        package var costs: [Line]
    }

    package struct Line: Sendable, Codable {
        package var line: String
        package var cents: Int64
    }

    package struct Measurement: Sendable, Codable {
        package var quarter: String
        package var contract: String
        package var test: String
        package var limit: String
        package var measured: Double
    }
}

extension StoryAnswer {
    /// - Parameter metric: that the path was chosen by, if it was: what it lost is named in any case.
    package init(_ replay: Replay, of program: Program, metric: String? = nil) {
        let start = program.scenario.settings.start
        func quarter(_ index: Int) -> String { start.advanced(by: index).description }
        scenario = program.scenario.settings.name
        path = replay.path
        seed = program.seed
        let titles = SubjectTitles(program)
        sentences =
            replay.events.map {
                Sentence(quarter: quarter($0.quarter), subject: $0.subject, text: titles.sentence($0))
            } + StoryAnswer.missedPayments(replay, program)
        // Within a quarter: what happened to sites and contracts, what was not paid, what became of the parties.
        sentences = sentences.enumerated().sorted {
            ($0.element.quarter, $0.element.rank, $0.offset) < ($1.element.quarter, $1.element.rank, $1.offset)
        }.map(\.element)
        journal = replay.entries.map { Entry($0, of: program) }
        statements = replay.books.enumerated().flatMap { index, books in
            program.parties.map { Statement(quarter(index), $0, books, program.chart) }
        }
        let tests = program.facilities.flatMap { facility in facility.covenantTerms.map { (facility, $0) } }
        covenants = replay.covenants.enumerated().flatMap { index, values in
            zip(tests, values).map { test, value in
                Measurement(
                    quarter: quarter(index), contract: test.0.name, test: test.1.test, limit: test.1.limit,
                    measured: value)
            }
        }
        summary = StoryAnswer.summary(replay, program, metric: metric)
    }

    /// Every payment that was not made in full, with what was due and paid.
    private static func missedPayments(_ replay: Replay, _ program: Program) -> [Sentence] {
        let start = program.scenario.settings.start
        var sentences: [Sentence] = []
        for (quarter, dues) in replay.dues.enumerated() {
            for leg in program.legs {
                let (due, paid) = (dues[leg.index], replay.payments[quarter][leg.index])
                guard paid < due else { continue }
                sentences.append(
                    Sentence(
                        quarter: start.advanced(by: quarter).description, subject: leg.subject,
                        text: "\(program.parties[leg.payer].title) owes \(program.parties[leg.payee].title) "
                            + "\(Money.text(due)) (\(leg.cause)) and pays \(Money.text(paid))"))
            }
        }
        return sentences
    }

    private static func summary(_ replay: Replay, _ program: Program, metric: String?) -> String {
        let metrics = Overview.metrics(of: program)
        func value(_ name: String) -> Float { metrics.firstIndex { $0.name == name }.map { replay.values[$0] } ?? 0 }
        var parts: [String] = []
        for party in program.parties where !party.isSector {
            let failed = value("parties.\(party.name).default")
            guard failed > 0 else { continue }
            let cause = Int(value("parties.\(party.name).cause"))
            let why = cause > 0 ? program.causes[cause - 1].title : "operating shortfall"
            let quarter = program.scenario.settings.start.advanced(by: Int(failed) - 1)
            parts.append("\(party.title) defaults in \(quarter) (first cause: \(why))")
        }
        func lost(_ loan: Loan) -> Double { Double(value("\(loan.subject).lost")) }
        if parts.isEmpty && !program.listedLoans.contains(where: { lost($0) > 0 }) { parts = ["Nobody defaults"] }
        return (parts + losses(program, metric: metric, lost)).joined(separator: "; ") + "."
    }

    /// What is lost on all loans together and on the largest, and on the loan that the path was chosen by.
    /// - Parameter dollars: lost on a loan.
    private static func losses(_ program: Program, metric: String?, _ dollars: (Loan) -> Double) -> [String] {
        let all = program.listedLoans.map { (loan: $0, lost: dollars($0)) }
        let hit = all.enumerated().filter { $0.element.lost > 0 }
            .sorted { ($1.element.lost, $0.offset) < ($0.element.lost, $1.offset) }.map(\.element)
        let subject = (metric ?? "").split(separator: ".").prefix(2).joined(separator: ".")
        let asked = all.first { $0.loan.subject == subject }
        func amount(_ own: (loan: Loan, lost: Double)) -> String {
            "\(own.loan.title) \(Money.text(dollars: own.lost))"
        }
        var parts: [String] = []
        if hit.count == 1 {
            parts = ["\(Money.text(dollars: hit[0].lost)) lost on \(hit[0].loan.title) by \(hit[0].loan.lender.title)"]
        } else if hit.count > 1 {
            let named = hit.prefix(mostNamed)
            let sum = Money.text(dollars: hit.reduce(0) { $0 + $1.lost })
            let word = named.count < hit.count ? "largest" : "of that"
            parts = ["\(sum) lost in all; \(word): \(named.map(amount).joined(separator: ", "))"]
        }
        if let asked, !hit.prefix(mostNamed).contains(where: { $0.loan.subject == subject }) {
            parts.append("asked for: \(amount(asked))")
        }
        return parts
    }

    /// Loans that a summary names.
    private static let mostNamed = 4
}

extension StoryAnswer.Entry {
    init(_ entry: Journal.Entry, of program: Program) {
        let posting = program.postings[entry.posting]
        self.init(
            quarter: program.scenario.settings.start.advanced(by: entry.quarter).description,
            subject: posting.subject, cause: posting.cause, cents: entry.amount,
            sides: posting.sides.map {
                .init(
                    party: program.parties[$0.account.party].name, account: $0.account.kind.title,
                    side: $0.sign > 0 ? "debit" : "credit")
            })
    }
}

extension StoryAnswer.Statement {
    init(_ quarter: String, _ party: Party, _ books: Replay.Books, _ chart: Chart) {
        var sums: [AccountKind: Int64] = [:]
        for (account, balance) in zip(chart.accounts, books.balances) where account.party == party.index {
            sums[account.kind, default: 0] += balance * account.kind.statementSign
        }
        func lines(_ nature: AccountKind.Nature) -> [StoryAnswer.Line] {
            AccountKind.allCases.filter { $0.nature == nature && (sums[$0] ?? 0) != 0 }.map {
                StoryAnswer.Line(line: $0.title, cents: sums[$0]!)
            }
        }
        self.quarter = quarter
        self.party = party.name
        assets = lines(.asset)
        liabilities = lines(.liability)
        income = lines(.income)
        costs = lines(.cost)
        equity = assets.reduce(0) { $0 + $1.cents } - liabilities.reduce(0) { $0 + $1.cents }
    }
}

/// Names of things in sentences.
struct SubjectTitles {
    private var titles: [String: String] = [:]

    init(_ program: Program) {
        for party in program.parties { titles["parties.\(party.name)"] = party.title }
        for site in program.sites { titles["sites.\(site.name)"] = site.title }
        for facility in program.facilities { titles["contracts.\(facility.name)"] = facility.title }
    }

    /// A party's sentence begins with its name, others with a colon: `GPU loan: the lender stops further draws`.
    func sentence(_ event: Replay.Event) -> String {
        let name = titles[event.subject] ?? event.subject.split(separator: ".").last.map(String.init) ?? event.subject
        return event.subject.hasPrefix("parties.") ? "\(name) \(event.sentence)" : "\(name): \(event.sentence)"
    }
}

/// Amounts in words of a fitting size.
package enum Money {
    /// `12.3 M USD`, `1.94 B USD`.
    package static func text(_ cents: Int64) -> String { text(dollars: Double(cents) / 100) }

    package static func text(dollars: Double) -> String {
        let size = dollars.magnitude
        switch size {
        case 1e12...: return "\(rounded(dollars / 1e12, 2)) T USD"
        case 1e9...: return "\(rounded(dollars / 1e9, 2)) B USD"
        case 1e6...: return "\(rounded(dollars / 1e6, 1)) M USD"
        case 1e3...: return "\(grouped(Int64(dollars.rounded()))) USD"
        default: return "\(rounded(dollars, 2)) USD"
        }
    }

    /// A whole number with thousands apart.
    package static func grouped(_ number: Int64) -> String { groupedThousands(number) }

    /// A number with a fixed count of decimals.
    package static func rounded(_ value: Double, _ digits: Int) -> String {
        guard value.isFinite, value.magnitude < 1e15 else { return "\(value)" }
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let whole = Int64((value.magnitude * scale).rounded())
        let sign = value < 0 && whole != 0 ? "-" : ""
        guard digits > 0 else { return "\(sign)\(whole)" }
        let rest = String(whole % Int64(scale))
        return "\(sign)\(whole / Int64(scale))." + String(repeating: "0", count: digits - rest.count) + rest
    }
}
