import Foundation

/// Runs the program as a user does: arguments in, both outputs and the exit code out.
public struct CommandLineTool: Sendable {
    public struct Result: Sendable {
        public let code: Int32
        public let output: String
        public let errors: String
        /// Ended by a signal: a crash.
        public let isCrash: Bool
    }

    private let binary: String
    /// Where stored runs go.
    public let store: String

    /// The binary beside the running tests, with a store of its own in a temporary folder.
    public init() { self.init(store: TemporaryFolder.make() + "/runs.plimsoll") }

    /// The binary beside the running tests, with the store named.
    public init(store: String) {
        let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        binary = folder.appendingPathComponent("plimsoll").path
        self.store = store
    }

    /// Starts the program and lets it run, its output thrown away.
    public func start(_ arguments: [String]) throws -> Process {
        let process = process(arguments, in: PackageRoot.path, columns: 80)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return process
    }

    private func process(_ arguments: [String], in folder: String, columns: Int) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: binary)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        var environment = ProcessInfo.processInfo.environment
        environment["PLIMSOLL_STORE"] = store
        environment["PLIMSOLL_SCENARIOS"] = PackageRoot.path("Scenarios")
        environment["COLUMNS"] = "\(columns)"
        process.environment = environment
        return process
    }

    /// Runs with arguments, in the package's root unless another folder is named.
    public func run(
        _ arguments: [String], in folder: String = PackageRoot.path, columns: Int = 80, seconds: Double = 300
    ) throws -> Result {
        let process = process(arguments, in: folder, columns: columns)
        // Files, not pipes: a pipe that nobody reads in time would block the program.
        let base = TemporaryFolder.make()
        let (out, err) = (base + "/out", base + "/err")
        for path in [out, err] { _ = FileManager.default.createFile(atPath: path, contents: nil) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle(forWritingAtPath: out)
        process.standardError = FileHandle(forWritingAtPath: err)
        try process.run()
        let deadline = DispatchTime.now() + seconds
        DispatchQueue.global().asyncAfter(deadline: deadline) { if process.isRunning { process.terminate() } }
        process.waitUntilExit()
        func text(_ path: String) -> String {
            String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
        }
        defer { try? FileManager.default.removeItem(atPath: base) }
        return Result(
            code: process.terminationStatus, output: text(out), errors: text(err),
            isCrash: process.terminationReason == .uncaughtSignal)
    }

    /// Runs a command on a file of that name and text, which is gone afterwards.
    public func run(
        _ command: String, _ file: String, holding text: String, _ options: [String] = ["--json"], columns: Int = 80
    ) throws -> Result {
        let folder = TemporaryFolder.make()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(file)"))
        return try run([command, "\(folder)/\(file)"] + options, columns: columns)
    }
}
