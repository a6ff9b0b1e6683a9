import Foundation

/// `plimsoll serve` as a child, and damaged requests sent to it over the loopback address.
public final class FuzzServer {
    private let process = Process()
    private let log: String
    public let folder: String
    public private(set) var port: UInt16 = 0
    /// What stands for the token that a page's form sends along, which every server makes anew.
    private static let tokenPlace = String(repeating: "0", count: 64)
    private var token = tokenPlace

    /// Starts the server on a free port, over a store with one run.
    public init(binary: String) throws {
        folder = "\(NSTemporaryDirectory())plimsoll-fuzz-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        log = folder + "/log"
        let tool = RepeatedTool(binary: binary, folder: folder)
        _ = try tool.perform(["run", "triangle", "--paths", "12", "--no-effects", "--seed", "7"])
        tool.stop()
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        process.executableURL = URL(fileURLWithPath: binary)
        process.arguments = ["serve", "--port", "0"]
        // Scenarios of its own: what is saved is saved there.
        try FileManager.default.createDirectory(atPath: folder + "/Scenarios", withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: PackageRoot.path("Scenarios/triangle"), toPath: folder + "/Scenarios/triangle")
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        var environment = ProcessInfo.processInfo.environment
        environment["PLIMSOLL_STORE"] = folder + "/runs.plimsoll"
        environment["PLIMSOLL_SCENARIOS"] = folder + "/Scenarios"
        environment["SWIFT_BACKTRACE"] = "enable=no"
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle(forWritingAtPath: log)
        process.standardError = FileHandle.nullDevice
        try process.run()
        let deadline = Date().addingTimeInterval(60)
        while port == 0, Date() < deadline, process.isRunning {
            usleep(20_000)
            let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            port = text.firstMatch(of: /127\.0\.0\.1:(\d+)\//).flatMap { UInt16($0.1) } ?? 0
        }
        let home = answer(
            to: Array("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".utf8), most: 100_000)
        token = home.flatMap { $0.firstMatch(of: /name="csrf" value="(\w+)"/) }.map { String($0.1) } ?? token
    }

    deinit {
        if process.isRunning { process.terminate() }
        process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Megabytes that the server has held at most.
    public var peakMegabytes: Int { RepeatedTool.peakMegabytes(of: process.processIdentifier) }
    public var isRunning: Bool { process.isRunning }

    /// The damaged request of a seed.
    public static func request(_ seed: UInt64, corpus: [[UInt8]]) -> [UInt8] {
        var random = SeededGenerator(seed: seed ^ 0x4854_5450)
        let sound = random.pick(corpus)
        var mutator = Mutator(seed: random.next())
        // Most of what is damaged is the address and the body: a broken head is refused before our own code sees it.
        let text = String(decoding: sound, as: UTF8.self)
        let head = text.prefix { $0 != "\r\n" }.split(separator: " ").map(String.init)
        guard random.chance(0.8), head.count == 3 else { return mutator.mutated(sound, others: corpus) }
        let isForm = head[0] == "POST"
        let damaged = mutator.mutated(Array((isForm ? text.components(separatedBy: "\r\n\r\n")[1] : head[1]).utf8))
        if isForm {
            return Array(
                "POST \(head[1]) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: \(damaged.count)\r\n\r\n"
                    .utf8)
                + damaged
        }
        let address = damaged.filter { $0 > 32 && $0 != 127 }
        return Array("GET /".utf8) + address.drop { $0 == 47 }
            + Array(" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".utf8)
    }

    /// The requests that cases are made of, one a paragraph of the corpus.
    public static func corpus() throws -> [[UInt8]] {
        let path = PackageRoot.path("Tests/Fuzzing/Corpus/requests.txt")
        return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { line in
            let parts = line.split(separator: " ", maxSplits: 2).map(String.init)
            let body = parts.count > 2 ? parts[2] : ""
            let length = parts[0] == "POST" ? "Content-Length: \(body.utf8.count)\r\n" : ""
            return Array(
                "\(parts[0]) \(parts[1]) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\(length)\r\n\(body)".utf8)
        }
    }

    /// The status that a request is answered with; 0 where the connection is closed without one, nil where nothing comes.
    public func status(of request: [UInt8]) -> Int? {
        var text = request
        let place = Array(Self.tokenPlace.utf8)
        if let found = text.firstRange(of: place) { text.replaceSubrange(found, with: token.utf8) }
        return answer(to: text, most: 64).map { answer in
            let words = answer.split(separator: " ", maxSplits: 2)
            return words.count > 1 ? Int(words[1]) ?? 0 : 0
        }
    }

    /// The start of what the server answers; nil where nothing comes for 20 seconds.
    private func answer(to request: [UInt8], most: Int) -> String? {
        let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(connection) }
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let reached = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard reached == 0 else { return nil }
        _ = request.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        // Nothing more comes from here: a server that waits for more has to say that it gives up, or close.
        shutdown(connection, Int32(SHUT_WR))
        var (answer, part): ([UInt8], [UInt8]) = ([], .init(repeating: 0, count: min(most, 4_096)))
        while answer.count < most {
            let count = recv(connection, &part, part.count, 0)
            if count < 0 {
                return errno == ECONNRESET || !answer.isEmpty ? String(decoding: answer, as: UTF8.self) : nil
            }
            if count == 0 { break }
            answer += part[..<count]
        }
        return String(decoding: answer, as: UTF8.self)
    }

    /// Sends damaged requests from a seed on, until there have been so many, or so many seconds have gone, or twenty faults.
    ///
    /// Whatever is sent, the server answers with a status below 500 or closes, and goes on serving.
    public static func run(
        binary: String, from first: UInt64, count: Int = .max, seconds: Double = .infinity
    ) throws -> Fuzzing.Tally {
        let corpus = try corpus()
        var server = try FuzzServer(binary: binary)
        var tally = Fuzzing.Tally(next: first)
        let start = ContinuousClock.now
        while tally.cases < count, (ContinuousClock.now - start) / .seconds(1) < seconds, tally.faults.count < 20 {
            let status = server.status(of: request(tally.next, corpus: corpus))
            var what: String?
            switch status {
            case nil: what = server.isRunning ? "no answer within 20 seconds" : "the server is gone"
            case let status? where status >= 500: what = "status \(status)"
            case let status?: tally.accepted += (200..<400).contains(status) ? 1 : 0
            }
            if what == nil, server.peakMegabytes > 1_024 { what = "the server took \(server.peakMegabytes) MB" }
            if let what {
                tally.faults.append(
                    Fuzzing.Fault(subject: nil, seed: tally.next, command: ["serve"], what: what))
                server = try FuzzServer(binary: binary)
            }
            tally.cases += 1
            tally.next += 1
        }
        return tally
    }
}
