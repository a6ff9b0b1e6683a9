import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

extension Workbench {
    /// What the server says to a request.
    package struct Reply: Sendable {
        package let status: Int
        /// Names in lower case.
        package let headers: [String: String]
        package let text: String
    }

    /// Pages about a run, as they stand in addresses.
    package static var pages: [String] { PageName.allCases.map(\.rawValue) }

    /// What a form of our pages sends along.
    package var formToken: String { routes.security.formToken }

    /// Answers a request that comes over no wire: a server without its socket.
    package func answer(
        _ method: String, _ path: String, authority: String = "127.0.0.1:8080", headers: [(String, String)] = [],
        body: String = ""
    ) async throws -> Reply {
        var head = HTTPRequest(
            method: HTTPRequest.Method(rawValue: method) ?? .get, scheme: "http", authority: authority, path: path)
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { head.headerFields[name] = value }
        }
        var logger = Logger(label: "plimsoll.workbench")
        logger.logLevel = .critical
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body)))
        let response = try await routes.router().buildResponder().respond(
            to: request, context: WorkbenchContext(logger: logger))
        let collected = Collected()
        try await response.body.write(CollectingWriter(collected: collected))
        var fields: [String: String] = [:]
        for field in response.headers { fields[field.name.canonicalName] = field.value }
        return Reply(
            status: Int(response.status.code), headers: fields, text: String(buffer: collected.buffer))
    }
}

/// Where the parts of a body come together; one writer fills it, and it is read afterwards.
private final class Collected: @unchecked Sendable {
    var buffer = ByteBuffer()
}

private struct CollectingWriter: ResponseBodyWriter {
    let collected: Collected

    mutating func write(_ buffer: ByteBuffer) async throws {
        var buffer = buffer
        collected.buffer.writeBuffer(&buffer)
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
