import ACTUS
import ArgumentParser
import Foundation

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

    @Argument(help: "A file of contracts.")
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
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), !isFolder.boolValue else {
            throw report("\(file): error: \(isFolder.boolValue ? "is a folder, not a file" : "there is no such file")")
        }
        let document: TermValue
        do {
            document = try JSONDecoder().decode(TermValue.self, from: Data(contentsOf: URL(filePath: file)))
        } catch DecodingError.dataCorrupted(let context) {
            let cause = (context.underlyingError as NSError?)?.userInfo["NSDebugDescription"] as? String
            throw report("\(file): error: is not JSON: \(cause ?? context.debugDescription)")
        } catch {
            throw report("\(file): error: cannot be read: \(error.localizedDescription)")
        }
        var computed: [(name: String, events: [ContractEvent])] = []
        var failed = false
        let cases: [(name: String, value: TermValue)]
        do {
            cases = try ContractCase.cases(in: document)
        } catch {
            throw report("\(file): error: \(error)")
        }
        if cases.isEmpty { throw report("\(file): error: holds no contracts") }
        for (name, value) in cases {
            do {
                let events = try ContractCase(value, named: name).events(until: to)
                computed.append((name, from.map { first in events.filter { $0.time >= first } } ?? events))
            } catch {
                failed = true
                _ = report("\(error)".split(separator: "\n").map { "\(file): error: \($0)" }.joined(separator: "\n"))
            }
        }
        if json || !computed.isEmpty { print(json ? ActusReport.json(computed) : ActusReport.text(computed)) }
        if failed { throw ExitCode.failure }
    }

    /// Tells the user what is wrong; the exit code says that something is.
    private func report(_ message: String) -> ExitCode {
        FileHandle.standardError.write(Data((message + "\n").utf8))
        return .failure
    }

    /// A date of the command line; a bare day as an end means all of that day.
    private static func date(_ text: String, endOfDay: Bool) throws -> Timestamp {
        guard let time = Timestamp(text) else {
            throw ValidationError("\"\(text)\" is not a date such as 2026-12-31.")
        }
        return endOfDay && !text.contains("T") ? Timestamp(time.day, second: 86_399) : time
    }
}
