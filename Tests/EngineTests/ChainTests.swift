import Foundation
import TestSupport
import Testing

/// Chains of states against the algebra of their transition matrices.
struct ChainTests {
    private let weather = """
          x:
            kind: markov
            unit: USD per MWh
            start: calm
            states:
              - {name: calm, value: 40 USD per MWh assumption, odds: [90 % assumption, 8 % assumption, 2 % assumption]}
              - {name: tight, value: 70 USD per MWh assumption, odds: [30 % assumption, 60 % assumption, 10 % assumption]}
              - {name: crisis, value: 0.2 K USD per MWh assumption, odds: [10 % assumption, 40 % assumption, 50 % assumption]}
        """

    private func shares(_ sample: [Double], _ values: [Double]) -> [Double] {
        values.map { value in Double(sample.count { $0 == value }) / Double(sample.count) }
    }

    @Test("A chain of two states has the odds of its closed form in every quarter")
    func twoStates() throws {
        let (a, b) = (0.2, 0.1)
        let found = try DriverSample.courses(
            """
              x:
                kind: markov
                start: good
                states:
                  - {name: good, value: 1 assumption, odds: [80 % assumption, 20 % assumption]}
                  - {name: bad, value: -1 assumption, odds: [10 % assumption, 90 % assumption]}
            """, ["x"], quarters: 25, paths: 20_032)[0]
        #expect(found[0].allSatisfy { $0 == 1 })
        for quarter in [1, 2, 5, 12, 24] {
            let odds = b / (a + b) + a / (a + b) * pow(1 - a - b, Double(quarter))
            let error = (odds * (1 - odds) / 20_032).squareRoot()
            #expect((shares(found[quarter], [1])[0] - odds).magnitude < 3 * error, "quarter \(quarter)")
        }
    }

    @Test("After a long time a chain is in its stationary distribution, whatever its start")
    func stationary() throws {
        let matrix = [[0.9, 0.08, 0.02], [0.3, 0.6, 0.1], [0.1, 0.4, 0.5]]
        var stationary = [1.0, 0, 0]
        for _ in 0..<2_000 {
            stationary = (0..<3).map { to in (0..<3).reduce(0) { $0 + stationary[$1] * matrix[$1][to] } }
        }
        for start in ["calm", "crisis"] {
            let drivers = weather.replacing("start: calm", with: "start: \(start)")
            let last = try DriverSample.courses(drivers, ["x"], quarters: 60, paths: 20_032)[0][59]
            for (share, odds) in zip(shares(last, [40, 70, 200]), stationary) {
                #expect((share - odds).magnitude < 3 * (odds * (1 - odds) / 20_032).squareRoot(), "from \(start)")
            }
        }
    }

    @Test("Every transition happens as often as its odds say, and one of odds zero never")
    func transitions() throws {
        let drivers = weather.replacing(
            "[10 % assumption, 40 % assumption, 50 % assumption]", with: "[0, 100 % assumption, 0]")
        let found = try DriverSample.courses(drivers, ["x"], quarters: 40, paths: 6_400)[0]
        let values = [40.0, 70, 200]
        var counts = [[Int]](repeating: [0, 0, 0], count: 3)
        for quarter in 1..<40 {
            for path in 0..<6_400 {
                counts[values.firstIndex(of: found[quarter - 1][path])!][
                    values.firstIndex(of: found[quarter][path])!] += 1
            }
        }
        for (row, odds) in zip(counts, [[0.9, 0.08, 0.02], [0.3, 0.6, 0.1], [0, 1, 0]]) {
            let n = Double(row.reduce(0, +))
            for (count, p) in zip(row, odds) {
                #expect((Double(count) / n - p).magnitude <= 3 * (p * (1 - p) / n).squareRoot())
            }
        }
    }

    @Test("Worse odds never give a better state in any path")
    func ordered() throws {
        let worse = weather.replacing(
            "[90 % assumption, 8 % assumption, 2 % assumption]",
            with: "[80 % assumption, 15 % assumption, 5 % assumption]"
        )
        .replacing(
            "[30 % assumption, 60 % assumption, 10 % assumption]",
            with: "[25 % assumption, 60 % assumption, 15 % assumption]")
        let a = try DriverSample.courses(weather, ["x"], quarters: 24, paths: 640)[0]
        let b = try DriverSample.courses(worse, ["x"], quarters: 24, paths: 640)[0]
        #expect(zip(a.joined(), b.joined()).allSatisfy { $0 <= $1 })
        #expect(a != b)
    }

    @Test("The value of a state may be drawn, or follow another driver in the same quarter")
    func movingValues() throws {
        let program = try Reading.program(
            DriverSample.text(
                """
                  x:
                    kind: markov
                    start: follows
                    states:
                      - {name: follows, value: = 2 * drivers.z, odds: [50 % assumption, 50 % assumption]}
                      - {name: drawn, value: "uniform(100, 200) assumption", odds: [50 % assumption, 50 % assumption]}
                  y: {kind: value, value: = drivers.x}
                  z: {kind: value, value: {2026Q1: 1 assumption, 2026Q2: 2 assumption, 2026Q3: 3 assumption, 2026Q4: 4 assumption}}
                """, quarters: 4,
                extra: "contracts:\n  p: {kind: payment, payer: banks, payee: firm, amount: = 1 USD * drivers.x}"
            )
            .replacing("drivers:", with: "  firm: {kind: party, equity: 0 USD}\ndrivers:"))
        let found = try DriverSample.courses(of: program, ["x", "y"], paths: 64)
        #expect(found[0] == found[1])
        for path in 0..<64 {
            let drawn = (0..<4).map { found[0][$0][path] }.filter { $0 >= 100 }
            #expect(Set(drawn).count <= 1)
            for quarter in 0..<4 {
                let value = found[0][quarter][path]
                #expect(value >= 100 || value == 2 * Double(quarter + 1))
            }
        }
    }
}
