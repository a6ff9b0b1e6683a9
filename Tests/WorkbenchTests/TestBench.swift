import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import TestSupport

@testable import Workbench

/// A workbench without a socket, over a store of its own and scenarios that may be written beside.
struct TestBench: Sendable {
    let tool: CommandLineTool
    /// The folder of the scenarios.
    let scenarios: String
    let workbench: Workbench
    private let responder: RouterResponder<WorkbenchContext>

    struct Reply {
        let status: Int
        let headers: HTTPFields
        let text: String
    }

    init(host: String = "127.0.0.1", token: String? = nil) throws {
        let folder = CommandLineTool.temporaryFolder() + "/Scenarios"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in ["childress", "triangle", "region"] {
            try FileManager.default.copyItem(atPath: PackageRoot.path("Scenarios/\(name)"), toPath: "\(folder)/\(name)")
        }
        tool = CommandLineTool()
        scenarios = folder
        workbench = try Workbench(
            WorkbenchSettings(
                host: host, token: token, store: tool.store, folder: { "\(folder)/\($0)" },
                scenarios: ["childress", "triangle", "region"], methods: PackageRoot.path("Documentation/method"),
                threads: 2))
        responder = workbench.routes.router().buildResponder()
    }

    /// Runs a scenario as a user does, into the bench's store; what `--json` prints.
    @discardableResult
    func command(_ arguments: [String]) throws -> CommandLineTool.Result { try tool.run(arguments) }

    func get(_ path: String, _ headers: [(String, String)] = []) async throws -> Reply {
        try await ask(.get, path, headers: headers)
    }

    /// Sends a form with what one of our pages would send along.
    func post(_ path: String, _ form: [(String, String)], _ headers: [(String, String)] = []) async throws -> Reply {
        let text = form.map { "\(Routes.encoded($0.0))=\(Routes.encoded($0.1))" }.joined(separator: "&")
        return try await ask(.post, path, headers: headers, body: text)
    }

    var formToken: (String, String) { ("csrf", workbench.routes.security.formToken) }

    private func ask(
        _ method: HTTPRequest.Method, _ path: String, headers: [(String, String)], body: String = ""
    ) async throws -> Reply {
        var head = HTTPRequest(method: method, scheme: "http", authority: "127.0.0.1:8080", path: path)
        for (name, value) in headers {
            if name == "Host" { head.authority = value } else { head.headerFields[HTTPField.Name(name)!] = value }
        }
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body)))
        let response = try await responder.respond(to: request, context: WorkbenchContext(logger: logger))
        let collected = Collected()
        try await response.body.write(CollectingWriter(collected: collected))
        return Reply(
            status: response.status.code, headers: response.headers, text: String(buffer: collected.buffer))
    }
}

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
