import Foundation
import TestSupport
import Testing

struct NetworkCommandTests {
    private static let references = ReferenceFiles("network")
    private let tool = CommandLineTool()

    private func run(_ text: String, _ options: [String] = ["--json"], columns: Int = 80) throws
        -> CommandLineTool.Result
    {
        try tool.run("network", "networks.json", holding: text, options, columns: columns)
    }

    /// A network of two parties in which all can pay.
    private let good =
        #"{"name":"good","external_assets":[2,0],"tiers":[{"liabilities":[[0,1,2]],"to_outside":[0,0]}]}"#

    @Test(
        "Every public reference network is reproduced, name by name and key by key",
        .enabled(if: references.isPresent), arguments: references.paths)
    func reproduced(path: String) throws {
        let file = try #require(try ReferenceFiles.read(path).fields)
        let arrays = ["clearing", "extra", "models", "own_money_cases", "temporal_cases"].filter { file[$0] != nil }
        let result = try tool.run(["network", path, "--json"])
        if arrays.isEmpty {
            #expect(result.code == 1)
            #expect(result.errors.contains("holds none of the lists clearing, extra"))
            return
        }
        #expect(result.code == 0, "\(result.errors)")
        let answer = try #require(try JSONTree(parsing: result.output).fields)
        #expect(answer.keys.sorted() == arrays)
        for array in arrays {
            let (networks, found) = (try #require(file[array]?.list), try #require(answer[array]?.list))
            try #require(networks.count == found.count)
            for (network, computed) in zip(networks, found) {
                let name = try #require(network["name"]?.text)
                #expect(Set(computed.fields?.keys ?? [:].keys) == ["name", "result"])
                #expect(computed["name"]?.text == name)
                let result = try #require(computed["result"])
                let expected = try #require(Self.expected(network, array))
                // Signed equity is given to every clearing, though few references state it.
                let extra = Set(result.fields?.keys ?? [:].keys).subtracting(expected.keys).subtracting([
                    "signed_equity"
                ])
                #expect(extra.isEmpty, "\(name)")
                let differences = JSONComparison(tolerance: 1e-9).differences(result, .fields(expected))
                #expect(differences.isEmpty, "\(name)\(differences.prefix(3).joined(separator: "; "))")
            }
        }
    }

    /// What a network of the reference files should give: models have it from two programs.
    private static func expected(_ network: JSONTree, _ array: String) -> [String: JSONTree]? {
        guard array == "models" else { return network["expected"]?.fields }
        var expected = network["numpy"]?.fields ?? [:]
        expected.merge(network["extra"]?.fields ?? [:]) { $1 }
        expected["n_simple_cycles"] = nil
        return expected
    }

    @Test(
        "A malformed network is reported by its name, the others are computed, and the exit code is 1",
        arguments: [
            (#""external_assets":[1,0],"tiers":[{"liabilities":[[0,1,-3]]}]"#, "liabilities, row 0: -3 is negative"),
            (#""external_assets":[1,0],"tiers":[{"liabilities":[[0,1]]}]"#, "liabilities, row 0: 2 values where 3"),
            (#""external_assets":[1,0],"tiers":[{"liabilities":[[0,1,"NaN"]]}]"#, "row 0: \"NaN\" is not a number"),
            (#""external_assets":[1,NaN],"tiers":[]"#, "external_assets, row 1: NaN is not a finite number"),
            (
                #""external_assets":[1,-Infinity],"tiers":[]"#,
                "external_assets, row 1: -Infinity is not a finite number"
            ),
            (#""external_assets":[1,null],"tiers":[]"#, "external_assets, row 1: null is not a number"),
            (#""external_assets":[1,1e300],"tiers":[]"#, "external_assets, row 1: 1e+300 is not a number that"),
            (#""external_assets":[1,0]"#, "tiers: is missing"),
            (#""tiers":[]"#, "external_assets: is missing"),
            (#""external_assets":[1,0],"tiers":{}"#, "tiers: is not a list"),
            (#""external_assets":[1,0],"tiers":[7]"#, "tiers, row 0: is not an object"),
            (#""external_assets":[1,0],"tiers":[{"liabilities":[[1,1,3]]}]"#, "row 0: node 1 owes or pays itself"),
            (#""external_assets":[1,0],"tiers":[{"liabilities":[[0,2,3]]}]"#, "node 2 is not one of the 2 nodes"),
            (#""external_assets":[1,0],"tiers":[{"liabilities":[[0,0.5,3]]}]"#, "0.5 is not a whole number"),
            (#""external_assets":[1,0],"tiers":[{"liabilities":[],"to_outside":[0]}]"#, "1 entries where 2"),
            (#""external_assets":[1,0],"alpha":1.5,"tiers":[]"#, "alpha: 1.5 is not between 0 and 1"),
            (#""n":3,"external_assets":[1,0],"tiers":[]"#, "external_assets: 2 entries where 3 are expected"),
        ])
    func malformed(fields: String, reason: String) throws {
        let result = try run(#"{"clearing":[\#(good),{"name":"wrong",\#(fields)},\#(good)]}"#)
        #expect(result.code == 1 && !result.isCrash)
        #expect(result.errors.contains("networks.json: error: wrong: "), "\(result.errors)")
        #expect(result.errors.contains(reason), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1)
        let names = try JSONTree(parsing: result.output)["clearing"]?.list?.map { $0["name"]?.text }
        #expect(names == ["good", "good"])
    }

    @Test("What is wrong in the other lists is reported by name too")
    func otherLists() throws {
        let result = try run(
            #"""
            {"extra": [{"name": "odd", "family": "odd"}, {"family": "fire_sale"},
                {"name": "poor", "family": "linear_debtrank", "exposure": [[0]], "equity0": [0], "shock": [1]},
                {"name": "owned", "family": "cross_holdings", "C": [[0, 1], [1, 0]], "D": [[1], [1]],
                    "asset_prices": [1], "failure_cost": [0, 0], "threshold": [0, 0]}],
             "models": [{"name": "spender", "flows": [[0, 1, 5]], "inputs": [1, 0], "outputs": [0, 0]}],
             "own_money_cases": [{"name": "vast", "n": 1e9, "flows": []}],
             "temporal_cases": [
                {"name": "overdrawn", "opening_cash": [1, 0], "postings": [[1, 0, 1, 2, "revenue"]], "origin": 0},
                {"name": "past", "opening_cash": [1], "postings": [], "origin": 0, "horizon": -1}]}
            """#)
        #expect(result.code == 1 && !result.isCrash)
        for reason in [
            "odd: family: \"odd\" is not cross_holdings, fire_sale or linear_debtrank", "extra[1]: cash: is missing",
            "poor: equity0, row 0: 0 is not above zero", "owned: C: holdings of 2 leave nothing to outsiders",
            "spender: flows of party 0: a party pays 5 and gets only 1", "vast: n: 1000000000 nodes are more than",
            "overdrawn: postings, row 0: a payment of 2 by a pool that holds 1", "past: horizon: -1 is negative",
        ] { #expect(result.errors.contains(reason), "\(reason) in \(result.errors)") }
        let answer = try #require(try JSONTree(parsing: result.output).fields)
        #expect(answer.keys.sorted() == ["extra", "models", "own_money_cases", "temporal_cases"])
        #expect(answer.values.allSatisfy { $0.list == [] })
    }

    @Test("Networks of one name are all computed, and an error among them tells its place")
    func sameName() throws {
        let bad = #"{"name":"good","external_assets":[-1],"tiers":[]}"#
        let result = try run(#"{"clearing":[\#(good),\#(bad),\#(good)]}"#)
        #expect(result.code == 1)
        #expect(result.errors.contains("good (clearing[1]): external_assets, row 0: -1 is negative"))
        #expect(try JSONTree(parsing: result.output)["clearing"]?.list?.count == 2)
    }

    @Test(
        "What is no file of networks is refused in words",
        arguments: [
            ("", "is not JSON: line 1: the text ends where a value is expected"), ("{", "is not JSON"),
            ("[]", "is not a JSON object of lists"), ("3", "is not a JSON object of lists"),
            ("{}", "holds none of the lists"), ("{\"clearing\": 1}", "clearing: is not a list of networks"),
            ("{\"clearing\": [],}", "is not JSON: line 1: a key in quotes is expected"),
        ])
    func refused(text: String, reason: String) throws {
        let result = try run(text)
        #expect(result.code == 1 && !result.isCrash)
        #expect(result.errors.contains("networks.json: error: \(reason)"), "\(result.errors)")
    }

    @Test("Lists inside lists without end are refused")
    func deep() throws {
        let result = try run(String(repeating: "[", count: 100_000))
        #expect(result.code == 1 && !result.isCrash)
        #expect(result.errors.hasSuffix("is not JSON: line 1: more than 100 lists and objects inside one another\n"))
    }

    @Test("A folder, a missing file, and lists without networks are told apart")
    func files() throws {
        let folder = TemporaryFolder.make()
        #expect(try tool.run(["network", folder]).errors == "\(folder): error: is a folder, not a file\n")
        #expect(try tool.run(["network", "\(folder)/no"]).errors == "\(folder)/no: error: there is no such file\n")
        let empty = try run(#"{"clearing": [], "models": []}"#)
        #expect(empty.code == 0 && empty.errors.isEmpty)
        #expect(try JSONTree(parsing: empty.output) == .fields(["clearing": .list([]), "models": .list([])]))
    }

    @Test("Networks of no party, of one, and of one that owes only outsiders are computed")
    func small() throws {
        let result = try run(
            #"""
            {"clearing": [{"name": "none", "external_assets": [], "tiers": []},
                {"name": "one", "alpha": 0.5, "beta": 0, "external_assets": [1],
                    "tiers": [{"liabilities": [], "to_outside": [2]}, {"liabilities": [], "to_outside": [1]}]}],
             "models": [{"name": "closed", "flows": [[0, 1, 1], [1, 0, 1]], "inputs": [0, 0]}]}
            """#)
        #expect(result.code == 0, "\(result.errors)")
        let answer = try JSONTree(parsing: result.output)
        let one = try #require(answer["clearing"]?.list?.last?["result"])
        #expect(one["payment_by_tier"] == .list([.list([.number(0.5)]), .list([.number(0)])]))
        #expect(one["bankruptcy_cost_total"] == .number(0.5))
        #expect(one["signed_equity"] == .list([.number(-2)]))
        let closed = try #require(answer["models"]?.list?.first?["result"])
        #expect(closed["FCI"] == .number(1))
        #expect(closed["node_N_diag"] == .list([.null, .null]), "a unit that never leaves visits without end")
    }

    @Test("A horizon lets older money go out of count")
    func horizon() throws {
        func own(_ horizon: String) throws -> JSONTree? {
            let result = try run(
                #"""
                {"temporal_cases": [{"name": "two rounds", "opening_cash": [50, 10], "origin": 0, "horizon": \#(horizon),
                    "postings": [[1, 0, 1, 30, "financing"], [1, 1, 0, 20, "revenue"], [3, 0, 1, 30, "financing"],
                        [3, 1, 0, 40, "revenue"]]}]}
                """#)
            return try JSONTree(parsing: result.output)["temporal_cases"]?.list?.first?["result"]?["own"]
        }
        // 15 of the first 20; of the next 40 three quarters of 32 are fresh and 12 are two periods old.
        #expect(try own("null") == .text("51"))
        #expect(try own("2") == .text("51"))
        #expect(try own("1") == .text("39"))
        #expect(try own("0") == .text("39"))
    }

    @Test("The tables line up, fit the terminal, and say what they hold")
    func tables() throws {
        let text = #"""
            {"clearing": [{"name": "chain", "alpha": 0.5, "external_assets": [1, 1234.5, 0],
                "tiers": [{"liabilities": [[0, 1, 3]], "to_outside": [0, 2000.25, 0]}]}],
             "own_money_cases": [{"name": "triangle", "n": 2, "labels": ["chips", "lab"],
                "flows": [[0, 1, 10, "financing"], [1, 0, 10, "revenue"]], "external_in": [[0, 90, "customer"]],
                "external_out": [[0, 90]]}]}
            """#
        let result = try run(text, [])
        #expect(
            result.output == """
                chain: payments that clear, 3 parties; a default leaves 50.00 % of assets and
                100.00 % of receipts
                  party      owes    pays  recovery  net worth  state
                  0          3.00    0.50   16.67 %      -2.00  default
                  1      2,000.25  617.75   30.88 %    -765.25  default
                  2          0.00    0.00         -       0.00  solvent
                  2 of 3 in default; 618.25 paid of 2,003.25 owed; bankruptcy costs 617.75.
                  No other payments clear.

                triangle: own money in revenue, 2 parties
                  party  revenue  own money  of revenue  at least  at most  financed
                  chips      100         10     10.00 %        10       10        10
                  lab          0          0           -         0        0         0
                  party  from customer  from capital  from cash
                  chips       100.00 %        0.00 %     0.00 %
                  lab         100.00 %        0.00 %     0.00 %
                  Of each dollar of revenue 10 cents are the seller's own money.
                  Finn cycling index 10.00 %; 100.00 % of flows between parties could go round
                  in loops.


                """)
        for columns in [80, 120] {
            let lines = try run(text, [], columns: columns).output.split(separator: "\n")
            #expect(lines.allSatisfy { $0.count <= columns })
        }
    }
}
