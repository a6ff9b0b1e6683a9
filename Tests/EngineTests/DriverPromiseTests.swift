import Engine
import Model
import TestSupport
import Testing

/// What holds for every kind of driver: bits, replays, shocks, and errors that say what to do.
struct DriverPromiseTests {
    /// One driver of each kind that draws, each the amount of a payment, which the payer's earnings add up:
    /// a run keeps them of those who borrow.
    private static let drivers = """
          logistic: {kind: logistic, saturation: "uniform(2, 9) assumption", midpoint: 1 years assumption, speed: 1 per year assumption, plateau-probability: 40 % assumption, plateau-share: 50 % assumption, plateau-from: 2026Q3}
          bass: {kind: bass, market: 5 assumption, innovation: 3 % per year assumption, imitation: "uniform(0.2, 1) per year assumption", start: 1 assumption, plateau-probability: 40 % assumption, plateau-share: 50 % assumption, plateau-from: 2026Q3}
          gompertz: {kind: gompertz, saturation: 5 assumption, inflection: "normal(1, 0.2) years assumption", speed: 1 per year assumption, plateau-probability: 40 % assumption, plateau-share: 50 % assumption, plateau-from: 2026Q3}
          markov:
            kind: markov
            start: a
            states:
              - {name: a, value: 2 assumption, odds: [70 % assumption, 30 % assumption]}
              - {name: b, value: "uniform(4, 8) assumption", odds: [30 % assumption, 70 % assumption]}
          bootstrap: {kind: bootstrap, in: logs, data: [3 assumption, 4 assumption, 3.5 assumption, 5 assumption]}
        """
    private static let names = ["logistic", "bass", "gompertz", "markov", "bootstrap"]
    private static let targets =
        names.map { "drivers.\($0).value" } + [
            "drivers.logistic.saturation", "drivers.logistic.plateau-probability", "drivers.bass.market",
            "drivers.bass.imitation", "drivers.gompertz.plateau-share", "drivers.markov.states.0.value",
            "drivers.bootstrap.block-length",
        ]

    private static let credit =
        "  line: {kind: facility, borrower: firm, lender: banks, purpose: liquidity, commitment: 1 M USD assumption, "
        + "base-rate: 4 % assumption, margin: 3 % assumption, maturity: 2030Q4}"

    private static var text: String {
        let payments = names.map {
            "  \($0): {kind: payment, payer: firm, payee: banks, amount: = 1 M USD * drivers.\($0)}"
        }
        let shocks = targets.enumerated().flatMap { number, target in
            [
                "  scale-\(number): {kind: scale, targets: [\(target)], from: 2026Q2, size: 25 %}",
                "  replace-\(number): {kind: replace, targets: [\(target)], from: 2026Q2, "
                    + "value: \(target.hasSuffix("length") ? "2 quarters" : target.hasSuffix("imitation") ? "0.5 per year" : "0.6")}",
            ]
        }
        return DriverSample.text(
            drivers, quarters: 12,
            extra:
                "contracts:\n\(credit)\n\(payments.joined(separator: "\n"))\nshocks:\n\(shocks.joined(separator: "\n"))"
        ).replacing(
            "drivers:\n",
            with:
                "  firm: {kind: party, cash: 2 B USD assumption, equity: 2 B USD assumption}\ndrivers:\n"
        )
    }

    @Test("Blocks of 8, 32 and 64, one thread or two give the same digest")
    func digests() async throws {
        let program = try Reading.program(Self.text)
        let digest = try await Runner(program, threads: 1, width: 8).run(paths: 500).digest
        #expect(try await Runner(program, threads: 1, width: 32).run(paths: 500).digest == digest)
        #expect(try await Runner(program, threads: 2, width: 64).run(paths: 500).digest == digest)
    }

    @Test("A path run alone has the numbers it has in a run", arguments: [0, 1, 31, 64, 333])
    func alone(path: Int) async throws {
        let program = try Reading.program(Self.text)
        let batch = try DriverSample.courses(of: program, Self.names, paths: 384)
        let single = try DriverSample.courses(of: program, Self.names, paths: 1, firstPath: path, width: 8)
        for (all, one) in zip(batch, single) {
            for quarter in all.indices { #expect(all[quarter][path].bitPattern == one[quarter][0].bitPattern) }
        }
        let run = try await Runner(program).run(paths: 384)
        let replay = try Replay(program, path: UInt64(path))
        for (metric, column) in run.columns.enumerated() {
            #expect(
                replay.values[metric].bitPattern == column[path].bitPattern
                    || (replay.values[metric].isNaN && column[path].isNaN), "\(run.metrics[metric].name)")
        }
    }

    @Test("A shock of zero severity changes no bit, one of its own size some; on a value or on a parameter")
    func shocks() async throws {
        let calm = try await Runner(Reading.program(Self.text)).run(paths: 96).digest
        for number in Self.targets.indices {
            for kind in ["scale", "replace"] {
                let name = "\(kind)-\(number)"
                let still = try Reading.program(Self.text, shocks: [ShockSetting(name: name, severity: 0)])
                #expect(try await Runner(still).run(paths: 96).digest == calm, "\(name) \(Self.targets[number])")
                let moved = try Reading.program(Self.text, shocks: [ShockSetting(name: name)])
                #expect(try await Runner(moved).run(paths: 96).digest != calm, "\(name) \(Self.targets[number])")
            }
        }
    }

