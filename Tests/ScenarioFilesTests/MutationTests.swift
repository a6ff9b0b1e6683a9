import Model
import Testing

@Suite("Mutated files")
struct MutationTests {
    /// A linear congruential generator (Knuth, MMIX): the same mutations in every run.
    struct Mutator {
        var state: UInt64

        mutating func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(max(1, bound)))
        }

        static let pieces = [
            "{", "}", "[", "]", ":", ": ", ",", "- ", "\"", "'", "=", " ", "\n", "  ", "\t", "@", "%", "*", "&a ", "*a",
            "!", "|",
            ">", "#", "~", "0", "1e999", "-", ".", "..", "NaN", "(", ")", "^", "/", "assumption ", "= ", "per ",
            "csv: ",
            "extends: ", "2026Q9", "\u{0}", "\u{85}", "\u{feff}", "\u{1F600}", "e\u{301}", "\r", "if ", "lag(",
            "value: ",
            "lookup(", "?", "<<: ", "null", "9223372036854775808",
        ]

        /// Cuts, inserts, replaces and copies pieces of a text.
        mutating func mutated(_ text: String) -> String {
            var scalars = Array(text.unicodeScalars)
            for _ in 0...next(4) where !scalars.isEmpty {
                let at = next(scalars.count)
                let end = min(scalars.count, at + 1 + next(12))
                let piece = Array(Self.pieces[next(Self.pieces.count)].unicodeScalars)
                switch next(5) {
                case 0: scalars.removeSubrange(at..<end)
                case 1: scalars.insert(contentsOf: piece, at: at)
                case 2: scalars.replaceSubrange(at..<end, with: piece)
                case 3: scalars.insert(contentsOf: scalars[at..<end], at: next(scalars.count))
                default: scalars.swapAt(at, next(scalars.count))
                }
            }
            var result = String.UnicodeScalarView()
            result.append(contentsOf: scalars)
            return String(result)
        }
    }

    @Test("Whatever is changed in the files, there is a scenario or a finding with its place", arguments: 1...4)
    func files(seed: Int) {
        var random = Mutator(state: UInt64(seed))
        for _ in 0..<1_000 {
            var files = smallFiles
            let name = random.next(4) == 0 ? "facts.csv" : "scenario.yaml"
            files[name] = random.mutated(files[name]!)
            check(files)
        }
    }

    @Test("Whatever `--set` says, there is a scenario or a finding with its place")
    func overrides() {
        var random = Mutator(state: 9)
        let keys = [
            "drivers.base.value", "contracts.loan.draws.0.amount", "scenario.quarters", "contracts.hall.load.2026Q1",
        ]
        for _ in 0..<500 {
            let key = random.mutated(keys[random.next(keys.count)])
            check(smallFiles, [(key, random.mutated("triangular(1, 2, 3) % @p1"))])
        }
    }

    @Test("Whatever is written for a value or a formula, there is an input or a problem within its text")
    func values() {
        let environment = Formula.Environment(lines: ["drivers.a.value": "MW", "drivers.b.value": "per year"])
        let texts = [
            "35.2 B USD per MW-year assumption 1..2 USD per MW-year, why", "discrete(1 USD: 20 %, 0 USD: 80 %)",
            "= if drivers.a.value > 3 MW then lag(drivers.b.value, 2, 4 %) * 5 USD else clamp(1, 2, 3) * 2 USD",
            "= lookup(time, 0: 1 USD, 4: 3 USD) ^ 2 / max(1 USD, 2 USD) + ramp(2026Q1, 8) * 4 M USD",
        ]
        var random = Mutator(state: 77)
        for count in 0..<8_000 {
            let text = random.mutated(texts[count % texts.count])
            do {
                let place = Place(file: "x", line: 1, column: 1)
                let input = try ValueReader(.usd, range: 0...1e12, environment: environment).read(text, at: place)
                if case .formula(let formula) = input.form { _ = formula.evaluate(at: 3) { _, _ in 1 } }
            } catch {
                #expect(0...text.unicodeScalars.count ~= error.offset, "\(text): \(error)")
                #expect(!error.message.isEmpty)
            }
        }
    }

    private func check(_ files: [String: String], _ overrides: [(key: String, value: String)] = []) {
        do {
            _ = try read(files, overrides)
        } catch let diagnostics as Diagnostics {
            #expect(!diagnostics.errors.isEmpty)
            for finding in diagnostics.all {
                let isKnown = files[finding.place.file] != nil || finding.place.file == "--set"
                #expect(isKnown && finding.place.line >= 1 && finding.place.column >= 1, "\(finding)")
            }
        } catch {
            Issue.record("\(error)")
        }
    }
}
