import Engine
import Foundation
import RunStore
import TestSupport
import Testing
import Workbench

/// Questions that take many runs: computed while somebody watches, and kept.
@Suite(.serialized) struct QuestionTests {
    private let bench: TestBench

    init() throws {
        bench = try TestBench()
        #expect(try bench.command(["run", "childress", "--paths", "64", "--no-effects"]).code == 0)
    }

    private func ask(_ form: [(String, String)]) async throws -> Int {
        let reply = try await bench.post(
            "/live", [bench.formToken, ("run", "1")] + form, [("Accept", "application/json")])
        #expect(reply.status == 202, "\(reply.text.suffix(600))")
        return Int(try #require(try JSONTree(parsing: reply.text)["live"]?.number))
    }

    @Test("Load lines come shock by shock, are kept, and are the command line's to the last digit")
    func loadLines() async throws {
        #expect(try await bench.get("/runs/1/load-lines").text.contains("name=\"on.power-late\""))
        let none = try await bench.get("/api/v1/runs/1/load-lines")
        #expect(none.status == 404 && none.text.contains("plimsoll loadline --run 1"))
        let id = try await ask([
            ("question", "load-lines"), ("paths", "48"), ("by", "2030"), ("on.power-late", "1"), ("on.rents-down", "1"),
            ("size.rents-down", "-60 %"),
        ])
        let events = try await bench.get("/live/\(id)/events").text
        #expect(events.contains("event: picture") && events.contains("event: end"))
        let served = try await bench.get("/api/v1/runs/1/load-lines").text
        let printed = try bench.command([
            "loadline", "--scenario", "childress", "--paths", "48", "--by", "2030", "--shock", "power-late", "--shock",
            "rents-down=-60%", "--json",
        ])
        #expect(printed.code == 0 && served == printed.output)

        let page = try await bench.get("/runs/1/load-lines?party=iren&shock=power-late&threshold=0.5").text
        #expect(page.contains("above already") || page.contains("never"))
        #expect(page.contains("?party=iren&amp;shock=power-late&amp;threshold=0.5#curve"))
        let grid = try await bench.get("/runs/1/load-lines.csv?part=curve&party=iren&shock=power-late").text
        let first = try #require(
            try JSONTree(parsing: served)["grid"]?.list?.first { $0["shock"]?.text == "power-late" })
        let odds = try #require(first["odds"]?.number) * 100
        #expect(grid.contains(",\(odds),"), "\(grid)")
        let svg = try await bench.get("/runs/1/load-lines.svg?part=heat").text
        #expect(svg.hasPrefix("<svg") && !svg.contains("<a "))
        // Another server on the same store has them too.
        let again = try Workbench(
            WorkbenchSettings(store: bench.tool.store, folder: { $0 }, scenarios: [], threads: 1))
        #expect(try await again.answer("GET", "/api/v1/runs/1/load-lines").text == served)
    }

    @Test("Load lines that are cancelled leave nothing behind")
    func cancel() async throws {
        let id = try await ask([("question", "load-lines"), ("paths", "100000"), ("on.power-late", "1")])
        _ = try await bench.post("/live/\(id)/cancel", [bench.formToken])
        _ = try await bench.get("/live/\(id)/events")
        #expect(try JSONTree(parsing: try await bench.get("/api/v1/live/\(id)").text)["status"]?.text == "cancelled")
        #expect(try await bench.get("/api/v1/runs/1/load-lines").status == 404)
        #expect(try await bench.post("/live/\(id)/save", [bench.formToken, ("name", "x")]).status == 422)
    }

    @Test("Questions that cannot be asked are refused with what is wrong")
    func refusals() async throws {
        for (form, word) in [
            ([("question", "why")], "there is no question"), ([("question", "load-lines")], "tick at least one"),
            ([("question", "load-lines"), ("on.flood", "1")], "unknown shock"),
            ([("question", "load-lines"), ("on.power-late", "1"), ("paths", "1")], "paths must lie"),
            ([("question", "compare"), ("with", "9")], "no run"),
        ] {
            let reply = try await bench.post("/live", [bench.formToken, ("run", "1")] + form)
            #expect(
                [404, 422].contains(reply.status) && reply.text.contains(word), "\(form): \(reply.text.suffix(400))")
        }
        let id = try await ask([("question", "load-lines"), ("on.power-late", "1"), ("by", "1999")])
        _ = try await bench.get("/live/\(id)/events")
        let end = try JSONTree(parsing: try await bench.get("/api/v1/live/\(id)").text)
        #expect(end["status"]?.text == "failed" && end["message"]?.text?.contains("1999") == true, "\(end)")
    }

    @Test("A comparison that is asked for is kept beside the second run")
    func compare() async throws {
        #expect(
            try bench.command(["run", "childress", "--paths", "64", "--shock", "power-late", "--no-effects"]).code == 0)
        let id = try await ask([("question", "compare"), ("with", "2"), ("paths", "32")])
        #expect(try await bench.get("/live/\(id)/events").text.contains("event: end"))
        let kept = try RunStore(path: bench.tool.store).answer(to: "compare 2", of: 1, version: version)
        #expect(kept == (try bench.command(["compare", "2", "1", "--paths", "32", "--json"]).output))
        #expect(try await bench.get("/runs/1/compare?with=2").text.contains("shock power-late"))
    }

    private var version: String {
        get throws { try RunStore(path: bench.tool.store).run(named: "1").manifest.version }
    }

    @Test("What a page has computed of a run is kept for the next server")
    func kept() async throws {
        let page = try await bench.get("/runs/1/compute?paths=40")
        #expect(page.status == 200)
        let kept = try RunStore(path: bench.tool.store).answer(to: "compute 40", of: 1, version: version)
        #expect(kept == (try await bench.get("/api/v1/runs/1/compute?paths=40").text))
    }
}