    @Test("A shock to a driver's value does not feed back into its process")
    func noFeedback() throws {
        let calm = try DriverSample.courses(of: Reading.program(Self.text), Self.names, paths: 64)
        for (index, name) in Self.names.enumerated() {
            let program = try Reading.program(Self.text, shocks: [ShockSetting(name: "scale-\(index)")])
            let shocked = try DriverSample.courses(of: program, [name], paths: 64)[0]
            for quarter in 1..<12 {
                #expect(zip(calm[index][quarter], shocked[quarter]).allSatisfy { $1 == $0 * 1.25 }, "\(name)")
            }
        }
    }

    // MARK: Errors

    private func findings(_ line: String) -> String {
        Reading.findings(DriverSample.text("  x: {\(line)}", quarters: 8))
    }

    @Test("A plateau that is told by half says what is missing; a date beyond the run is quoted")
    func plateauErrors() {
        let curve = "kind: logistic, saturation: 1, midpoint: 1 years, speed: 1 per year"
        let half = findings("\(curve), plateau-share: 50 %")
        #expect(half.contains("a plateau needs odds, a share and a quarter"))
        #expect(half.contains("| drivers.x: plateau-share"))
        #expect(half.contains("hint: add `plateau-probability` and `plateau-from`"))
        let late = findings("\(curve), plateau-share: 50 %, plateau-probability: 10 %, plateau-from: 2072Q1")
        #expect(late.contains("date off the horizon: the run covers 2026Q1 to 2027Q4") && late.contains("| 2072Q1"))
        #expect(findings("\(curve), plateau-share: 0 %").contains("outside of the allowed range 0.001 to 1"))
    }

    @Test("A row of a transition matrix that does not add up is quoted with its sum")
    func transitionErrors() {
        let chain =
            "kind: markov, start: a, states: [{name: a, value: 1, odds: [90 %, 10 %]}, {name: b, value: 2, odds: [20 %, 80 %]}]"
        #expect(findings(chain) == "")
        let sum = findings(chain.replacing("[90 %, 10 %]", with: "[90 % assumption, 9 %]"))
        #expect(sum.contains("the odds of state `a` add up to 99.0 %"))
        #expect(sum.contains("| 90 %, 9 %") && sum.contains("hint: a row of the transition matrix adds up to 100 %"))
        let short = findings(chain.replacing("[20 %, 80 %]", with: "[100 %]"))
        #expect(short.contains("state `b` has odds of 1 states; the chain has 2") && short.contains("| 100 %"))
        let start = findings(chain.replacing("start: a", with: "start: c"))
        #expect(start.contains("the chain has no state `c`") && start.contains("hint: did you mean \"a\"?"))
        #expect(findings(chain.replacing("name: b", with: "name: a")).contains("two states have the same name"))
        #expect(findings(chain.replacing("10 %", with: "-10 %")).contains("outside of the allowed range 0 to 1"))
        #expect(findings(chain.replacing("10 %", with: "\"uniform(0, 1)\"")).contains("fixed for the whole run"))
        #expect(findings("kind: markov, start: a, states: []") != "")
        let unit = findings(chain.replacing("kind: markov", with: "kind: markov, unit: USD per MWh"))
        #expect(unit.contains("a unit is missing: 1 of what?"))
    }

    @Test("Data that cannot be drawn from are quoted")
    func dataErrors() {
        func found(_ data: String, _ form: String = "levels") -> String {
            findings("kind: bootstrap, in: \(form), data: \(data)")
        }
        #expect(found("[1, 2, 3]") == "")
        #expect(found("[1, 2]").contains("the bootstrap needs at least three values to draw changes from"))
        #expect(found("[1, 2]").contains("| 1, 2"))
        let zero = found("[1, 0, 3]", "logs")
        #expect(zero.contains("a value of zero or less has no logarithm") && zero.contains("hint: write `in: levels`"))
        let gap = found("{2024Q1: 1, 2024Q2: 2, 2024Q4: 3}")
        #expect(gap.contains("the data leave out what comes after 2024Q2") && gap.contains("| 2024Q2, 2024Q4"))
        let drawn = found("[1, \"uniform(0, 1)\", 3, 4]")
        #expect(drawn.contains("data to draw from are plain numbers") && drawn.contains("| uniform(0, 1)"))
        #expect(findings("kind: bootstrap, block-length: 0 quarters, data: [1, 2, 3]").contains("allowed range 1 to"))
    }

    @Test("A driver that is no number stops the run, and says which and where")
    func noNumber() async throws {
        let program = try Reading.program(
            """
            scenario: {name: none, start: 2026Q1, quarters: 4}
            parties:
              banks: {kind: sector, issues-money: true}
            drivers:
              odd: {kind: value, value: "= log(0.5 - time)"}
            """)
        await #expect {
            _ = try await Runner(program).run(paths: 8)
        } throws: {
            "\($0)".contains("drivers.odd") && "\($0)".contains("not a number")
        }
    }

    @Test("A shock that began before the run acts for what is left of its time")
    func earlyShock() throws {
        let example = try Example(
            quarters: 4, parties: "firm: {kind: party, cash: 100 USD, equity: 100 USD}",
            """
            contracts:
              pay: {kind: payment, payer: firm, payee: world, amount: 10 USD}
            shocks:
              early: {kind: scale, targets: [contracts.pay.amount], from: 2025Q2, quarters: 4 quarters, size: 100 %}
            """, shocks: [ShockSetting(name: "early")])
        #expect(example.paid("contracts.pay", "payment") == [20_00, 10_00, 10_00, 10_00])
    }

    @Test("A severity that its kind of shock cannot have is refused with its range")
    func severity() throws {
        let error = #expect(throws: Diagnostics.self) {
            try Reading.program(Self.text, shocks: [ShockSetting(name: "scale-0", severity: -1.5)])
        }
        #expect(error.map { "\($0)".contains("lies outside of -1.0 to 10.0") } == true)
    }
}
