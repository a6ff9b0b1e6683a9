import Model
import Testing

@Suite("Scenarios laid over each other")
struct OverlayTests {
    func overlaid(_ text: String) -> [String: String] {
        [
            "scenario.yaml": "extends: ../base\n" + text, "../base/scenario.yaml": smallScenario,
            "../base/facts.csv": factsTable,
        ]
    }

    @Test("An attribute is replaced whole: no entry of the extended table is left")
    func attribute() throws {
        let scenario = try read(overlaid("contracts:\n  hall: {load: {2026Q2: 7 MW assumption}}\n"))
        guard case .series(let steps) = scenario["contracts"][1].record.input("load").form else {
            Issue.record("the load is a table")
            return
        }
        #expect(steps.map(\.value) == [7])
        #expect(scenario["contracts"][1].record.reference("tenant") == "miner")
    }

    @Test("An item of another kind replaces the extended one whole")
    func kind() throws {
        let scenario = try read(
            overlaid("contracts:\n  hall: {kind: loan, lender: bank, margin: 1 % assumption}\n"))
        #expect(scenario["contracts"][1].kind == "loan")
    }

    @Test("A fact takes the place of the extended scenario's fact of its id")
    func facts() throws {
        var files = overlaid("facts: own.csv\n")
        files["own.csv"] = factsTable.replacing("p1,A,,cash,5,", "p1,A,,cash,6,")
        #expect(try read(files).facts.map(\.value) == ["6", "4.3"])
    }

    @Test("Removing what is not there suggests the nearest")
    func remove() {
        #expect(
            findings(overlaid("remove: [contracts.hell]\n")) == [
                "scenario.yaml:2:10: error: there is nothing to remove\n    | contracts.hell\n    hint: did you mean \"contracts.hall\"?"
            ])
    }

    @Test("A mistake in the extended scenario is shown at its place there")
    func places() {
        var files = overlaid("")
        files["../base/scenario.yaml"] = smallScenario.replacing("lender: bank", "lender: bonk")
        #expect(findings(files).first?.hasPrefix("../base/scenario.yaml:11:13: error: unknown party \"bonk\"") == true)
    }

    @Test("A scenario may not extend or include what lies elsewhere")
    func elsewhere() {
        for line in [
            "extends: /etc", "extends: ../../up", "include: [../other/x.yaml]", "include: [/etc/passwd]",
            "include: [a/../../x.yaml]",
        ] {
            let found = findings(["scenario.yaml": smallScenario + "\n" + line + "\n", "facts.csv": factsTable])
            #expect(found.count == 1 && found[0].hasPrefix("scenario.yaml:23:"), "\(line): \(found)")
        }
    }
}
