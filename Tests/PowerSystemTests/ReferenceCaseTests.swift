import PowerSystem
import Testing

struct ReferenceCaseTests {
    @Test("every shared case of pipelines, adequacy and local economy is within its tolerance, with its own keys")
    func cases() throws {
        for (name, item) in References.cases where item["inputs"] != nil {
            let expected = try #require(item["expected"])
            let tolerances = item["tolerances"]
            let result = try PowerCase.result(of: item, asked: AskedShape(expected))
            let found = differences(result, expected, relative: tolerances?["rel"]?.double ?? 0) { path in
                if path.hasSuffix("hours") || path.hasSuffix("off") { return tolerances?["hours_abs"]?.double ?? 1e-12 }
                // What follows from a headroom that may be off by a hundredth of a MW is off in proportion.
                if path.hasSuffix("_MWh"), tolerances?["abs_MW"] != nil { return 20 }
                return tolerances?["abs"]?.double ?? tolerances?["abs_MW"]?.double ?? 1e-12
            }
            #expect(found.isEmpty, "\(name): \(found.prefix(5))")
        }
    }

    @Test("the values of 'expected' change no result: only its names are read")
    func namesOnly() throws {
        func emptied(_ value: CaseValue) -> CaseValue {
            switch value {
            case .fields(let fields): .fields(fields.map { .init($0.key, emptied($0.value)) })
            case .list(let values): .list(values.map { _ in .null })
            default: .null
            }
        }
        for (name, item) in References.cases where item["inputs"] != nil {
            let expected = try #require(item["expected"])
            let asked = try PowerCase.result(of: item, asked: AskedShape(expected))
            #expect(try PowerCase.result(of: item, asked: AskedShape(emptied(expected))) == asked, "\(name)")
        }
    }

    @Test("every shared linear program reaches its objective, values in their ranges and duals in their intervals")
    func programs() throws {
        for (name, item) in References.cases where item["lp"] != nil {
            try check(name, item, try PowerCase.result(of: item))
        }
    }

    @Test("plans built from their description cost the same as the programs written out")
    func domains() throws {
        for (name, item) in References.cases where item["domain"] != nil {
            guard item["domain"]?["sources"] != nil || item["domain"]?["fixed_per_MW_yr"] != nil else { continue }
            // The infeasible case says only in its program that nothing may go unserved.
            guard item["expected"]?["status"] == .text("Optimal") else { continue }
            let fields = item.entries.filter { $0.key != "lp" }
            let asked = try #require(item["expected"].map { AskedShape($0) })
            let result = try PowerCase.result(of: .fields(fields), asked: asked)
            try check(name, item, result)
            for entry in item["expected"]?["headline"]?.entries ?? [] {
                let found = try #require(result["headline"]?[entry.key]?.double)
                #expect((found - (entry.value.double ?? 0)).magnitude < 1e-3, "\(name): \(entry.key)")
            }
        }
    }

    private func check(_ name: String, _ item: CaseValue, _ result: CaseValue) throws {
        let expected = try #require(item["expected"])
        #expect(result["status"] == expected["status"], "\(name)")
        guard let objective = expected["objective"]?.double else { return }
        let found = try #require(result["objective"]?.double)
        #expect((found - objective).magnitude <= 1e-7 * objective.magnitude, "\(name)")
        for range in expected["primal_range"]?.entries ?? [] {
            guard let value = result["primal"]?[range.key]?.double, range.value.numbers.count == 2 else { continue }
            let ends = range.value.numbers
            #expect(value > ends[0] - 1e-3 && value < ends[1] + 1e-3, "\(name): \(range.key)")
        }
        for interval in expected["dual_left_right"]?.entries ?? [] {
            guard let value = result["row_dual"]?[interval.key]?.double, case .list(let ends) = interval.value else {
                continue
            }
            // Ends are finite differences of the objective, whose own digits end at 1e-3 of a dollar here.
            let slack = 1e-5 * max(1, value.magnitude) + 1e-13 * objective.magnitude
            if let low = ends[0].double, let high = ends[1].double {
                #expect(value > min(low, high) - slack && value < max(low, high) + slack, "\(name): \(interval.key)")
            }
        }
    }

