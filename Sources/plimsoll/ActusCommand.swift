import ACTUS
import ArgumentParser
import Calendar

/// `plimsoll actus FILE`: the events of ACTUS contracts.
struct ActusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "actus",
        abstract: "Compute the events of ACTUS contracts.",
        discussion: """
            FILE is JSON in the form of the public ACTUS reference tests, {id: {terms, to, dataObserved, \
            eventsObserved}}, or a list of terms. A contract that cannot be computed is reported and the others are \
            computed; the exit code is then 1.
            """)

    @Argument(help: "A file of contracts.", completion: Completions.json)
    var file: String

    @Flag(help: "Print JSON in the spelling of the reference tests.")
    var json = false

    @Option(
        help: ArgumentHelp("Show events from this date on, 2026-01-01.", valueName: "date"),
        transform: { try date($0, endOfDay: false) })
    var from: Timestamp?

    @Option(
        help: ArgumentHelp("Look no further than this date, in place of the file's own end.", valueName: "date"),
        transform: { try date($0, endOfDay: true) })
    var to: Timestamp?

    func validate() throws {
        if let from, let to, to < from { throw ValidationError("--to \(to.day) comes before --from \(from.day).") }
    }

    func run() throws {
        let input = InputFile(path: file)
        let document = TermValue(try input.json())
        let cases: [(name: String, value: TermValue)]
        do {
            cases = try ContractCase.cases(in: document)
        } catch {
            throw input.report("\(error)")
        }
        if cases.isEmpty { throw input.report("holds no contracts") }
        var computed: [ActusReport.Computed] = []
        var failed = false
        var count = 0
        for (name, value) in cases {
            do {
                let found = try ContractCase(value, named: name)
                try check(found, after: count)
                let events = try found.events(until: to).filter { event in from.map { event.time >= $0 } ?? true }
                if let event = events.first(where: { !$0.isFinite }) {
                    throw NotFinite(contract: found.contract.id, event: event)
                }
                count += events.count
                computed.append((name, found.contract.type, events))
            } catch {
                failed = true
                _ = input.report(Self.lines("\(error)", about: name))
            }
        }
        if json {
            print(ActusReport.json(computed))
        } else if !computed.isEmpty {
            print(ActusReport.text(computed, width: Console.columns))
        }
        if failed { throw ExitCode.failure }
    }

    /// Last year that is looked at, and most events of a file: a daily cycle to the year 9999 has three million.
    private static let (lastYear, mostEvents) = (2500, 2_000_000)

    /// Refuses what would take memory and time without bound.
    private func check(_ found: ContractCase, after count: Int) throws {
        let ends = [to ?? found.until, found.contract.maturity].compactMap(\.self)
        if let end = ends.min(), end.day.year > Self.lastYear {
            throw TooLarge(
                contract: found.contract.id, reason: "ends on \(end.day), after the year \(Self.lastYear); give --to")
        }
        if count > Self.mostEvents {
            throw TooLarge(contract: found.contract.id, reason: "comes after \(Self.mostEvents) events; part the file")
        }
    }

    /// What is wrong, each line with the name under which the file has the contract, if its terms have another.
    private static func lines(_ description: String, about name: String) -> String {
        description.split(separator: "\n").map { $0.hasPrefix("\(name): ") ? "\($0)" : "\(name): \($0)" }
            .joined(separator: "\n")
    }

    /// A date of the command line; a bare day as an end means all of that day.
    private static func date(_ text: String, endOfDay: Bool) throws -> Timestamp {
        guard let time = Timestamp(text) else {
            throw ValidationError("\"\(text)\" is not a date such as 2026-12-31.")
        }
        return endOfDay && !text.contains("T") ? Timestamp(time.day, second: 86_399) : time
    }
}

/// A contract with more events than are computed at once.
private struct TooLarge: Error, CustomStringConvertible {
    var contract: String
    var reason: String
    var description: String { "\(contract): \(reason)" }
}

/// An event whose amounts outgrow what a number can hold.
private struct NotFinite: Error, CustomStringConvertible {
    var contract: String
    var event: ContractEvent
    var description: String {
        "\(contract): \(event.type.rawValue) on \(event.time.day) is too large for a number; lower the amounts or rates"
    }
}

extension ContractEvent {
    fileprivate var isFinite: Bool {
        payoff.isFinite && notionalPrincipal.isFinite && nominalInterestRate.isFinite && accruedInterest.isFinite
            && exerciseAmount?.isFinite != false
    }
}
