import Foundation
import TestSupport
import Testing

struct RunCommandTests {
    private let tool = CommandLineTool()

    private func json(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test("`run --json` has the documented keys, and its audit is exactly zero cents")
    func keys() throws {
        let result = try tool.run(["run", "childress", "--paths", "300", "--audit", "--json", "--no-effects"])
        #expect(result.code == 0, "\(result.errors)")
        let answer = try json(result.output)
        for key in [
            "scenario", "version", "paths", "quarters", "seed", "seconds", "digest", "audit", "defaults", "losses",
            "covenants", "ratios", "power", "shocks", "assumptions",
        ] { #expect(answer[key] != nil, "\(key)") }
        #expect(answer["paths"] as? Int == 300)
        let audit = try #require(answer["audit"] as? [[String: Any]])
        #expect(audit.count == 8)
        #expect(audit.allSatisfy { $0["ok"] as? Bool == true })
        let defaults = try #require(answer["defaults"] as? [[String: Any]])
        for party in defaults {
            for key in ["party", "byQuarter", "probability2030", "standardError", "firstCause"] {
                #expect(party[key] != nil, "\(key)")
            }
        }
    }

    @Test("Threads and block width change no digest on the command line")
    func digests() throws {
        var digests: Set<String> = []
        for extra in [["--threads", "1"], ["--threads", "2"], ["--threads", "2", "--block", "64"]] {
            let result = try tool.run(
                ["run", "childress", "--paths", "600", "--json", "--no-effects", "--no-store"] + extra)
            digests.insert(try #require(try json(result.output)["digest"] as? String))
        }
        #expect(digests.count == 1)
    }

    @Test("A run is stored, listed, and any of its paths replays to the numbers of the run")
    func storeAndExplain() throws {
        let run = try tool.run(["run", "childress", "--paths", "400", "--json", "--no-effects"])
        #expect(run.code == 0, "\(run.errors)")
        let digest = try #require(try json(run.output)["digest"] as? String)
        let listed = try tool.run(["runs", "--json"])
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(listed.output.utf8)) as? [[String: Any]])
        #expect(rows.count == 1)
        #expect(rows[0]["status"] as? String == "finished")
        #expect(rows[0]["digest"] as? String == digest)
        let story = try tool.run(["explain", "1", "--worst", "parties.iren.default", "--json"])
        #expect(story.code == 0, "\(story.errors)")
        let told = try json(story.output)
        #expect((told["journal"] as? [Any])?.isEmpty == false)
        #expect((told["statements"] as? [Any])?.isEmpty == false)
        #expect(try tool.run(["explain", "latest", "--path", "400"]).code == 1)
        #expect(try tool.run(["explain", "latest", "--path", "399"]).code == 0)
        #expect(try tool.run(["explain", "9", "--path", "1"]).code == 1)
        let unknown = try tool.run(["explain", "latest", "--worst", "gpu-loan.lost"])
        #expect(unknown.code == 1 && unknown.errors.contains("contracts.gpu-loan.lost"), "\(unknown.errors)")
    }

    @Test("Wrong usage ends with 2 or the parser's code, wrong models with 1, and nothing is printed as an answer")
    func exitCodes() throws {
        #expect(try tool.run(["run", "no-such-scenario"]).code == 1)
        #expect(try tool.run(["run", "childress", "--shock", "nothing"]).code == 1)
        #expect(try tool.run(["run", "childress", "--set", "contracts.gpu-loan.margn=1 %"]).code == 1)
        for usage in [
            ["run", "--paths", "0"], ["run", "--paths", "many"], ["frobnicate"], ["run", "--set", "x"],
            ["explain", "--path", "1", "--worst", "parties.iren.default"],
        ] {
            let result = try tool.run(usage)
            #expect(result.code == 2, "\(usage): \(result.code)")
            #expect(result.output.isEmpty)
        }
    }

    @Test("A shock's severity may be written in its own unit or as a number")
    func severities() throws {
        func digest(_ shock: String) throws -> String {
            let result = try tool.run(
                ["run", "childress", "--paths", "100", "--json", "--no-store", "--shock", shock])
            #expect(result.code == 0, "\(result.errors)")
            return try #require(try json(result.output)["digest"] as? String)
        }
        #expect(try digest("power-late=2") == digest("power-late=2 quarters"))
        #expect(try digest("rents-down=-25 %") == digest("rents-down=-0.25"))
        #expect(try digest("rents-down") == digest("rents-down=-40 %"))
        let wrong = try tool.run(["run", "childress", "--shock", "power-late=2 MW"])
        #expect(wrong.code == 1)
        #expect(wrong.errors.contains("power-late=2 MW"))
    }

    @Test("A new scenario made from the template checks clean and runs")
    func initialise() throws {
        let folder = TemporaryFolder.make()
        let made = try tool.run(["init", "my-deal"], in: folder)
        #expect(made.code == 0, "\(made.errors)")
        let checked = try tool.run(["check", "my-deal", "--json"], in: folder)
        #expect(checked.code == 0, "\(checked.output)")
        let ran = try tool.run(["run", "my-deal", "--paths", "64", "--audit", "--json", "--no-store"], in: folder)
        #expect(ran.code == 0, "\(ran.errors)")
        #expect(try json(ran.output)["scenario"] as? String == "my-deal")
        #expect(try tool.run(["init", "my-deal"], in: folder).code == 1, "nothing is overwritten")
    }

    @Test("The childress deal has no number without fact or assumption")
    func sourced() throws {
        let result = try tool.run(["check", "childress"])
        #expect(result.code == 0)
        #expect(result.output.contains("0 errors, 0 warnings"), "\(result.output)")
    }
}
