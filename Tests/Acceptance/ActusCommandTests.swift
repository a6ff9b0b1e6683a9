import Foundation
import TestSupport
import Testing

struct ActusCommandTests {
    private static let references = ReferenceFiles("actus")
    private let tool = CommandLineTool()

    /// A loan of 1,000 at 12 % over 2026 with two interest payments, with some of its terms changed.
    private func terms(_ changes: String = "", id: String = "loan") -> String {
        #"""
        {"contractType": "PAM", "contractID": "\#(id)", "contractRole": "RPA", "currency": "USD",
        "statusDate": "2025-12-31T00:00:00", "initialExchangeDate": "2026-01-01T00:00:00",
        "maturityDate": "2027-01-01", "notionalPrincipal": "  1000", "nominalInterestRate": 0.12,
        "dayCountConvention": "30E360", "cycleAnchorDateOfInterestPayment": "2026-07-01",
        "cycleOfInterestPayment": "P6ML1"\#(changes.isEmpty ? "" : ", " + changes)}
        """#
    }

    private func run(_ text: String, _ options: [String] = ["--json"], columns: Int = 80) throws
        -> CommandLineTool.Result
    {
        try tool.run("actus", "contracts.json", holding: text, options, columns: columns)
    }

    /// `2026-07-01 IP` for each event of a contract in the answer.
    private func dates(_ result: CommandLineTool.Result, _ id: String) throws -> [String]? {
        try JSONTree(parsing: result.output)[id]?.list?.map {
            "\($0["eventDate"]?.text?.prefix(10) ?? "?") \($0["eventType"]?.text ?? "?")"
        }
    }

    @Test(
        "Every public ACTUS reference contract is reproduced, row by row and key by key",
        .enabled(if: references.isPresent), arguments: references.paths)
    func reproduced(path: String) throws {
        let cases = try #require(try ReferenceFiles.read(path).fields)
        let result = try tool.run(["actus", path, "--json"])
        #expect(result.code == 0, "\(result.errors)")
        let answer = try #require(try JSONTree(parsing: result.output).fields)
        #expect(Set(answer.keys) == Set(cases.keys))
        for (id, item) in cases {
            let (events, rows) = (answer[id]?.list ?? [], try #require(item["results"]?.list))
            #expect(events.count == rows.count, "\(id)")
            for (place, (event, row)) in zip(events, rows).enumerated() {
                let differences = Self.differences(event, row, of: id)
                #expect(differences.isEmpty, "\(id), row \(place): \(differences.joined(separator: "; "))")
            }
        }
    }

    /// Where an event differs from a row of the reference tests: dates, types and currencies must be equal.
    private static func differences(_ event: JSONTree, _ row: JSONTree, of id: String) -> [String] {
        (row.fields ?? [:]).compactMap { key, expected in
            switch key {
            case "eventType", "currency":
                return event[key] == expected ? nil : "\(key) \(event[key] ?? .null), expected \(expected)"
            case "eventDate", "exerciseDate":
                // Some rows leave out the seconds, or the date of an exercise that was none.
                let wanted = expected.text.map { $0.count == 16 ? $0 + ":00" : $0 }
                return event[key]?.text == wanted ? nil : "\(key) \(event[key] ?? .null), expected \(expected)"
            default:
                guard let found = event[key]?.number, let wanted = expected.number else {
                    return "\(key) \(event[key] ?? .null), expected \(expected)"
                }
                // The one number of the reference tests that was truncated when they were written.
                let isTruncated = id == "guarantee14" && event["eventType"] == .text("STD") && key == "payoff"
                let tolerance = isTruncated ? 2e-7 : 1e-9
                return abs(found - wanted) <= tolerance * max(1, abs(wanted))
                    ? nil : "\(key) \(found), expected \(wanted)"
            }
        }
    }

    @Test("Events have the keys of the reference tests, and exercises two more")
    func keys() throws {
        let result = try run(
            #"""
            {"loan": {"terms": \#(terms()), "to": "", "results": [], "remark": "ignored"},
             "call": {"terms": {"contractType": "OPTNS", "contractID": "call", "contractRole": "BUY", "currency": "USD",
                "statusDate": "2026-01-01", "maturityDate": "2026-06-30", "optionType": "C", "optionStrike1": 100,
                "optionExerciseType": "E", "settlementPeriod": "P0D", "deliverySettlement": "S",
                "contractStructure": [{"object": {"marketObjectCode": "SHARE"}, "referenceType": "MOC",
                    "referenceRole": "UDL"}]},
              "dataObserved": {"SHARE": {"identifier": "SHARE",
                "data": [{"timestamp": "2026-01-01T00:00:00", "value": "120"}]}}}}
            """#)
        #expect(result.code == 0, "\(result.errors)")
        let answer = try JSONTree(parsing: result.output)
        let plain = [
            "accruedInterest", "currency", "eventDate", "eventType", "nominalInterestRate", "notionalPrincipal",
            "payoff",
        ]
        #expect(answer["loan"]?.list?.first?.fields?.keys.sorted() == plain)
        let settled = try #require(answer["call"]?.list?.last { $0["eventType"] == .text("XD") }?.fields)
        #expect(settled.keys.sorted() == (plain + ["exerciseAmount", "exerciseDate"]).sorted())
        #expect(settled["exerciseAmount"] == .number(20))
    }

    @Test("`--from` and `--to` show the events of both days and between, `--to` in place of the file's own end")
    func window() throws {
        let text = #"{"a": {"terms": \#(terms()), "to": "2026-08-01T00:00:00"}}"#
        let all = ["2026-01-01 IED", "2026-07-01 IP", "2027-01-01 IP", "2027-01-01 MD"]
        for (options, expected) in [
            ([], Array(all[..<2])), (["--from", "2026-07-01"], [all[1]]), (["--to", "2026-07-01"], Array(all[..<2])),
            (["--from", "2026-07-01", "--to", "2026-07-01"], [all[1]]), (["--to", "2030-01-01"], all),
            (["--from", "2026-07-01T00:00:01", "--to", "2026-12-31"], []),
        ] as [([String], [String])] {
            let result = try run(text, ["--json"] + options)
            #expect(result.code == 0, "\(result.errors)")
            #expect(try dates(result, "a") == expected, "\(options)")
        }
        let reversed = try run(text, ["--from", "2027-01-01", "--to", "2026-01-01"])
        #expect(reversed.code == 2 && reversed.errors.contains("--to 2026-01-01 comes before --from 2027-01-01"))
        let vague = try run(text, ["--from", "soon"])
        #expect(vague.code == 2 && vague.errors.contains("\"soon\" is not a date such as 2026-12-31"))
    }

    @Test(
        "A bad contract is reported with contract, term and rule, the others are computed, and the exit code is 1",
        arguments: [
            (#""notionalPrincipal": NaN"#, "notionalPrincipal must be a number; found nan"),
            (#""notionalPrincipal": "lots""#, "notionalPrincipal must be a number; found \"lots\""),
            (#""maturityDate": null"#, "maturityDate is required"),
            (
                #""maturityDate": "2027-02-30""#,
                "maturityDate must be a date, 2026-03-31T00:00:00; found \"2027-02-30\""
            ),
            (#""maturityDate": "2020-01-01""#, "maturityDate must not come before initialExchangeDate"),
            (#""cycleOfInterestPayment": "P0ML1""#, "cycleOfInterestPayment must be a cycle such as P3ML0"),
            (#""contractType": "BOND""#, "contractType must be one of PAM, LAM"),
            (#""contractRole": "BOSS""#, "contractRole must be one of RPA, RPL"),
            (#""calendar": "MARS""#, "calendar must be NC, MF or a calendar"),
            (#""dayCountConvention": "B252""#, "dayCountConvention must be one of AA, A360"),
            (
                #""cycleOfRateReset": "P1ML1", "marketObjectCodeOfRateReset": "NONE""#,
                "no value of market object \"NONE\" is known at 2026-02-01T00:00:00"
            ),
            (#""notionalPrincipal": 1e308, "nominalInterestRate": 1e10"#, "IP on 2026-07-01 is too large for a number"),
        ])
    func bad(changes: String, rule: String) throws {
        // The last of two equal keys counts.
        let result = try run(
            #"{"a": {"terms": \#(terms())}, "b": {"terms": \#(terms(changes, id: "wrong"))}, "c": {"terms": \#(terms())}}"#
        )
        #expect(result.code == 1 && !result.isCrash)
        #expect(result.errors.contains("contracts.json: error: b: wrong: \(rule)"), "\(result.errors)")
        #expect(try JSONTree(parsing: result.output).fields?.keys.sorted() == ["a", "c"])
    }

    @Test("A list of terms is computed by contract, and a contract named twice keeps both")
    func list() throws {
        let result = try run("[\(terms(id: "first")), \(terms(id: "second")), \(terms(id: "first")), 3]")
        #expect(result.code == 1)
        #expect(result.errors.contains("contract 4: terms must be an object; found 3"))
        let answer = try #require(try JSONTree(parsing: result.output).fields)
        #expect(answer.keys.sorted() == ["first", "first (3)", "second"])
        #expect(answer.values.allSatisfy { $0.list?.count == 4 })
    }

    @Test(
        "What is no file of contracts is refused in words",
        arguments: [
            ("", "is not JSON: line 1"), ("{", "is not JSON"), ("[]", "holds no contracts"),
            ("{}", "holds no contracts"),
            ("3", "must be an object of cases by name, or a list of terms; found 3"),
            (#"{"a": {"terms": []}}"#, "a: terms must be an object; found a list of 0"),
            (#"{"a": null}"#, "a: terms must be an object; found null"),
        ])
    func refused(text: String, reason: String) throws {
        let result = try run(text)
        #expect(result.code == 1 && !result.isCrash)
        #expect(result.errors.contains(reason), "\(result.errors)")
    }

    @Test("A folder and a missing file are told apart")
    func files() throws {
        let folder = TemporaryFolder.make()
        #expect(try tool.run(["actus", folder]).errors == "\(folder): error: is a folder, not a file\n")
        #expect(try tool.run(["actus", "\(folder)/no"]).errors == "\(folder)/no: error: there is no such file\n")
    }

    @Test("The schedule and the totals by year line up and fit the terminal")
    func tables() throws {
        let text = #"{"a loan": {"terms": \#(terms(#""notionalPrincipal": 1234567.891"#))}}"#
        #expect(
            try run(text, []).output == """
                a loan: PAM in USD
                  date        event         payoff     principal       rate
                  2026-01-01  IED    -1,234,567.89  1,234,567.89  12.0000 %
                  2026-07-01  IP         74,074.07  1,234,567.89  12.0000 %
                  2027-01-01  IP         74,074.07  1,234,567.89  12.0000 %
                  2027-01-01  MD      1,234,567.89          0.00  12.0000 %
                  year      total USD
                  2026  -1,160,493.82
                  2027   1,308,641.96


                """)
        guard let path = Self.references.paths.first else { return }
        let lines = try tool.run(["actus", path]).output.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 80 })
    }
}
