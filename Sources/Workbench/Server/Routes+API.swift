import Analysis
import Engine
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Model
import Reports
import RunStore

extension Routes {
    /// The same answers as data: what the command line prints with `--json`.
    func addAPI(_ router: Router<WorkbenchContext>) {
        router.get("/api/v1/openapi.json") { _, _ in Response.json(try OpenAPI.text()) }
        router.get("/api/v1/runs") { _, _ in
            Response.json(try AnswerJSON.text(try desk.store.runs().map { RunRow($0) }))
        }
        router.get("/api/v1/runs/{run}") { _, context in
            let stored = try desk.store.run(named: try context.parameters.require("run"))
            return Response.json(try AnswerJSON.text(RunRow(stored)))
        }
        router.get("/api/v1/runs/{run}/{page}") { request, context in
            let stored = try desk.run(named: try context.parameters.require("run"))
            return Response.json(try await data(try context.parameters.require("page"), stored, Asked(request)))
        }
        router.get("/api/v1/live/{id}") { _, context in
            Response.json(try AnswerJSON.text(try await watched(context).snapshot))
        }
        router.post("/api/v1/live") { request, _ in
            let form = try await checked(request)
            let run = try await live.submit(try LiveRequest(form: form).work(desk, labels))
            return Response.json(try AnswerJSON.text(run.snapshot), status: .accepted)
        }
        router.post("/api/v1/live/{id}/cancel") { request, context in
            try await checked(request)
            let run = try await watched(context)
            try await live.cancel(run.id)
            return Response.json(try AnswerJSON.text(run.snapshot))
        }
    }

    private func data(_ name: String, _ stored: StoredRun, _ asked: Asked) async throws -> String {
        if let page = PageName(rawValue: name) { return try await pages.content(page, of: stored, asked).json() }
        let path = UInt64(max(0, asked.number("path") ?? 0))
        switch name {
        case "statements":
            let (replay, program) = (try await desk.replay(path, of: stored), try await desk.program(stored))
            return try AnswerJSON.text(try StatementsAnswer(asked["party"], replay, of: program))
        case "trace":
            let (replay, program) = (try await desk.replay(path, of: stored), try await desk.program(stored))
            return try AnswerJSON.text(try TraceAnswer(asked["party"], replay, of: program))
        case "wall":
            let (replay, program) = (try await desk.replay(0, of: stored), try await desk.program(stored))
            return try AnswerJSON.text(RefinancingWallAnswer.all(program, replay))
        case "worst":
            let (run, program) = (try await desk.loaded(stored), try await desk.program(stored))
            return try AnswerJSON.text(WorstPathsAnswer(run, of: program))
        default:
            let known = PageName.allCases.map(\.rawValue) + ["statements", "trace", "wall", "worst"]
            throw PageProblem.notFound("there is no answer `\(name)`; answers are: \(known.joined(separator: ", "))")
        }
    }
}
