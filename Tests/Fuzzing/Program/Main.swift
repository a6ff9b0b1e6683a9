import Engine
import Foundation
import TestSupport

/// What `make verify` does for long and `make test` for a minute. Not shipped.
///
///     plimsoll-fuzz SUBJECT FIRST SECONDS     tries damaged cases from a seed on; prints a line of JSON
///     plimsoll-fuzz show SUBJECT SEED FOLDER  writes the files of a case, and prints its command lines
///     plimsoll-fuzz audit FIRST COUNT         runs random scenarios under audit; prints a line of JSON
///
/// SUBJECT is scenario, actus, finance, network, power, store, arguments or requests.
@main enum Main {
    static func main() async {
        do {
            let words = CommandLine.arguments.dropFirst()
            switch (words.first ?? "", words.count) {
            case ("show", 4): try show(Array(words.dropFirst()))
            case ("audit", 3): try await audit(number(words, 1), Int(number(words, 2)))
            case ("requests", 3): try requests(number(words, 1), seconds: Double(number(words, 2)))
            case (let name, 3):
                guard let subject = FuzzSubject(rawValue: name) else { throw Usage() }
                try fuzz(subject, number(words, 1), seconds: Double(number(words, 2)))
            default: throw Usage()
            }
        } catch {
            FileHandle.standardError.write(Data("plimsoll-fuzz: \(error)\n".utf8))
            exit(2)
        }
    }

    struct Usage: Error, CustomStringConvertible {
        let description =
            "say SUBJECT FIRST SECONDS, show SUBJECT SEED FOLDER, or audit FIRST COUNT; subjects are requests, "
            + FuzzSubject.allCases.map(\.rawValue).joined(separator: ", ")
    }

    private static func number(_ words: ArraySlice<String>, _ place: Int) throws -> UInt64 {
        guard let number = UInt64(words[words.startIndex + place]) else { throw Usage() }
        return number
    }

    private static var binary: String {
        URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("plimsoll")
            .path
    }

    private static func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
    private static func note(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

    // MARK: Damaged cases

    /// A sizing over thousands of hours is long work, not a hang.
    private static let limits = RepeatedTool.Limits(seconds: 60)

    private static func fuzz(_ subject: FuzzSubject, _ first: UInt64, seconds: Double) throws {
        let tally = try Fuzzing(subject, binary: binary, limits: limits).run(from: first, seconds: seconds)
        for fault in tally.faults { note("\(fault)") }
        say(
            "{\"subject\": \"\(subject.rawValue)\", \"first\": \(first), \"next\": \(tally.next), \"cases\": \(tally.cases), "
                + "\"accepted\": \(tally.accepted), \"faults\": \(list(tally.faults.map { $0.seed }))}")
        exit(tally.faults.isEmpty ? 0 : 1)
    }

    private static func list(_ seeds: [UInt64]) -> String { "[" + seeds.map { "\($0)" }.joined(separator: ", ") + "]" }

    private static func requests(_ first: UInt64, seconds: Double) throws {
        let tally = try FuzzServer.run(binary: binary, from: first, seconds: seconds)
        for fault in tally.faults { note("requests \(fault.seed): \(fault.what)") }
        say(
            "{\"subject\": \"requests\", \"first\": \(first), \"next\": \(tally.next), \"cases\": \(tally.cases), "
                + "\"accepted\": \(tally.accepted), \"faults\": \(list(tally.faults.map { $0.seed }))}")
        exit(tally.faults.isEmpty ? 0 : 1)
    }

    private static func show(_ words: [String]) throws {
        guard let seed = UInt64(words[1]) else { throw Usage() }
        try FileManager.default.createDirectory(atPath: words[2], withIntermediateDirectories: true)
        if words[0] == "requests" {
            let bytes = FuzzServer.request(seed, corpus: try FuzzServer.corpus())
            try Data(bytes).write(to: URL(filePath: "\(words[2])/request"))
            return say("nc 127.0.0.1 8080 < \(words[2])/request")
        }
        guard let subject = FuzzSubject(rawValue: words[0]) else { throw Usage() }
        let made = try Fuzzing(subject, binary: binary).made(seed)
        for (name, bytes) in made.files { try Data(bytes).write(to: URL(filePath: "\(words[2])/\(name)")) }
        for command in made.commands {
            say(
                "plimsoll "
                    + command.map { $0.replacingOccurrences(of: "FOLDER", with: words[2]) }.joined(separator: " "))
        }
    }

    // MARK: Random scenarios

    private static func audit(_ first: UInt64, _ count: Int) async throws {
        var failures: [UInt64] = []
        var paths = 0
        for seed in first..<first + UInt64(count) {
            let scenario = ScenarioGenerator.scenario(seed: seed)
            do {
                let run = try await Runner(try Reading.program(scenario.text), audit: true).run(paths: 50)
                paths += 50
                if let finding = run.audit.first(where: { !$0.isHeld }) {
                    failures.append(seed)
                    note("scenario \(seed): \(finding.check.rawValue): off by \(finding.worst)")
                }
            } catch {
                failures.append(seed)
                note("scenario \(seed): \(error)")
            }
        }
        say(
            "{\"first\": \(first), \"next\": \(first + UInt64(count)), \"scenarios\": \(count), \"paths\": \(paths), "
                + "\"faults\": \(list(failures))}")
        exit(failures.isEmpty ? 0 : 1)
    }
}
