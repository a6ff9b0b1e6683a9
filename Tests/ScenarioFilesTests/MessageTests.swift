import Calendar
import Model
import ScenarioFiles
import Testing

@Suite("What the reader says")
struct MessageTests {
    @Test("A scenario with every type of attribute is read, with its sources")
    func everything() throws {
        let scenario = try read(smallFiles)
        let loan = scenario["contracts"][0].record
        #expect(loan.reference("lender") == "bank")
        #expect(loan.choice("rank") == "senior")
        #expect(loan.quarter("from").description == "2026Q1")
        #expect(loan.records("draws")[0].input("amount").form == .constant(100e6))
        guard case .formula(let formula) = loan.input("margin").form else {
            Issue.record("the margin is a formula")
            return
        }
        #expect(formula.references == ["drivers.base.value"])
        #expect(formula.evaluate(at: 0) { _, _ in 0.043 } == 0.043 + 0.045)
        let load = scenario["contracts"][1].record.input("load")
        #expect(load.provenance == .facts(["p1"]))
        guard case .series(let steps) = load.form else {
            Issue.record("the load is a table")
            return
        }
        #expect(steps.map(\.value) == [0, 50])
        let miner = scenario["parties"][1].record
        #expect(miner.whole("staff") == 1_200)
        #expect(!miner.flag("listed"))
        #expect(miner.input("cash").provenance == .schemaDefault)
        #expect(scenario["parties"][0].record.optionalWhole("staff") == nil)
        let shock = scenario["shocks"][0].record
        #expect(shock.names("targets") == ["drivers.base.value"])
        #expect(shock.input("size").form == .constant(0.02))
        let correlation = scenario.correlations[0]
        #expect([correlation.first, correlation.second] == ["drivers.rent", "drivers.base"])
        #expect(correlation.provenance == .assumption(reason: "both follow, the cycle", low: 0.3, high: 0.7))
        #expect(scenario.facts.map(\.note) == ["with, comma", ""])
        #expect(scenario.files.map(\.path) == ["scenario.yaml", "facts.csv"])
        #expect(scenario.warnings.isEmpty)
    }

    @Test(
        "A mistake is shown at its place with its words, the reason and what to do",
        arguments: [
            (
                "lender: bank", "lender: bnak",
                "scenario.yaml:11:13: error: unknown party \"bnak\" in `lender`\n    | bnak\n    hint: did you mean \"bank\"?"
            ),
            (
                "5 B USD @p1", "5 B USD @p11",
                "scenario.yaml:4:24: error: unknown fact \"p11\"\n    | 5 B USD @p11\n    hint: did you mean \"p1\"?"
            ),
            (
                "5 B USD @p1", "5 GW @p1",
                "scenario.yaml:4:16: error: GW cannot be given where USD is wanted\n    | 5 GW @p1\n    hint: write for example `1 USD`"
            ),
            (
                "5 B USD @p1", "NaN",
                "scenario.yaml:4:16: error: NaN is not a number that a model can use\n    | NaN\n    hint: give its value"
            ),
            (
                "5 B USD @p1", "-5 USD @p1",
                "scenario.yaml:4:16: error: -5 USD lies outside of the allowed range 0 to 10000000000000 USD\n    | -5 USD @p1"
            ),
            (
                "staff: 1,200", "staff: 0",
                "scenario.yaml:7:12: error: `staff` is a whole number from 1 to 1000000\n    | 0"
            ),
            (
                "= drivers.base + 450 bp", "= drivers.base + 450 MW",
                "scenario.yaml:12:28: error: cannot add per year and MW\n    | = drivers.base + 450 MW"
            ),
            (
                "= drivers.base + 450 bp", "\"= drivers.bose + 450 bp\"",
                "scenario.yaml:12:16: error: unknown name \"drivers.bose\" in the formula\n    | = drivers.bose + 450 bp\n    hint: did you mean \"drivers.base\"?"
            ),
            (
                "margin: = drivers.base + 450 bp", "marign: 450 bp",
                "scenario.yaml:12:5: error: `contracts.loan` has no attribute `marign`\n    | marign\n    hint: did you mean \"margin\"?"
            ),
            (
                "{cash: 5 B USD @p1}", "{cash: 5 USD assumption, from nothing}",
                "scenario.yaml:4:34: error: `parties.bank` has no attribute `from nothing`\n    | from nothing\n    hint: within `{ }` a comma ends a value: put a value that holds one between quotes"
            ),
            (
                "kind: loan", "kind: laon",
                "scenario.yaml:10:11: error: unknown kind of contracts\n    | laon\n    hint: did you mean \"loan\"?"
            ),
            (
                "[drivers.base], size", "[drivers.bas], size",
                "scenario.yaml:20:18: error: there is no number at `drivers.bas`\n    | drivers.bas\n    hint: did you mean \"drivers.base\"?"
            ),
            (
                "[rent, drivers.base, 0.5", "[rant, drivers.base, 0.5",
                "scenario.yaml:22:6: error: there is nothing to correlate at `rant`\n    | rant\n    hint: did you mean \"rent\"?"
            ),
            (
                "drivers.base, 0.5 a", "drivers.base, 1.5 a",
                "scenario.yaml:22:26: error: 1.5 lies outside of the allowed range -1 to 1\n    | 1.5 assumption 0.3..0.7, both follow, the cycle"
            ),
            (
                "triangular(1, 2, 3)", "discrete(1:-20 %, 2:120 %)",
                "scenario.yaml:18:46: error: negative probability -0.2\n    | discrete(1:-20 %, 2:120 %) USD/GPU-h @p1\n    hint: write 0 to 100 %"
            ),
            (
                "quarters: 8", "quarters: many",
                "scenario.yaml:1:50: error: `quarters` is a whole number from 1 to 400\n    | many"
            ),
        ])
    func messages(old: String, new: String, message: String) {
        let found = findings(replacing: old, by: new)
        #expect(found.contains(message), "\(found.joined(separator: "\n"))")
    }

