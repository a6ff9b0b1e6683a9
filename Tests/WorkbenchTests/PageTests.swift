import Analysis
import Foundation
import Reports
import TestSupport
import Testing
import Workbench

/// Pages and data of stored runs, asked for in process.
@Suite(.serialized) struct PageTests {
    /// One bench with runs of two scenarios, and what the command line printed of them.
    private struct Stored {
        let bench: TestBench
        let childress, region: String

        init() throws {
            bench = try TestBench()
            try bench.command(["run", "childress", "--paths", "64", "--shock", "power-late", "--no-effects"])
            childress = try bench.command(["run", "childress", "--paths", "512", "--no-effects", "--json"]).output
            try bench.command(["loadline", "--run", "childress", "--paths", "32"])
            region = try bench.command(["run", "region", "--paths", "64", "--no-effects", "--json"]).output
        }
    }
    private static let stored = Result { try Stored() }

    @Test(
        "Every page about one deal has a title, its place in the navigation, and figures or tables",
        arguments: Workbench.pages)
    func pages(page: String) async throws {
        let bench = try Self.stored.get().bench
        let reply = try await bench.get("/runs/childress/\(page)")
        if page == "power", reply.status == 422 {
            #expect(reply.text.contains("no power region is modelled"))
            return
        }
        #expect(reply.status == 200, "\(reply.text.suffix(900))")
        #expect(reply.text.contains("<h1>") && reply.text.contains("aria-current=\"page\""))
        #expect(reply.text.contains("<svg") || reply.text.contains("<table") || reply.text.contains("type=\"range\""))
        #expect(!reply.text.contains(" style=\"") && !reply.text.contains(" onclick"))
    }

    @Test("An assumption says what it explains only where that is more than chance, and stands under its title")
    func assumptions() async throws {
        let bench = try Self.stored.get().bench
        let page = try await bench.get("/runs/childress/edit").text
        let screen = try AnswerJSON.read(
            AssumptionScreen.self, try await bench.get("/api/v1/runs/childress/edit").text)
        let heavy = screen.rows.count { $0.weight > screen.chance }
        #expect(!screen.rows.isEmpty)
        #expect(page.components(separatedBy: "; explains ").count - 1 == heavy)
        #expect(page.contains("by chance alone") == (heavy > 0))
        for row in screen.rows {
            #expect(page.contains("title=\"\(row.input)\"") && !page.contains(">\(row.input)</label>"), "\(row.input)")
        }
    }

    @Test("Power of a planner's region answers with pictures")
    func region() async throws {
        let bench = try Self.stored.get().bench
        let reply = try await bench.get("/runs/region/power")
        #expect(reply.status == 200, "\(reply.text.suffix(900))")
        #expect(reply.text.contains("id=\"exceedance\"") && reply.text.contains("chart-data"))
        let svg = try await bench.get("/runs/region/power.svg?part=shortfall")
        #expect(svg.text.hasPrefix("<svg") && svg.headers["content-type"] == "image/svg+xml")
    }

    @Test("Pages and data carry the numbers that the command line prints")
    func sameNumbers() async throws {
        let stored = try Self.stored.get()
        let bench = stored.bench
        let served = try await bench.get("/api/v1/runs/childress/overview").text
        #expect(served == stored.childress)
        let answer = try AnswerJSON.read(OverviewAnswer.self, stored.childress)
        let iren = try #require(answer.defaults.first { $0.party == "iren" })
        #expect(iren.probability.value > 0)
        let page = try await bench.get("/runs/childress/overview").text
        #expect(page.contains(Figure.percent(iren.probability.value)))
        let csv = try await bench.get("/runs/childress/overview.csv?part=causes").text
        let line = try #require(csv.split(separator: "\r\n").first { $0.hasPrefix("IREN,") })
        #expect(line.split(separator: ",").contains(Substring("\(iren.probability.value * 100)")), "\(line)")
    }

    @Test(
        "Answers that are computed again are the command line's: power, statements, trace, facts, story, load lines, comparison"
    )
    func sameAnswers() async throws {
        let bench = try Self.stored.get().bench
        for (command, address) in [
            (["answer", "power", "region", "--paths", "64"], "region/power?paths=64"),
            (
                ["explain", "childress", "--path", "3", "--statements", "iren"],
                "childress/statements?party=iren&path=3"
            ),
            (["trace", "iren", "childress", "--path", "0"], "childress/trace?party=iren&path=0"),
            (["explain", "childress", "--path", "3"], "childress/stories?path=3"),
            (["answer", "wall", "childress"], "childress/wall"), (["facts", "childress"], "childress/facts"),
            (["loadline", "--scenario", "childress", "--paths", "32"], "childress/load-lines"),
            (["compare", "1", "2", "--paths", "64"], "2/compare?with=1&paths=64"),
        ] {
            let printed = try bench.command(command + ["--json"])
            #expect(printed.code == 0)
            let served = try await bench.get("/api/v1/runs/\(address)")
            #expect(served.text == printed.output, "\(address)")
        }
    }

    @Test("What does not exist is named, with what there is")
    func missing() async throws {
        let bench = try Self.stored.get().bench
        let page = try await bench.get("/runs/childress/nowhere")
        #expect(page.status == 404 && page.text.contains("overview, money"))
        let run = try await bench.get("/api/v1/runs/999/overview")
        #expect(run.status == 404 && run.text.contains("\"error\""))
        #expect(try await bench.get("/runs/childress/parties?party=nobody").status == 422)
        #expect(try await bench.get("/runs/childress/stories?path=99999").status == 404)
        #expect(try await bench.get("/nothing").status == 404)
        #expect(try await bench.get("/assets/..%2f..%2fPackage.swift").status == 404)
        #expect(try await bench.get("/method/..%2farchitecture").status == 404)
    }

    @Test("The guide's pages, the list of runs, health, counts and the description of the API are there")
    func others() async throws {
        let bench = try Self.stored.get().bench
        #expect(try await bench.get("/healthz").text == "ok\n")
        #expect(try await bench.get("/").text.contains("/runs/1/overview"))
        let guide = try await bench.get("/method/money")
        #expect(guide.status == 200 && guide.text.contains("<article"))
        let described = try JSONTree(parsing: try await bench.get("/api/v1/openapi.json").text)
        #expect(described["openapi"]?.text == "3.1.0")
        for page in Workbench.pages { #expect(described["paths"]?["/api/v1/runs/{run}/\(page)"] != nil) }
        #expect(
            try await bench.get("/metrics").text.contains("plimsoll_requests_total{route=\"/healthz\",status=\"200\"}"))
        #expect(try JSONTree(parsing: try await bench.get("/api/v1/runs").text).list?.count == 3)
    }

    @Test("The memorandum needs nothing from elsewhere")
    func memo() async throws {
        let bench = try Self.stored.get().bench
        let served = try await bench.get("/runs/childress/memo.html")
        #expect(served.status == 200 && served.text.components(separatedBy: "class=\"page\"").count == 5)
        let answer = try AnswerJSON.read(OverviewAnswer.self, try Self.stored.get().childress)
        let file = MemoPage.html(answer, labels: .english, hasOwnStyle: true)
        #expect(!file.contains("src=") && !file.contains("<link") && !file.contains("<script"))
        #expect(file.contains(answer.digest))
    }
}
