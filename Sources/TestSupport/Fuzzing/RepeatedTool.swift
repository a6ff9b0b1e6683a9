import Foundation

/// `plimsoll repeat` as a child: many command lines in one process, each within limits of time and memory.
public final class RepeatedTool {
    /// What became of a command line.
    public enum Outcome: Sendable, Equatable {
        /// It ended by itself, with this exit code, having printed so many bytes.
        case ended(code: Int32, printed: Int)
        /// A signal ended the process.
        case crash(String)
        case tooLong(seconds: Double)
        case tooLarge(megabytes: Int)
    }

    /// Seconds of processor time that one command line may take, and megabytes that it may hold.
    public struct Limits: Sendable {
        public var seconds: Double
        public var megabytes: Int
        public init(seconds: Double = 10, megabytes: Int = 1_024) {
            (self.seconds, self.megabytes) = (seconds, megabytes)
        }
    }

    private let binary: String
    private let store: String
    private let log: String
    private let limits: Limits
    private var process: Process?
    private var input: FileHandle?
    private var output: FileHandle?

    /// - Parameters:
    ///   - binary: the program.
    ///   - folder: where the store and what is printed go.
    public init(binary: String, folder: String, limits: Limits = Limits()) {
        self.binary = binary
        self.limits = limits
        store = folder + "/runs.plimsoll"
        log = folder + "/printed"
    }

    deinit { stop() }

    /// What the command lines since the last start have printed, its end.
    public var printed: String {
        String(decoding: (FileManager.default.contents(atPath: log) ?? Data()).suffix(2_000), as: UTF8.self)
    }

    public func perform(_ arguments: [String]) throws -> Outcome {
        if process?.isRunning != true { try start() }
        guard let process, let input, let output else { fatalError("no child") }
        let id = process.processIdentifier
        let before = (printed: size(of: log), seconds: Self.seconds(of: id))
        Self.forgetPeak(of: id)
        try input.write(contentsOf: Data((arguments.joined(separator: "\0") + "\n").utf8))
        var answer: [UInt8] = []
        let start = ContinuousClock.now
        while answer.last != 10 {
            var waited = pollfd(fd: output.fileDescriptor, events: Int16(POLLIN), revents: 0)
            if poll(&waited, 1, 500) > 0 {
                // What is there now: `FileHandle` would wait for as much as is asked for.
                var part = [UInt8](repeating: 0, count: 64)
                let count = read(output.fileDescriptor, &part, part.count)
                guard count > 0 else {
                    process.waitUntilExit()
                    let status = process.terminationStatus
                    stop()
                    return .crash(
                        "ended by \(process.terminationReason == .exit ? "exit" : "signal") \(status): \(printed)")
                }
                answer += part[..<count]
                continue
            }
            let used = Self.seconds(of: id) - before.seconds
            if used > limits.seconds || ContinuousClock.now - start > .seconds(12 * limits.seconds) {
                stop()
                return .tooLong(seconds: used)
            }
        }
        let peak = Self.peakMegabytes(of: id)
        if peak > limits.megabytes {
            stop()
            return .tooLarge(megabytes: peak)
        }
        let code = Int32(String(decoding: answer.dropLast(), as: UTF8.self)) ?? -1
        return .ended(code: code, printed: size(of: log) - before.printed)
    }

    /// Ends the child; the next command line starts another.
    public func stop() {
        try? input?.close()
        if let process, process.isRunning {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        (process, input, output) = (nil, nil, nil)
    }

    private func start() throws {
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        // The address space is limited too, so that a runaway allocation ends the child and not the machine.
        process.arguments = ["-c", "ulimit -v 8000000; ulimit -c 0; exec \"$0\" repeat", binary]
        process.currentDirectoryURL = URL(fileURLWithPath: PackageRoot.path)
        var environment = ProcessInfo.processInfo.environment
        environment["PLIMSOLL_STORE"] = store
        environment["PLIMSOLL_SCENARIOS"] = PackageRoot.path("Scenarios")
        environment["COLUMNS"] = "80"
        environment["SWIFT_BACKTRACE"] = "enable=no"
        process.environment = environment
        let (to, from) = (Pipe(), Pipe())
        process.standardInput = to
        process.standardOutput = from
        process.standardError = FileHandle(forWritingAtPath: log)
        signal(SIGPIPE, SIG_IGN)
        try process.run()
        (self.process, input, output) = (process, to.fileHandleForWriting, from.fileHandleForReading)
    }

    private func size(of path: String) -> Int {
        ((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? NSNumber)?.intValue ?? 0
    }

    // MARK: What the kernel says of a process

    private static func seconds(of id: Int32) -> Double {
        let text = (try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)) ?? ""
        // After the name in parentheses: state is the third field, user and system time are the 14th and 15th.
        let fields = text.drop { $0 != ")" }.split(separator: " ")
        guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else { return 0 }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    static func peakMegabytes(of id: Int32) -> Int {
        let text = (try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
        return (line.split { !$0.isNumber }.first.flatMap { Int($0) } ?? 0) / 1_024
    }

    private static func forgetPeak(of id: Int32) {
        guard let handle = FileHandle(forWritingAtPath: "/proc/\(id)/clear_refs") else { return }
        try? handle.write(contentsOf: Data("5\n".utf8))
        try? handle.close()
    }
}
