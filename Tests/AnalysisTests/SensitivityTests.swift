import Analysis
import Engine
import Model
import TestSupport
import Testing

/// Shares of variance against closed forms and against another program, and of a firm whose sums can be done by hand.
struct SensitivityTests {
    private func indices(
        inputs: Int, points: Int, seed: UInt64, _ function: ([Double]) -> Double
    ) -> SobolIndices {
        let a = LatinHypercube.points(points, inputs: (0..<inputs).map { "a\($0)" }, seed: seed)
        let b = LatinHypercube.points(points, inputs: (0..<inputs).map { "b\($0)" }, seed: seed)
        func values(_ columns: [[Double]]) -> [Double] {
            (0..<points).map { row in function(columns.map { $0[row] }) }
        }
        return SobolIndices(
            a: values(a), b: values(b),
            ab: (0..<inputs).map { place in values((0..<inputs).map { $0 == place ? b[$0] : a[$0] }) }, seed: seed)
    }

    private func expect(_ found: SobolIndices, first: [Double], total: [Double]) {
        for place in first.indices {
            for (value, interval, truth) in [
                (found.first[place], found.firstInterval[place], first[place]),
                (found.total[place], found.totalInterval[place], total[place]),
            ] {
                // The interval is 1.96 standard errors to either side.
                let error = (interval.upperBound - interval.lowerBound) / 3.92
                #expect(abs(value - truth) < 3 * error + 1e-3, "input \(place): \(value), not \(truth)")
            }
        }
    }

    private static func ishigami(_ x: [Double]) -> Double {
        let (one, two) = (sine(x[0]), sine(x[1]))
        let fourth: Double = x[2] * x[2] * x[2] * x[2]
        return one + 7 * two * two + 0.1 * fourth * one
    }

    @Test("The function of Ishigami: 0.314, 0.442, 0 by themselves; 0.558, 0.442, 0.244 in all")
    func ishigami() {
        // sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1 (Ishigami and Homma 1990), x uniform between -pi and pi.
        let found = indices(inputs: 3, points: 8_192, seed: 1) { u in
            let x = u.map { (2 * $0 - 1) * Double.pi }
            return Self.ishigami(x)
        }
        expect(found, first: [0.3139, 0.4424, 0], total: [0.5576, 0.4424, 0.2437])
        #expect(abs(found.variance - 13.845) < 0.5)
    }

    @Test("The g-function of Sobol: the product of its partial variances")
    func sobolG() {
        let weights = [0.0, 1, 4.5, 9, 99]
        let partial = weights.map { 1 / (3 * (1 + $0) * (1 + $0)) }
        let all = partial.reduce(1) { $0 * (1 + $1) } - 1
        let found = indices(inputs: 5, points: 8_192, seed: 2) { u in
            var product = 1.0
            for (x, weight) in zip(u, weights) { product *= (abs(4 * x - 2) + weight) / (1 + weight) }
            return product
        }
        expect(
            found, first: partial.map { $0 / all },
            total: partial.map { $0 * (all + 1) / (1 + $0) / all })
    }

    @Test("The same values give the indices of SALib 1.6.0, to twelve digits")
    func salib() {
        let steps = [
            0.7548776662466927, 0.5698402909980532, 0.4142135623730951, 0.7320508075688772, 0.2360679774997898,
            0.6457513110645906,
        ]
        func point(_ row: Int, _ place: Int) -> Double {
            (0.5 + Double(row + 1) * steps[place]).truncatingRemainder(dividingBy: 1)
        }
        func value(_ u: [Double]) -> Double {
            let x = u.map { (2 * $0 - 1) * Double.pi }
            return Self.ishigami(x)
        }
        let rows = 0..<16
        let found = SobolIndices(
            a: rows.map { row in value((0..<3).map { point(row, $0) }) },
            b: rows.map { row in value((3..<6).map { point(row, $0) }) },
            ab: (0..<3).map { place in
                rows.map { row in value((0..<3).map { point(row, $0 == place ? $0 + 3 : $0) }) }
            })
        // sobol.analyze(problem, values, calc_second_order=False) of the same 80 values.
        let first = [0.05073939939298376, 0.3686658990158639, 0.1766872864516615]
        let total = [0.29656344899935094, 0.38114918075802623, 0.22640062089808985]
        for place in 0..<3 {
            #expect(abs(found.first[place] - first[place]) < 1e-12)
            #expect(abs(found.total[place] - total[place]) < 1e-12)
        }
    }

    @Test("A hypercube has one point in every part of every input, and its inputs are unrelated")
    func hypercube() {
        let columns = LatinHypercube.points(500, inputs: ["one", "two"], seed: 9)
        for column in columns {
            #expect(Set(column.map { Int($0 * 500) }).count == 500)
        }
        var product = 0.0
        for (one, two) in zip(columns[0], columns[1]) { product += (one - 0.5) * (two - 0.5) / 500 }
        // The correlation of 500 unrelated pairs has a standard error of 0.045.
        #expect(abs(product * 12) < 3 * 0.045)
    }