    @Test("Mistakes of several files are told at once, in the order of the files")
    func atOnce() {
        let found = findings([
            "scenario.yaml": smallScenario.replacing(
                "facts: facts.csv", "include: [one.yaml, two.yaml]\nfacts: facts.csv"),
            "facts.csv": factsTable, "one.yaml": "parties: {a: [}\n", "two.yaml": "drivers:\n\tx: 1\n",
        ])
        #expect(
            found == [
                "one.yaml:1:15: error: this is not YAML: did not find expected node content\n    | parties: {a: [}\n    hint: look at indentation, quotes and brackets; quote a text that holds `: ` or ` #`",
                "two.yaml:2:1: error: this is not YAML: found character that cannot start any token\n    | x: 1\n    hint: indent with blanks, not tabs",
            ], "\(found.joined(separator: "\n"))")
    }

    @Test("A name with nothing after it is an item with its defaults; what it needs is asked for")
    func bare() throws {
        let head = "scenario: {name: x, start: 2026Q1, quarters: 4}\n"
        let scenario = try read(["scenario.yaml": head + "parties:\n  bank:\n"])
        #expect(scenario["parties"][0].record.constant("cash") == 0)
        #expect(
            findings(["scenario.yaml": head + "drivers:\n  rent:\n"]) == [
                "scenario.yaml:3:3: error: `drivers.rent` needs `value`\n    | drivers.rent\n    hint: The number."
            ])
    }

    @Test("A correlation may be written as a map; twice in a file is an error, in an overlay it replaces")
    func correlations() throws {
        let list = "- [rent, drivers.base, 0.5 assumption 0.3..0.7, both follow, the cycle]"
        let map = "- {between: [rent, base], rho: 0.4 assumption}"
        let scenario = try read(["scenario.yaml": replaced(smallScenario, list, by: map), "facts.csv": factsTable])
        #expect(scenario.correlations[0].rho == 0.4)
        #expect(findings(replacing: list, by: "\(list)\n  \(map)").first?.contains("is written twice") == true)
        let overlay = try read([
            "scenario.yaml": "extends: ../base\ncorrelations: [[base, rent, 0.1 assumption]]\n",
            "../base/scenario.yaml": smallScenario, "../base/facts.csv": factsTable,
        ])
        #expect(overlay.correlations.map(\.rho) == [0.1])
    }

    @Test("Correlations that are no list are an error with the way to write them; none at all are none")
    func noList() throws {
        let list = "- [rent, drivers.base, 0.5 assumption 0.3..0.7, both follow, the cycle]"
        for (text, what, quote) in [
            ("rent: {drivers.base: 0.5 assumption}", "a map", "correlations"),
            ("rent, base", "`rent, base`", "rent, base"),
        ] {
            let found = findings(replacing: list, by: text)
            let says = "`correlations` is a list of pairs; this is \(what)\n    | \(quote)\n    hint: write below it"
            #expect(found.count == 1 && found[0].contains(says), "\(found)")
        }
        let none = try read(["scenario.yaml": replaced(smallScenario, list, by: ""), "facts.csv": factsTable])
        #expect(none.correlations.isEmpty)
    }

    @Test("A source of a number that is no text is an error, not left out")
    func sources() {
        let found = findings(
            replacing: "margin: = drivers.base + 450 bp",
            by: "margin: {value: 450 bp, assumption: guess, range: [400 bp, 500 bp]}")
        let says = "`range` of a number is one text; this is a list\n    | range\n    hint: write"
        #expect(found.count == 1 && found[0].contains(says), "\(found)")
    }
}

extension String {
    func replacing(_ old: String, _ new: String) -> String { replaced(self, old, by: new) }
}
