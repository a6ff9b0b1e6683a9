import Foundation
import TestSupport
import Testing
import Workbench

/// Live runs, and what they may be asked.
@Suite(.serialized) struct LiveTests {
    @Test("A live run shows a picture, is stored, and its overlay runs to the same digest")
    func liveAndOverlay() async throws {
        let bench = try TestBench()
        let first = try bench.command(["run", "childress", "--paths", "256", "--no-effects"])
        #expect(first.code == 0)
        let form = [
            bench.formToken, ("run", "1"), ("paths", "1100"), ("set.contracts.gpu-loan.margin", "650"),
            ("was.contracts.gpu-loan.margin", "300"), ("unit.contracts.gpu-loan.margin", "bp"),
        ]
        let accepted = try await bench.post("/live", form, [("Accept", "application/json")])
        #expect(accepted.status == 202, "\(accepted.text.suffix(600))")
        let id = try #require(try JSONTree(parsing: accepted.text)["live"]?.number).formatted()
        // The stream ends with the run.
        let events = try await bench.get("/live/\(id)/events").text
        #expect(events.contains("event: picture") && events.contains("event: end"))
        let end = try JSONTree(parsing: try await bench.get("/api/v1/live/\(id)").text)
        #expect(end["status"]?.text == "finished", "\(end)")
        let digest = try #require(end["digest"]?.text)
        let saved = try await bench.post("/live/\(id)/save", [bench.formToken, ("name", "dear-loan")])
        #expect(saved.status == 200, "\(saved.text.suffix(900))")
        let overlay = try bench.command(["run", "\(bench.scenarios)/dear-loan", "--no-effects", "--json"])
        #expect(overlay.code == 0, "\(overlay.errors)")
        #expect(try JSONTree(parsing: overlay.output)["digest"]?.text == digest)
        let typed = try bench.command([
            "run", "childress", "--paths", "1100", "--set", "contracts.gpu-loan.margin=650 bp", "--no-effects",
            "--json",
        ])
        #expect(try JSONTree(parsing: typed.output)["digest"]?.text == digest)
        #expect(try await bench.post("/live/\(id)/save", [bench.formToken, ("name", "dear-loan")]).status == 422)
        for name in ["../escape", "a/b", "", "Größe", "-x"] {
            #expect(try await bench.post("/live/\(id)/save", [bench.formToken, ("name", name)]).status == 422)
        }
    }

    @Test("A live run that is cancelled ends, and says so")
    func cancel() async throws {
        let bench = try TestBench()
        let accepted = try await bench.post(
            "/live", [bench.formToken, ("scenario", "childress"), ("paths", "200000")], [("Accept", "application/json")]
        )
        let id = Int(try #require(try JSONTree(parsing: accepted.text)["live"]?.number))
        _ = try await bench.post("/live/\(id)/cancel", [bench.formToken])
        _ = try await bench.get("/live/\(id)/events")
        #expect(try JSONTree(parsing: try await bench.get("/api/v1/live/\(id)").text)["status"]?.text == "cancelled")
        #expect(
            try JSONTree(parsing: try await bench.get("/api/v1/runs").text).list?.first?["status"]?.text == "failed")
    }

    @Test("Forms that ask for nonsense are refused with what is wrong")
    func refusals() async throws {
        let bench = try TestBench()
        for (form, word) in [
            ([("scenario", "nowhere")], "there is no scenario"),
            ([("scenario", "childress"), ("paths", "-4")], "paths must lie"),
            ([("scenario", "childress"), ("on.flood", "1")], "unknown shock"),
            ([("scenario", "childress"), ("set.contracts.gpu-loan.margin", "much")], "is no number"),
            ([("scenario", "childress"), ("set.contracts.no-loan.margin", "3")], "there is no `contracts.no-loan`"),
            ([("run", "7")], "no run"),
        ] {
            let reply = try await bench.post("/live", [bench.formToken] + form)
            #expect(
                [404, 422].contains(reply.status) && reply.text.contains(word), "\(form): \(reply.text.suffix(500))")
        }
    }
}
