import Foundation

/// Tries damaged cases one after another on a child, and keeps those that the program did not stand.
public final class Fuzzing {
    /// A case that was not answered by a value or by words.
    public struct Fault: Sendable, CustomStringConvertible {
        /// Nil for requests to the server.
        public let subject: FuzzSubject?
        public let seed: UInt64
        public let command: [String]
        public let what: String

        public var description: String {
            "\(subject?.rawValue ?? "requests") \(seed): \(command.joined(separator: " ").prefix(300)): \(what)"
        }
    }

    /// What a stretch of cases came to.
    public struct Tally: Sendable {
        public var cases = 0
        /// Cases whose first command was accepted.
        public var accepted = 0
        public var faults: [Fault] = []
        /// The seed after the last.
        public var next: UInt64 = 0
    }

    /// Where files and the store of the child are.
    public let folder: String
    private let cases: FuzzCases
    private let tool: RepeatedTool
    /// A child is replaced after so many cases, so that none lives on what another left.
    private static let casesPerChild = 2_000

    public init(_ subject: FuzzSubject, binary: String, limits: RepeatedTool.Limits = .init()) throws {
        // In memory, where the system has such a folder: files of a case live for a millisecond.
        let memory = "/dev/shm"
        let root = FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory()
        folder = "\(root)/plimsoll-fuzz-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        tool = RepeatedTool(binary: binary, folder: folder, limits: limits)
        var store: [UInt8] = []
        if subject == .store || subject == .arguments {
            _ = try tool.perform(["run", "triangle", "--paths", "12", "--no-effects", "--seed", "7"])
            tool.stop()
            store = Array(try Data(contentsOf: URL(filePath: folder + "/runs.plimsoll")))
        }
        cases = try FuzzCases(subject, store: store)
    }

    deinit {
        tool.stop()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Tries the cases from a seed on, until there have been so many, or so many seconds, or twenty faults.
    public func run(
        from first: UInt64, count: Int = .max, seconds: Double = .infinity, trying: (UInt64) -> Void = { _ in }
    ) throws -> Tally {
        var tally = Tally(next: first)
        let start = ContinuousClock.now
        while tally.cases < count, (ContinuousClock.now - start) / .seconds(1) < seconds, tally.faults.count < 20 {
            if tally.cases % Self.casesPerChild == 0 { tool.stop() }
            trying(tally.next)
            let (fault, accepted) = try attempt(cases(tally.next))
            if let fault { tally.faults.append(fault) }
            tally.accepted += accepted ? 1 : 0
            tally.cases += 1
            tally.next += 1
        }
        return tally
    }

    /// Tries one case: nil where it was answered.
    public func attempt(_ made: FuzzCase) throws -> (fault: Fault?, accepted: Bool) {
        let place = try write(made)
        var accepted = false
        for (index, command) in made.commands.enumerated() {
            func fault(_ what: String) -> (Fault?, Bool) {
                (Fault(subject: made.subject, seed: made.seed, command: command, what: what), accepted)
            }
            let outcome = try tool.perform(command.map { $0.replacingOccurrences(of: "FOLDER", with: place) })
            switch outcome {
            case .ended(0, _): accepted = accepted || index == 0
            case .ended(let code, let printed):
                if ![1, 2].contains(code) { return fault("exit code \(code)") }
                if printed == 0 { return fault("exit code \(code) without a word") }
                return (nil, accepted)
            case .crash(let how): return fault("crash: \(how)")
            case .tooLong(let seconds): return fault("still busy after \(Int(seconds)) seconds of processor time")
            case .tooLarge(let megabytes): return fault("took \(megabytes) MB")
            }
        }
        return (nil, accepted)
    }

    /// The case of a seed, for those who look at it.
    public func made(_ seed: UInt64) -> FuzzCase { cases(seed) }

    /// Puts the files where the commands find them.
    private func write(_ made: FuzzCase) throws -> String {
        let manager = FileManager.default
        if made.subject == .store {
            for end in ["-wal", "-shm"] { try? manager.removeItem(atPath: "\(folder)/runs.plimsoll\(end)") }
            try Data(made.files["runs.plimsoll"]!).write(to: URL(filePath: "\(folder)/runs.plimsoll"))
            return folder
        }
        let place = "\(folder)/case"
        try? manager.removeItem(atPath: place)
        try manager.createDirectory(atPath: place, withIntermediateDirectories: true)
        for (name, bytes) in made.files { try Data(bytes).write(to: URL(filePath: "\(place)/\(name)")) }
        return place
    }
}
