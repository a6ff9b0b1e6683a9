import Foundation

/// Something that reads bytes from outside, and how a damaged case reaches it.
public enum FuzzSubject: String, CaseIterable, Sendable {
    /// A scenario folder: YAML, CSV tables, facts, values and formulas; where it is accepted, a run of it.
    case scenario
    /// JSON of `plimsoll actus`, `finance`, `network` and `power`.
    case actus, finance, network, power
    /// A store of runs.
    case store
    /// Values of options on the command line.
    case arguments
}

/// One damaged case: what to perform, and the files that it is performed on.
public struct FuzzCase: Sendable {
    public let subject: FuzzSubject
    public let seed: UInt64
    public var files: [String: [UInt8]] = [:]
    /// Command lines in order; the next is performed where the one before it ended with exit code 0. `FOLDER` stands for the
    /// folder of the files.
    public var commands: [[String]] = []
}

/// Makes the cases of a subject out of a small corpus.
public struct FuzzCases: Sendable {
    public let subject: FuzzSubject
    private let corpus: [(name: String, bytes: [UInt8])]
    private let folders: [[String: [UInt8]]]

    /// - Parameter store: a sound store to damage, where the subject is the store.
    public init(_ subject: FuzzSubject, store: [UInt8] = []) throws {
        self.subject = subject
        let root = PackageRoot.path("Tests/Fuzzing/Corpus")
        switch subject {
        case .scenario:
            corpus = []
            folders = try ["triangle", "childress", "deal-template", "region", "textbook/sim", "textbook/pc"].map {
                try Self.files(in: PackageRoot.path("Scenarios/\($0)"))
            }
        case .store:
            corpus = [("runs.plimsoll", store)]
            folders = []
        case .arguments:
            let lines = try String(contentsOfFile: "\(root)/arguments.txt", encoding: .utf8).split(separator: "\n")
            corpus = lines.map { (String($0), Array($0.utf8)) }
            folders = []
        case .actus, .finance, .network, .power:
            corpus = try Self.files(in: "\(root)/\(subject.rawValue)").sorted { $0.key < $1.key }.map {
                ($0.key, $0.value)
            }
            folders = []
        }
    }

    private static func files(in folder: String) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder)
        where [".yaml", ".csv", ".json"].contains(where: name.hasSuffix) {
            files[name] = Array(try Data(contentsOf: URL(filePath: "\(folder)/\(name)")))
        }
        return files
    }

    /// The case of a seed.
    public func callAsFunction(_ seed: UInt64) -> FuzzCase {
        var random = SeededGenerator(
            seed: seed &* 0x9e37_79b9 &+ UInt64(subject.rawValue.utf8.reduce(0) { $0 &+ Int($1) }))
        var mutator = Mutator(seed: random.next())
        var made = FuzzCase(subject: subject, seed: seed)
        switch subject {
        case .scenario:
            made.files =
                random.chance(0.5)
                ? ["scenario.yaml": Array(ScenarioGenerator.scenario(seed: random.next() % 10_000).text.utf8)]
                : random.pick(folders)
            let name = random.pick(made.files.keys.sorted())
            made.files[name] = mutator.mutated(made.files[name]!, others: random.pick(folders).values.map { $0 })
            let shocked = random.chance(0.1)
            made.commands = [
                ["check", "FOLDER"],
                ["run", "FOLDER", "--paths", "8", "--threads", "1", "--audit", "--no-store"]
                    + (shocked ? ["--effects"] : ["--no-effects"]),
            ]
        case .actus, .finance, .network, .power:
            let bytes = mutator.mutated(random.pick(corpus).bytes, others: corpus.map(\.bytes))
            made.files = ["cases.json": bytes]
            made.commands = [[subject.rawValue, "FOLDER/cases.json"] + (random.chance(0.5) ? ["--json"] : [])]
        case .store:
            made.files = ["runs.plimsoll": mutator.mutated(corpus[0].bytes)]
            made.commands = [random.pick([["runs"], ["answer", "losses", "1"], ["explain", "1", "--path", "3"]])]
        case .arguments:
            let words = String(decoding: random.pick(corpus).bytes, as: UTF8.self).split(separator: " ").map(
                String.init)
            // The command and its scenario stay; what options say is damaged.
            made.commands = [
                words.enumerated().map { place, word in
                    guard place > 0, words[place - 1].hasPrefix("--"), random.chance(0.7) else { return word }
                    // Very many paths are allowed, and take their time.
                    if words[place - 1] == "--paths" { return random.pick(Self.pathCounts) }
                    return Self.argument(mutator.mutated(Array(word.utf8)))
                }
            ]
        }
        return made
    }

    private static let pathCounts = [
        "0", "-1", "1", "3", "8.5", "x", "", "1e3", "100000001", "1000000000000", "9223372036854775808",
        "-9223372036854775809",
    ]

    /// Text that the system can hand over as an argument, and `plimsoll repeat` as a line.
    private static func argument(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.filter { ![0, 10, 13].contains($0) }.prefix(20_000), as: UTF8.self)
    }
}
