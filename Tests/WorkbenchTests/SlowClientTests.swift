import Foundation
import TestSupport
import Testing
import Workbench

/// Clients over a socket that ask and do not listen.
@Suite(.serialized) struct SlowClientTests {
    /// A connection that asks for one thing and reads nothing until it is told to.
    private final class Client {
        private let socket: Int32

        init(port: Int, path: String) throws {
            socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var room: Int32 = 4_096
            setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &room, socklen_t(MemoryLayout<Int32>.size))
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(port).bigEndian
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            let connected = withUnsafePointer(to: address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            try #require(connected == 0)
            let request = Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".utf8)
            try #require(send(socket, request, request.count, 0) == request.count)
        }

        deinit { close(socket) }

        /// What is left to read, to the end of the line or its breaking; nil where neither comes within the time.
        func drain(seconds: Int) -> String? {
            var wait = timeval(tv_sec: seconds, tv_usec: 0)
            setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
            var (text, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 65_536))
            while true {
                let count = recv(socket, &buffer, buffer.count, 0)
                if count < 0, errno == EAGAIN { return nil }
                if count <= 0 { return String(decoding: text, as: UTF8.self) }
                text += buffer[..<count]
            }
        }
    }

    @Test("A client that watches a live run and does not read is dropped; the run and other readers go on")
    func silent() async throws {
        let bench = try TestBench(patience: 1)
        let (addresses, told) = AsyncStream.makeStream(of: String.self)
        let workbench = bench.workbench
        let server = Task { try await workbench.serve { told.yield($0) } }
        defer { server.cancel() }
        var iterator = addresses.makeAsyncIterator()
        let address = try #require(await iterator.next())
        let port = try #require(URL(string: address)?.port)

        let accepted = try await bench.post(
            "/live", [bench.formToken, ("scenario", "childress"), ("paths", "40000")], [("Accept", "application/json")])
        let id = Int(try #require(try JSONTree(parsing: accepted.text)["live"]?.number))
        let silent = try Client(port: port, path: "/live/\(id)/events")
        let heardByOthers = try await bench.get("/live/\(id)/events").text
        #expect(heardByOthers.contains("event: end"))

        var dropped = false
        for _ in 0..<200 where !dropped {
            dropped = try await bench.get("/metrics").text.contains("plimsoll_slow_clients_dropped_total 1\n")
            if !dropped { try await Task.sleep(for: .milliseconds(100)) }
        }
        #expect(dropped)
        let heard = try #require(silent.drain(seconds: 10), "the line is still open")
        #expect(heard.contains("event: progress") && !heard.contains("event: end"))
        #expect(try JSONTree(parsing: try await bench.get("/api/v1/live/\(id)").text)["status"]?.text == "finished")
        #expect(try Client(port: port, path: "/healthz").drain(seconds: 1) == nil, "a quick reader's line stays open")
        #expect(try await bench.get("/metrics").text.contains("plimsoll_slow_clients_dropped_total 1\n"))
    }
}