    private let text = """
        scenario: {name: sums, start: 2026Q1, quarters: 4, paths: 100, seed: 4}
        parties:
          firm: {kind: party, cash: 1000 USD assumption, equity: 1000 USD assumption}
          banks: {kind: sector, issues-money: true}
          world: {kind: sector}
        drivers:
          luck: {kind: value, value: "uniform(0, 20)"}
        contracts:
          large: {kind: payment, payer: world, payee: firm, amount: "20 USD assumption 0..40 USD"}
          small: {kind: payment, payer: world, payee: firm, amount: "10 USD assumption 0..20 USD"}
          sure: {kind: payment, payer: world, payee: firm, amount: "5 USD assumption"}
          by-chance: {kind: payment, payer: world, payee: firm, amount: "= 1 USD * drivers.luck"}
        """

    @Test("Cash that is a sum: each input's share is its variance, chance among them, and nothing interacts")
    func sums() async throws {
        var request = SensitivityRequest()
        request.metric = "parties.firm.cash@end"
        request.inputs = ["contracts.large.amount", "contracts.small.amount"]
        request.points = 2_048
        let answer = try await SensitivityAnswer.compute(Reading.program(text), request, paths: 200, threads: 2)
        // Variances of 40 : 20 : 20 wide uniforms are 16 : 4 : 4.
        for (name, share) in [
            ("contracts.large.amount", 4.0 / 6), ("contracts.small.amount", 1.0 / 6), ("chance", 1.0 / 6),
        ] {
            let own = try #require(answer.shares.first { $0.input == name })
            for (value, low, high) in [
                (own.first, own.firstLow, own.firstHigh), (own.total, own.totalLow, own.totalHigh),
            ] {
                let error: Double = (high - low) / 3.92
                #expect(abs(value - share) < 3 * error, "\(name): \(value), not \(share)")
            }
        }
        // At P10 and P90 of 0 to 40 a quarter's 20 becomes 4 and 36: 64 dollars over four quarters, in every path.
        let bar = try #require(answer.bars.first { $0.input == "contracts.large.amount" })
        #expect(abs(bar.lowChange.value + 64) < 1e-9)
        #expect(abs(bar.highChange.value - 64) < 1e-9)
        #expect(bar.lowChange.standardError < 1e-9)
        #expect(answer.bars[0].input == "contracts.large.amount" && answer.screened == 0)
    }

    @Test("Screening finds the inputs that matter among all; naming one without a range is an error")
    func screening() async throws {
        var request = SensitivityRequest()
        request.metric = "P50(parties.firm.cash@end)"
        (request.top, request.screened, request.points) = (2, 1_000, 64)
        let answer = try await SensitivityAnswer.compute(Reading.program(text), request, paths: 100, threads: 2)
        #expect(answer.bars[0].input == "contracts.large.amount")
        #expect(answer.bars[0].weight > answer.chance && answer.candidates >= 3)
        request.inputs = ["contracts.sure.amount"]
        await #expect(throws: Diagnostics.self) {
            try await SensitivityAnswer.compute(Reading.program(text), request, paths: 10, threads: 1)
        }
        await #expect(throws: Diagnostics.self) {
            try await SensitivityAnswer.compute(
                Reading.program(folder: PackageRoot.path("Scenarios/triangle")), .init(), paths: 10, threads: 1)
        }
    }

    @Test("What moves a median is found where a rare event makes nearly all of the variance")
    func longTail() async throws {
        var request = SensitivityRequest()
        (request.screened, request.points) = (1_000, 512)
        let tail = text.replacing("\"uniform(0, 20)\"", with: "\"discrete(0:98 %, 100000:2 %)\"")
        request.metric = "P50(parties.firm.cash@end)"
        let median = try await SensitivityAnswer.compute(Reading.program(tail), request, paths: 100, threads: 2)
        #expect(median.bars[0].input == "contracts.large.amount" && median.bars[0].weight > 0.3)
        #expect(median.bars.allSatisfy { $0.weight > median.chance })
        #expect(median.shares[0].input == "contracts.large.amount" && median.shares[0].firstLow > 0.3)
        request.metric = "parties.firm.cash@end"
        let mean = try await SensitivityAnswer.compute(Reading.program(tail), request, paths: 100, threads: 2)
        #expect(mean.shares[0].input == "drivers.luck.value" && mean.shares[0].first > 0.9)
    }

    @Test("Random scenarios answer, or say why not", arguments: 0..<6)
    func random(seed: Int) async throws {
        let text = ScenarioGenerator.scenario(seed: UInt64(seed)).text
        let program = try Reading.program(text)
        var request = SensitivityRequest()
        (request.top, request.screened, request.points) = (2, 40, 20)
        do {
            let answer = try await SensitivityAnswer.compute(program, request, paths: 20, threads: 2)
            #expect(!answer.bars.isEmpty && answer.shares.count == answer.bars.count + 1)
        } catch let diagnostics as Diagnostics {
            #expect(diagnostics.description.contains("no input has a range or a distribution"))
        }
        let lines = LoadLineRequest()
        do {
            let answer = try await LoadLineAnswer.compute(program.scenario, lines, paths: 20, threads: 2)
            #expect(answer.rows.count == 2 * answer.parties.count * answer.shocks.count)
        } catch let diagnostics as Diagnostics {
            #expect(diagnostics.description.contains("no shocks"))
        }
    }
}

/// The sine by its series: the lower targets know no other.
private func sine(_ x: Double) -> Double {
    var (term, sum) = (x, x)
    for step in 1..<20 {
        term *= -x * x / Double((2 * step) * (2 * step + 1))
        sum += term
    }
    return sum
}
