import Model
import Testing

@Suite("YAML within limits")
struct YAMLTests {
    @Test(
        "Text that is no scenario is refused with its place",
        arguments: [
            (
                "",
                "scenario.yaml:1:1: error: the file is empty\n    hint: a scenario starts with `scenario:` and a name"
            ),
            (
                "# only this\n",
                "scenario.yaml:1:1: error: the file is empty\n    hint: a scenario starts with `scenario:` and a name"
            ),
            (
                "- a\n",
                "scenario.yaml:1:1: error: a scenario's file is a map of sections; this is a list\n    hint: write for example `parties:` and the parties below it"
            ),
            ("a: 1\nb: \u{0}\n", "scenario.yaml:2:4: error: the file holds a NUL byte: it is no text"),
            (
                "a: 1\nb: \u{7}\n",
                "scenario.yaml:2:4: error: the file holds a control character (code 7): it is no text"
            ),
            (
                "a: @p1\n",
                "scenario.yaml:1:4: error: this is not YAML: found character that cannot start any token\n    | a: @p1\n    hint: a value cannot start with `@`: put it between quotes"
            ),
            (
                "a: 5 % assumption: why\r\nb: 1\r\n",
                "scenario.yaml:1:18: error: this is not YAML: mapping values are not allowed in this context\n    | a: 5 % assumption: why\n    hint: a value that holds `: ` needs quotes; `assumption, reason` needs none"
            ),
            (
                "a: 1\nb: 2\na: 3\n",
                "scenario.yaml:1:1: error: a key is written twice\n    | a\n    hint: keep one of the two"
            ),
            (
                "a: &x [1]\nb: [*x, *x]\n",
                "scenario.yaml:2:5: error: aliases (`*name`) are not allowed\n    | *x\n    hint: write the value out"
            ),
            (
                "a: *x\n",
                "scenario.yaml:1:4: error: this is not YAML: found undefined alias\n    | a: *x\n    hint: a value cannot start with `*`: put it between quotes"
            ),
        ])
    func refused(text: String, message: String) {
        #expect(findings(["scenario.yaml": text]) == [message])
    }

    @Test("Deep nesting is refused before the parser sees it")
    func nesting() {
        for text in [
            String(repeating: "[", count: 100_000), String(repeating: "a: {", count: 100_000),
            String(repeating: "- ", count: 100_000),
            "a: " + String(repeating: "[", count: 90) + String(repeating: "]", count: 90),
            (0..<200).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n"),
        ] {
            let found = findings(["scenario.yaml": text])
            #expect(found.count == 1 && found[0].contains("nested more than 60 deep"), "\(found)")
        }
    }

    @Test("Aliases that multiply each other, even as keys, are refused at once")
    func bombs() {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<40 {
            bomb += "a\(level): &a\(level) {? *a\(level - 1) : [*a\(level - 1), *a\(level - 1), *a\(level - 1)]}\n"
        }
        #expect(findings(["scenario.yaml": bomb])[0].contains("aliases (`*name`) are not allowed"))
    }

    @Test("A file of very many values is refused before memory is spent on them")
    func many() {
        let found = findings(["scenario.yaml": "a: [" + String(repeating: "x,", count: 2_000_000) + "x]"])
        #expect(found.count == 1 && found[0].contains("holds more than 1000000 values"), "\(found)")
    }

    @Test("Stars and ampersands within texts and formulas are no aliases")
    func stars() throws {
        let text = smallScenario.replacing("title: A miner", "title: \"&a and *a, R&D\"")
            .replacing("= drivers.base + 450 bp", "= drivers.base *2")
        #expect(throws: Never.self) { try read(["scenario.yaml": text, "facts.csv": factsTable]) }
    }

    @Test("Thousands of mistakes in a large file are answered soon and cut off")
    func mistakes() {
        let parties = (0..<5_000).map { "  p\($0): {cahs: 5 USD}\n" }.joined()
        let found = findings([
            "scenario.yaml": "scenario: {name: x, start: 2026Q1, quarters: 4}\nparties:\n" + parties
        ])
        #expect(found.count == 501)
        #expect(found.last?.hasSuffix("there are 500 findings or more; the rest was left unread") == true)
    }

    @Test("Twenty thousand items are read in seconds")
    func large() throws {
        let parties = (0..<20_000).map { "  p\($0): {cash: 5 USD assumption}\n" }.joined()
        let loans = (0..<2_000).map { "  l\($0): {kind: lease, tenant: p\($0), load: 5 MW assumption}\n" }.joined()
        let clock = ContinuousClock()
        let time = try clock.measure {
            let scenario = try read([
                "scenario.yaml":
                    "scenario: {name: x, start: 2026Q1, quarters: 4}\nparties:\n\(parties)contracts:\n\(loans)"
            ])
            #expect(scenario["parties"].count == 20_000)
        }
        #expect(time < .seconds(60))
    }
}
