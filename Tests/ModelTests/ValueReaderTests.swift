import Calendar
import Model
import Testing

let here = Place(file: "scenario.yaml", line: 3, column: 9)

func fact(_ id: String, _ value: String = "9.7", _ unit: String = "USD_bn") -> Fact {
    Fact(
        id: id, subject: "", counterparty: "", quantity: "", value: value, unit: unit, period: "", kind: "reported",
        source: "", locator: "", confidence: "", note: "")
}

/// The message and hint of what a reading throws, after its offset; empty if nothing is thrown.
func problem(_ body: () throws -> Void) -> String {
    do { try body() } catch let error as TextProblem { return "\(error.offset): \(error)" } catch { return "\(error)" }
    return ""
}

@Suite("Values")
struct ValueReaderTests {
    let environment = Formula.Environment(lines: [:], facts: [fact("p412"), fact("p413")])

    func read(_ text: String, _ unit: Unit, _ range: ClosedRange<Double>? = nil) throws -> Input {
        try ValueReader(unit, range: range, environment: environment).read(text, at: here)
    }

    func number(_ text: String, _ unit: Unit) throws -> Double? {
        guard case .constant(let value) = try read(text, unit).form else { return nil }
        return value
    }

    @Test("Numbers are converted to the attribute's unit")
    func constants() throws {
        #expect(try number("35.2 B USD", .usd) == 35.2e9)
        #expect(try number("1,200.5 MW", .megawatts) == 1_200.5)
        #expect(try number("12_000_000 USD", .usd) == 12e6)
        #expect(try number("-4e-3", .share) == -0.004)
        #expect(try number("75%", .share) == 0.75)
        #expect(try number("450 bp", .ratePerYear) == 0.045)
        #expect(try number("4.3 % per year", .ratePerYear) == 0.043)
        #expect(try number("5 years", .quarters) == 20)
        #expect(try number(".5", .share) == 0.5)
        #expect(try number("9.7 M USD per MW-year", .usdPerMegawattYear) == 9.7e6)
    }

