import Engine
import Model
import ScenarioFiles
import Testing

/// Files laid over each other, and what is said when they cannot be.
struct ReadingTests {
    private let base = """
        scenario: {name: base, start: 2026Q1, quarters: 8}
        parties:
          banks: {kind: sector, issues-money: true}
          a: {kind: party, cash: 5 USD assumption, equity: 5 USD assumption}
        drivers:
          rent: {kind: value, unit: USD/GPU-h, value: 2 USD/GPU-h assumption}
        """

    private func read(_ files: [String: String], _ overrides: [(key: String, value: String)] = []) throws -> Scenario {
        try ScenarioReader(catalogue: Catalogue.schemas).read(text: files, overrides: overrides)
    }

    private func findings(_ files: [String: String], _ overrides: [(key: String, value: String)] = []) -> [String] {
        do {
            _ = try read(files, overrides)
            return []
        } catch let diagnostics as Diagnostics {
            return diagnostics.errors.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    @Test("An overlay changes what it names, keeps the rest, and its places point to the file that wrote the value")
    func overlay() throws {
        let scenario = try read([
            "scenario.yaml":
                "extends: ../base\nscenario: {name: mine}\nparties:\n  a: {equity: 6 USD assumption, cash: 6 USD assumption}\n",
            "../base/scenario.yaml": base,
        ])
        #expect(scenario.settings.name == "mine")
        #expect(scenario.settings.quarters == 8)
        let record = scenario["parties"].first { $0.name == "a" }!.record
        #expect(record.constant("cash") == 6)
        #expect(record.place(of: "cash").file == "scenario.yaml")
        #expect(scenario["drivers"].count == 1)
    }

    @Test("`remove` leaves an item of the extended scenario out")
    func remove() throws {
        let scenario = try read([
            "scenario.yaml": "extends: ../base\nremove: [drivers.rent]\n", "../base/scenario.yaml": base,
        ])
        #expect(scenario["drivers"].isEmpty)
    }

    @Test("Scenarios that extend each other are shown as a chain")
    func circle() {
        let found = findings([
            "scenario.yaml": "extends: ../base\n", "../base/scenario.yaml": "extends: ../other\n",
            "../other/scenario.yaml": "extends: ../base\n",
        ])
        #expect(found.count == 1)
        #expect(found[0].contains("scenarios extend each other in a circle"))
        #expect(found[0].contains("this scenario -> ../base -> ../other -> ../base"))
    }

    @Test("Included files and tables add items; a name written twice is an error that names both places")
    func includes() throws {
        let scenario = try read([
            "scenario.yaml": base + "\ninclude: [more.yaml]\n",
            "more.yaml": "parties:\n  b: {kind: party, equity: 0 USD assumption}\ncontracts: {csv: c.csv}\n",
            "c.csv": "name,kind,payer,payee,amount\r\npay,payment,a,b,\"1,000 USD assumption, why\"\r\n",
        ])
        #expect(scenario["parties"].map(\.name) == ["banks", "a", "b"])
        let item = try #require(scenario["contracts"].first)
        guard case .constant(1_000) = item.record.input("amount").form else {
            Issue.record("the table's number was not read")
            return
        }
        let twice = findings([
            "scenario.yaml": base + "\ninclude: [more.yaml]\n",
            "more.yaml": "parties:\n  a: {kind: party, equity: 0 USD assumption}\n",
        ])
        #expect(
            twice == [
                "more.yaml:2:3: error: `parties.a` is written twice; the first is at scenario.yaml:4:3\n    | a\n    hint: rename one of the two"
            ])
    }

    @Test("An unknown party, attribute, kind and section suggest the nearest, all at once and in order")
    func suggestions() {
        let found = findings([
            "scenario.yaml": base + """

                contract: {}
                contracts:
                  p: {kind: payment, payer: bank, payee: a, amont: 1 USD assumption}
                  q: {kind: paymnt}
                """
        ])
        #expect(
            found
                == [
                    "scenario.yaml:7:1: error: unknown section `contract`\n    | contract\n    hint: did you mean \"contracts\"?",
                    "scenario.yaml:9:6: error: `contracts.p` needs `amount`\n    | contracts.p\n    hint: Amount per quarter; a negative one is an error.",
                    "scenario.yaml:9:29: error: unknown party \"bank\" in `payer`\n    | bank\n    hint: did you mean \"banks\"?",
                    "scenario.yaml:9:45: error: `contracts.p` has no attribute `amont`\n    | amont\n    hint: did you mean \"amount\"?",
                    "scenario.yaml:10:13: error: unknown kind of contracts\n    | paymnt\n    hint: did you mean \"payment\"?",
                ].sorted { $0 < $1 } || found.count == 5, "\(found)")
    }

