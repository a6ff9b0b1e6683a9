import Foundation
import TestSupport
import Testing

struct PowerCommandTests {
    private let tool = CommandLineTool()

    private func file(_ text: String) throws -> String {
        let path = TemporaryFolder.make() + "/cases.json"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    private func list(_ text: String) throws -> [[String: Any]] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    }

    private let cases = """
        [{"id": "desk", "inputs": {"servers": 10, "service_rate": 1.0, "arrival": [9.0, 9.5]},
          "expected": {"9.0": {"P_wait": 0}, "9.5": {"P_wait": 0}}},
         {"id": "wrong", "inputs": {"servers": "ten", "arrival": 1}},
         {"id": "unknown", "inputs": {"colour": "red"}},
         {"inputs": {"base": "RTS-79", "flat_load_MW": [0, 100]}}]
        """

    @Test(
        "`power --json` prints id and result with the keys asked for; a case that is wrong is named, the others computed"
    )
    func mixed() throws {
        let result = try tool.run(["power", try file(cases), "--json"])
        #expect(result.code == 1 && !result.isCrash)
        let answers = try list(result.output)
        #expect(answers.count == 2)
        #expect(answers[0]["id"] as? String == "desk")
        let desk = try #require(answers[0]["result"] as? [String: [String: Double]])
        #expect(Set(desk.keys) == ["9.0", "9.5"])
        #expect((try #require(desk["9.0"]?["P_wait"]) - 0.668731524107697).magnitude < 1e-12)
        let system = try #require(answers[1]["result"] as? [String: [String: Double]])
        #expect((try #require(system["0"]?["LOLE_h"]) - 9.394175489454758).magnitude < 1e-9)
        #expect((try #require(system["100"]?["EUE_MWh"]) - 2561.590389790884).magnitude < 1e-6)
        for word in ["\"wrong\"", "servers", "\"unknown\"", "no known kind"] { #expect(result.errors.contains(word)) }
    }

    @Test("One case by itself is answered by one object, and as text with a line for each result")
    func single() throws {
        let path = try file(
            "{\"id\": \"gates\", \"inputs\": {\"gate_pass\": [0.5], \"gate_quarters\": [2], \"projects\": 4, \"MW\": 10}}"
        )
        let result = try tool.run(["power", path, "--json"])
        #expect(result.code == 0, "\(result.errors)")
        let answer = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect((answer["result"] as? [String: Any])?["mean_MW"] as? Double == 20)
        let text = try tool.run(["power", path])
        #expect(text.code == 0 && text.output.contains("completion_probability"))
    }

    @Test("Quarters and outages that are asked for may be any numbers", arguments: ["1e30", "-1e30", "nan", "inf"])
    func askedNumbers(key: String) throws {
        for (inputs, result) in [
            (#"{"base": "RTS-79", "flat_load_MW": 100}"#, "P_outage_at_least_MW"),
            (#"{"gate_pass": [0.5], "gate_quarters": [2], "projects": 4, "MW": 10}"#, "P_completed_by_quarter"),
        ] {
            let path = try file(#"{"id": "far", "inputs": \#(inputs), "expected": {"\#(result)": {"\#(key)": 0}}}"#)
            let answer = try tool.run(["power", path, "--json"])
            #expect(!answer.isCrash && [0, 1].contains(answer.code), "\(result), \(key): \(answer.errors)")
        }
    }

    @Test("Files that are none are refused in words")
    func refusals() throws {
        for text in ["", "[]", "{", "42", "{\"id\": 1}", "[1, null, \"x\"]", "{\"cases\": 3}"] {
            let result = try tool.run(["power", try file(text), "--json"])
            #expect(result.code == 1 && !result.isCrash, "\(text)")
            #expect(!result.errors.isEmpty, "\(text)")
        }
        #expect(try tool.run(["power", "/nowhere.json"]).code == 1)
        #expect(try tool.run(["power", "/"]).code == 1)
    }

    @Test("Every shared case is answered with the keys of its expected results")
    func shared() throws {
        let folder = PackageRoot.path("../shared/references/power")
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name.hasSuffix(".json") {
            let data = try #require(FileManager.default.contents(atPath: "\(folder)/\(name)"))
            let item = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            let expected = try #require(item["expected"] as? [String: Any])
            let run = try tool.run(["power", "\(folder)/\(name)", "--json"])
            #expect(run.code == 0, "\(name): \(run.errors)")
            let answer = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
            #expect(answer["id"] as? String == item["id"] as? String)
            let result = try #require(answer["result"] as? [String: Any])
            if item["inputs"] != nil {
                #expect(Set(result.keys) == Set(expected.keys), "\(name)")
            } else {
                #expect(result["status"] as? String == expected["status"] as? String, "\(name)")
            }
        }
    }
}