    @Test("A value carries its facts or its assumption")
    func provenance() throws {
        #expect(try read("35.2 B USD @p412,@p413", .usd).provenance == .facts(["p412", "p413"]))
        #expect(try read("35.2 B USD @p412 @p413", .usd).provenance == .facts(["p412", "p413"]))
        #expect(try read("35.2 B USD", .usd).provenance == .none)
        #expect(
            try read("75 % assumption 65..85 %, typical of loans", .share).provenance
                == .assumption(reason: "typical of loans", low: 0.65, high: 0.85))
        #expect(
            try read("75 % assumption (65 %..85 %): typical", .share).provenance
                == .assumption(reason: "typical", low: 0.65, high: 0.85))
        #expect(
            try read("75 % assumption: our view", .share).provenance
                == .assumption(reason: "our view", low: nil, high: nil))
        #expect(
            try read("75 % assumption, 2024 average", .share).provenance
                == .assumption(reason: "2024 average", low: nil, high: nil))
        #expect(try read("75 % assumption", .share).provenance == .assumption(reason: "", low: nil, high: nil))
        #expect(
            try read("1.3 assumption 1.1..1.5, range", "1").provenance
                == .assumption(reason: "range", low: 1.1, high: 1.5))
    }

    @Test("Distributions are read in the attribute's unit")
    func distributions() throws {
        func form(_ text: String, _ unit: Unit) throws -> Distribution? {
            guard case .distribution(let distribution) = try read(text, unit).form else { return nil }
            return distribution
        }
        #expect(
            try form("triangular(28, 35, 60) B USD per GW @p412", .usdPerMegawatt)
                == Distribution(.triangular, [28e6, 35e6, 60e6]))
        #expect(try form("uniform(10 %, 20 %)", .share) == Distribution(.uniform, [0.1, 0.2]))
        #expect(try form("pert(1, 2, 4) years", .quarters) == Distribution(.pert, [4, 8, 16]))
        #expect(try form("normal(mean 5, sd 1) %", .share) == Distribution(.normal, [0.05, 0.01]))
        #expect(
            try form("lognormal(sigma 0.3, median 0.45) B USD", .usd) == Distribution(.lognormal, [0.45e9, 0.3]))
        #expect(try form("beta(2, 5)", .share) == Distribution(.beta, [2, 5, 0, 1]))
        #expect(try form("beta(2, 5, 10, 30) MW", .megawatts) == Distribution(.beta, [2, 5, 10, 30]))
        #expect(
            try form("discrete(1: 20 %, 0: 80 %)", "x") == Distribution(.discrete, [1, 0], probabilities: [0.2, 0.8]))
        #expect(
            try form("discrete(2 quarters at 20%, 0 quarters at 80%)", .quarters)
                == Distribution(.discrete, [2, 0], probabilities: [0.2, 0.8]))
        #expect(try form("quantiles(p5 1, p50 2, p95 4) MW", .megawatts) == Distribution(.quantiles, [1, 2, 4]))
        #expect(
            try read("uniform(1, 2) assumption, wide", .share).provenance
                == .assumption(reason: "wide", low: nil, high: nil))
    }

    @Test(
        "What is no value says why and what to write",
        arguments: [
            ("35", "0: a unit is missing: 35 of what?; write for example `1 USD`"),
            ("35 MW", "0: MW cannot be given where USD is wanted; write for example `1 USD`"),
            ("35 B USDD", "3: the scale word \"B\" needs a unit after it; write for example `B USD`"),
            ("", "0: a value is missing; write for example `1 USD`"),
            ("much", "0: expected a number, found \"much\"; write for example `1 USD`"),
            ("NaN", "0: NaN is not a number that a model can use; give its value"),
            ("-inf", "0: infinity is not a number that a model can use; give a large value"),
            ("~5 USD", "0: \"about\" is no value; write the number and `assumption` with its range"),
            ("1e999 USD", "0: the number is too large"),
            ("35,2 USD", "2: a comma parts groups of three digits; write a decimal point: `35.2`, not `35,2`"),
            (
                "5..7 USD",
                "1: a span is not a value; write a distribution, `uniform(low, high)`, or the likely value and `assumption low..high`"
            ),
            ("5 USD @p999", "6: unknown fact \"p999\"; facts are listed in the files that `facts:` names"),
            ("5 USD @p421", "6: unknown fact \"p421\"; did you mean \"p412\"?"),
            ("5 USD @", "7: a fact's name is missing after @"),
            (
                "5 USD @p412 or so",
                "12: expected another fact, found \"or so\"; a value rests on facts or is an assumption: write `assumption, from @p412 ...`"
            ),
            ("5 USD assumption 9..7 USD", "17: the range runs downwards"),
            ("5 USD assumption 6..7 USD", "17: the value lies outside of its own range"),
            ("triangle(1, 2, 3) USD", "0: unknown distribution \"triangle\"; did you mean \"triangular\"?"),
            ("triangular(3, 2, 5) USD", "0: low 3 lies above the mode 2; write `triangular(low, mode, high)`"),
            ("triangular(1, 2) USD", "0: triangular has 3 numbers, not 2; write `triangular(low, mode, high)`"),
            ("quantiles(5, 2, 9) USD", "0: p5 5 is not below p50 2; write `quantiles(p5, p50, p95)`"),
            ("discrete(1: -20 %, 0: 120 %) USD", "12: negative probability -0.2; write 0 to 100 %"),
            ("discrete(1: 20 %, 0: 70 %) USD", "0: the probabilities sum to 0.9, not to one"),
            ("normal(5, 0) USD", "0: the standard deviation 0 is not positive; write `normal(mean, sd)`"),
            ("uniform(1, NaN) USD", "11: NaN is not a number that a model can use; give its value"),
            ("uniform(1, 2", "12: expected `,` or `)`, found \"the end\""),
        ])
    func problems(text: String, message: String) {
        #expect(problem { _ = try read(text, .usd) } == message)
    }

    @Test("A value outside of the attribute's range is refused, a distribution by its support")
    func ranges() {
        #expect(
            problem { _ = try read("120 %", .share, 0...1) } == "0: 1.2 lies outside of the allowed range 0 to 1")
        #expect(
            problem { _ = try read("uniform(50, 150) %", .share, 0...1) }
                == "0: the distribution reaches from 0.5 to 1.5, beyond the allowed range 0 to 1")
        #expect(
            problem { _ = try read("normal(50, 40) %", .share, 0...1) }.hasSuffix(
                "use a bounded shape such as `triangular(low, mode, high)`"))
        #expect(
            problem { _ = try read("-3 MW", .megawatts, 0...10) }
                == "0: -3 MW lies outside of the allowed range 0 to 10 MW")
    }

    @Test("A rate or share without a unit that is beyond its range is told how to write it")
    func bare() {
        #expect(
            problem { _ = try read("600", .ratePerYear, -0.05...1) }
                == "0: 600 lies outside of the allowed range -0.05 to 1; write `600 bp` or `6 %`")
        #expect(
            problem { _ = try read("6 assumption", .ratePerYear, -0.05...1) }
                == "0: 6 lies outside of the allowed range -0.05 to 1; write `6 %`")
        #expect(
            problem { _ = try read("75", .share, 0...1) }
                == "0: 75 lies outside of the allowed range 0 to 1; write `75 %`")
        #expect(
            problem { _ = try read("1.5", .dimensionless, -1...1) }
                == "0: 1.5 lies outside of the allowed range -1 to 1")
    }

    @Test("Where a number is fixed for the run only a constant will do")
    func fixed() {
        let reader = ValueReader(.usd, isFixed: true)
        #expect(
            problem { _ = try reader.read("uniform(1, 2) USD", at: here) }
                == "0: a distribution cannot stand here: the number is fixed for the whole run; write a constant")
        #expect(
            problem { _ = try reader.read("= 2 USD", at: here) }
                == "0: a formula cannot stand here: the number is fixed for the whole run; write a constant")
    }
}