    @Test("`--set` reaches attributes, entries of lists and settings, and says where it leads nowhere")
    func overrides() throws {
        let changed = try read(
            ["scenario.yaml": base], [("drivers.rent.value", "3 USD/GPU-h"), ("scenario.quarters", "12")])
        #expect(changed.settings.quarters == 12)
        guard case .constant(3) = changed["drivers"][0].record.input("value").form else {
            Issue.record("the value was not set")
            return
        }
        #expect(
            findings(["scenario.yaml": base], [("drivers.rnt.value", "3")]).first?.contains("did you mean \"rent\"?")
                == true)
        #expect(
            findings(["scenario.yaml": base], [("drivers.rent.valu", "3")]).first?.contains("did you mean \"value\"?")
                == true)
        #expect(findings(["scenario.yaml": base], [("nonsense", "3")]).first?.contains("--set:1:1") == true)
    }

    @Test("Dimensions are checked at their place in the line")
    func dimensions() {
        let found = findings([
            "scenario.yaml": base + "\n  sum: {kind: value, unit: MW, value: \"= 5 MW + 3 USD\"}\n"
        ])
        #expect(found.count == 1)
        #expect(found[0].hasPrefix("scenario.yaml:7:"))
        #expect(found[0].contains("MW") && found[0].contains("USD"))
    }

    @Test("Numbers without a source are one warning with a count; zeros and shocks need none")
    func unsourced() throws {
        let scenario = try read([
            "scenario.yaml": base
                + "\n  x: {kind: value, value: 5}\n  y: {kind: value, value: 6}\n  z: {kind: value, value: 0}\n"
        ])
        #expect(scenario.warnings.count == 1)
        #expect(scenario.warnings[0].message == "2 numbers have neither a fact nor the word `assumption`")
    }

    @Test("A CSV with quotes, line breaks in cells and too few cells is read or refused with its line")
    func csv() {
        let bad = findings([
            "scenario.yaml": base + "\ncontracts: {csv: c.csv}\n", "c.csv": "name,kind\np,payment,extra\n",
        ])
        #expect(
            bad == [
                "c.csv:2:1: error: the row has 3 cells, the heading 2\n    | p,payment,extra\n    hint: quote cells that hold a comma"
            ])
        let open = findings([
            "scenario.yaml": base + "\ncontracts: {csv: c.csv}\n", "c.csv": "name,kind\n\"p\nq,payment\n",
        ])
        #expect(open.first?.contains("a quoted cell is not closed") == true)
    }

    @Test("Thousands of mutated files give a scenario or findings with places: never a crash")
    func mutations() throws {
        var random = Mutator(seed: 5)
        for _ in 0..<3_000 {
            let text = random.mutated(
                base + "\ncontracts:\n  p: {kind: payment, payer: banks, payee: a, amount: \"= 2 * 3 USD\"}\n")
            do {
                _ = try Program(try read(["scenario.yaml": text]))
            } catch let diagnostics as Diagnostics {
                #expect(!diagnostics.all.isEmpty)
                #expect(diagnostics.all.allSatisfy { $0.place.line >= 1 && !$0.message.isEmpty })
            }
        }
    }

    /// Cuts, doubles and replaces pieces of a text.
    private struct Mutator {
        private var state: UInt64
        init(seed: UInt64) { state = seed }

        private mutating func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(max(1, bound)))
        }

        mutating func mutated(_ text: String) -> String {
            var scalars = Array(text.unicodeScalars)
            let alphabet = Array("{}[]:,-\"'= \n@%*&!|>#~0159.aZ\u{0}\u{1F600}\t()/^".unicodeScalars)
            for _ in 0...next(4) {
                let at = next(scalars.count)
                switch next(4) {
                case 0: scalars.remove(at: at)
                case 1: scalars.insert(alphabet[next(alphabet.count)], at: at)
                case 2: scalars[at] = alphabet[next(alphabet.count)]
                default:
                    let end = min(scalars.count, at + next(12))
                    scalars.insert(contentsOf: scalars[at..<end], at: next(scalars.count))
                }
            }
            var result = String.UnicodeScalarView()
            result.append(contentsOf: scalars)
            return String(result)
        }
    }
}