    @Test("what cannot be computed is refused with the key and what to do, and never crashes")
    func refusals() throws {
        let wrong: [(CaseValue, String)] = [
            (.number(1), "table"), (.table([:]), "no known kind"), (.table(["servers": .text("x")]), "servers"),
            (.table(["gate_pass": .numbers([0.5, 1.5]), "gate_quarters": .numbers([1, 2])]), "gate_pass, row 1"),
            (.table(["gate_pass": .numbers([0.5]), "gate_quarters": .numbers([1, 2])]), "gate_quarters"),
            (.table(["slots": .numbers([1]), "orders": .numbers([-1])]), "orders"),
            (.table(["base": .text("nowhere")]), "nowhere"),
            (.table(["supply": .number(-5), "claims": .numbers([1])]), "supply"),
            (.table(["units": .list([.numbers([1, 10, 2])]), "load_MW": .number(5)]), "outage rate"),
            (.table(["units": .list([.numbers([1, 1e9, 0.1])]), "load_MW": .number(5)]), "MW"),
            (.table(["A": .list([.numbers([1, 1]), .numbers([1, 1])])]), "A"),
            (.table(["stages_advance_withdraw": .list([.numbers([0.7, 0.7])])]), "more than 1"),
            (.table(["projects": .number(1e18), "beta": .numbers([1, 1])]), "projects"),
        ]
        for (inputs, word) in wrong {
            do {
                let result = try PowerCase.result(inputs)
                Issue.record("\(inputs) gave \(result)")
            } catch {
                #expect(error.description.contains(word), "\(error)")
            }
        }
        let asked = AskedShape(.table(["size": .null, "colour": .null]))
        #expect(throws: PowerError.self) {
            try PowerCase.result(.table(["servers": .number(2), "arrival": .number(1)]), asked: asked)
        }
    }

    @Test("what is known of what is asked for is answered, and the rest is named")
    func partlyKnown() throws {
        let inputs = CaseValue.table(["servers": .number(2), "arrival": .number(1)])
        let known = try PowerCase.result(inputs, asked: AskedShape(.table(["P_wait": .null])))
        let asked = AskedShape(.table(["colour": .null, "P_wait": .null, "size": .null]))
        let result = try PowerCase.result(inputs, asked: asked)
        #expect(result.entries.map(\.key) == ["P_wait", "not_computed"])
        #expect(result["P_wait"] == known["P_wait"])
        #expect(result["not_computed"] == .list([.text("colour"), .text("size")]))
    }

    @Test("a state of charge is a share of the store, of any size")
    func stateOfCharge() throws {
        func lost(_ key: String, _ initial: Double, size: Double = 10) throws -> CaseValue {
            try PowerCase.result(
                .table([
                    "gen_MW": .number(10), "gen_lambda": .number(0.1), "gen_mu": .number(0.9),
                    "stor_MW": .number(size), "stor_MWh": .number(size), "load_MW": .numbers([8, 9]),
                    key: .number(initial),
                ]), asked: AskedShape(.table(["EUE_MWh": .null])))
        }
        #expect(try lost("initial_soc", 0.5) == lost("initial_MWh", 5))
        #expect(try lost("initial_soc", 0.5, size: 1) == lost("initial_MWh", 0.5, size: 1))
        #expect(throws: PowerError.self) { try lost("initial_soc", 2) }
    }

    @Test("any mutilation of a reference case ends with a result or a sentence")
    func mutilations() {
        var random = Seeded(1)
        let broken: [CaseValue] = [
            .null, .text("x"), .number(-1), .number(1e300), .number(.nan), .list([]), .fields([]), .flag(true),
            .number(0.5), .list([.null]),
        ]
        func mutilated(_ value: CaseValue, _ chance: Double) -> CaseValue {
            if Double.random(in: 0..<1, using: &random) < chance { return broken.randomElement(using: &random)! }
            switch value {
            case .fields(let fields): return .fields(fields.map { .init($0.key, mutilated($0.value, chance)) })
            case .list(let values): return .list(values.prefix(60).map { mutilated($0, chance / 4) })
            default: return value
            }
        }
        for (_, item) in References.cases {
            guard let inputs = item["inputs"] else { continue }
            for _ in 0..<60 { _ = try? PowerCase.result(mutilated(inputs, 0.08)) }
        }
    }
}
