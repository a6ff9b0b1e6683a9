import Foundation
import TestSupport
import Workbench

/// A workbench without a socket, over a store of its own and scenarios that may be written beside.
struct TestBench: Sendable {
    let tool: CommandLineTool
    /// The folder of the scenarios.
    let scenarios: String
    let workbench: Workbench

    init(host: String = "127.0.0.1", token: String? = nil, patience: Double = 20) throws {
        let folder = TemporaryFolder.make() + "/Scenarios"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in ["childress", "triangle", "region"] {
            try FileManager.default.copyItem(atPath: PackageRoot.path("Scenarios/\(name)"), toPath: "\(folder)/\(name)")
        }
        tool = CommandLineTool()
        scenarios = folder
        var settings = WorkbenchSettings(
            host: host, port: 0, token: token, store: tool.store, folder: { "\(folder)/\($0)" },
            scenarios: ["childress", "triangle", "region"], methods: PackageRoot.path("Documentation/method"),
            threads: 2)
        settings.patience = patience
        workbench = try Workbench(settings)
    }

    /// Runs the program as a user does, on the bench's store.
    @discardableResult
    func command(_ arguments: [String]) throws -> CommandLineTool.Result { try tool.run(arguments) }

    func get(_ path: String, _ headers: [(String, String)] = []) async throws -> Workbench.Reply {
        try await ask("GET", path, headers)
    }

    /// Sends a form.
    func post(
        _ path: String, _ form: [(String, String)], _ headers: [(String, String)] = []
    ) async throws -> Workbench.Reply {
        try await ask("POST", path, headers, form.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&"))
    }

    /// What a form of one of our own pages sends along.
    var formToken: (String, String) { ("csrf", workbench.formToken) }

    private func ask(
        _ method: String, _ path: String, _ headers: [(String, String)], _ body: String = ""
    ) async throws -> Workbench.Reply {
        let authority = headers.first { $0.0 == "Host" }?.1 ?? "127.0.0.1:8080"
        return try await workbench.answer(
            method, path, authority: authority, headers: headers.filter { $0.0 != "Host" }, body: body)
    }

    private func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
