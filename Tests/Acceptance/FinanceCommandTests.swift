import Foundation
import TestSupport
import Testing

struct FinanceCommandTests {
    private static let references = ReferenceFiles("finance")
    private let tool = CommandLineTool()

    private func run(_ text: String, _ options: [String] = ["--json"], columns: Int = 80) throws
        -> CommandLineTool.Result
    {
        try tool.run("finance", "cases.json", holding: text, options, columns: columns)
    }

    @Test(
        "Every public reference case is reproduced, id by id and key by key",
        .enabled(if: references.isPresent), arguments: references.paths)
    func reproduced(path: String) throws {
        let family = try #require(path.split(separator: "/").last?.split(separator: ".").first)
        let cases = try #require(try ReferenceFiles.read(path)["cases"]?.list)
        let result = try tool.run(["finance", path, "--json"])
        #expect(result.code == 0, "\(result.errors)")
        let answer = try #require(try JSONTree(parsing: result.output).list)
        #expect(answer.map { $0["id"] } == cases.map { $0["id"] })
        for (found, item) in zip(answer, cases) {
            #expect(found.fields?.keys.sorted() == ["id", "outputs"])
            let id = try #require(item["id"]?.text)
            let (outputs, expected) = (try #require(found["outputs"]), try #require(item["outputs"]))
            let differences = FinanceReference.differences(
                outputs, case: id, expected: expected, family: String(family))
            #expect(differences.isEmpty, "\(id)\(differences.prefix(3).joined(separator: "; "))")
        }
    }

    @Test(
        "A bad case is reported with its id and key, the others are computed, and the exit code is 1",
        arguments: [
            (#"{"amounts": [-1], "dates": ["soon"]}"#, "'dates' is not a list of dates; found a list of 1"),
            (#"{"amounts": [-1, 2], "dates": ["2026-01-01"]}"#, "'dates' and 'amounts' differ in length"),
            (#"{"amounts": [-1, NaN]}"#, "'amounts' is not a list of numbers"),
            (#"{"rate_per_period": 0.1, "pv": 100, "n": 0}"#, "'n' is not from 1 to 100,000; found 0"),
            (#"{"rate_per_period": "5 %", "pv": 100, "n": 1}"#, "'rate_per_period' is not a number; found \"5 %\""),
            (#"{"rate_per_period": 1e300, "pv": 100, "n": 12}"#, "balance_after[0] is too large for a number"),
            (#"{"basis": 100, "life": 4, "convention": "half-year"}"#, "'life' is not a recovery period"),
            (#"{"basis": 100, "life": 5, "salvage": 120}"#, "'salvage' is not from 0 to the basis; found 120"),
            (
                #"{"basis": 100, "life": 5, "convention": "half-year", "bonus_percent": 150}"#,
                "'bonus_percent' is not from 0 to 100; found 150"
            ),
            (#"{"start": "2025-02-30", "end": "2025-03-01"}"#, "'start' is not a date"),
            (#"{"coupon": 0.05}"#, "'settlement' is missing"),
            (#"{"overrides_and_base": 3}"#, "'overrides_and_base' is not a table; found 3"),
            ("{}", "the inputs are of no known family"), ("3", "'inputs' is not a table"),
        ])
    func bad(inputs: String, reason: String) throws {
        let good = #"{"id": "good", "inputs": {"amounts": [-1, 2]}}"#
        let result = try run(#"{"cases": [\#(good), {"id": "wrong", "inputs": \#(inputs)}, \#(good)]}"#)
        #expect(result.code == 1 && !result.isCrash)
        #expect(result.errors.contains("cases.json: error: case \"wrong\": \(reason)"), "\(result.errors)")
        #expect(try JSONTree(parsing: result.output).list?.map { $0["id"]?.text } == ["good", "good"])
    }

    @Test("A bare list, a single case, and cases without an id are computed")
    func forms() throws {
        for text in [#"[{"inputs": {"amounts": [-1, 2]}}]"#, #"{"inputs": {"amounts": [-1, 2]}}"#] {
            let result = try run(text)
            #expect(result.code == 0, "\(result.errors)")
            let cases = try #require(try JSONTree(parsing: result.output).list)
            #expect(cases.map { $0["id"] } == [.number(1)])
            #expect(cases[0]["outputs"]?["irr_pyxirr"] == .number(1))
        }
    }

    @Test(
        "What is no file of cases is refused in words",
        arguments: [
            ("", "is not JSON: line 1"), ("{", "is not JSON"), ("[]", "holds no cases"),
            ("{}", "holds neither a list of cases nor an object with 'cases'"), ("3", "holds neither a list"),
            (#"{"cases": 3}"#, "holds neither a list"), ("[3]", "case 1: 'inputs' is missing: a table"),
        ])
    func refused(text: String, reason: String) throws {
        let result = try run(text)
        #expect(result.code == 1 && !result.isCrash)
        #expect(result.errors.contains("cases.json: error: \(reason)"), "\(result.errors)")
    }

    @Test("A folder and a missing file are told apart")
    func files() throws {
        let folder = TemporaryFolder.make()
        #expect(try tool.run(["finance", folder]).errors == "\(folder): error: is a folder, not a file\n")
        #expect(try tool.run(["finance", "\(folder)/no"]).errors == "\(folder)/no: error: there is no such file\n")
    }

    @Test("Outputs are readable and fit the terminal")
    func table() throws {
        let result = try run(#"[{"id": "loan", "inputs": {"rate_per_period": 0.01, "n": 24, "pv": 250000}}]"#, [])
        #expect(
            result.output == """
                loan
                  balance_after   240,731.63, 231,370.58, 221,915.92, 212,366.71 ... 24 in all
                  ipmt            -2,500, -2,407.32, -2,313.71, -2,219.16 ... 24 in all
                  nper_back       24
                  pmt             -11,768.37
                  ppmt            -9,268.37, -9,361.05, -9,454.66, -9,549.21 ... 24 in all
                  rate_back       0.01
                  total_interest  -32,440.83


                """)
        for path in Self.references.paths {
            let lines = try tool.run(["finance", path]).output.split(separator: "\n")
            #expect(lines.allSatisfy { $0.count <= 80 }, "\(path)")
        }
    }
}
