import Foundation
import Testing

/// Curves of adoption against their closed forms, with the C library's exponential.
struct AdoptionTests {
    private func course(_ line: String, quarters: Int = 41) throws -> [Double] {
        try DriverSample.courses("  x: {\(line)}", ["x"], quarters: quarters, paths: 8)[0].map { $0[0] }
    }

    private func isNear(_ value: Double, _ expected: Double) -> Bool {
        (value - expected).magnitude <= 1e-12 * expected.magnitude
    }

    private let dates = [0, 1, 6, 13, 24, 40]

    // MARK: Closed forms

    @Test("The logistic curve is K / (1 + e^(-s (t - m))), half way at its midpoint")
    func logistic() throws {
        let found = try course(
            "kind: logistic, saturation: 3 assumption, midpoint: 5 years assumption, speed: 80 % per year assumption, from: 2023Q3"
        )
        for quarter in dates {
            let t = 2.5 + 0.25 * Double(quarter)
            #expect(isNear(found[quarter], 3 / (1 + exp(-0.8 * (t - 5)))), "quarter \(quarter)")
        }
        #expect(isNear(found[10], 1.5))
    }

    @Test("The curve of Gompertz is K exp(-e^(-s (t - i))), K/e at its inflection")
    func gompertz() throws {
        let found = try course(
            "kind: gompertz, saturation: 3 assumption, inflection: 4 years assumption, speed: 60 % per year assumption, from: 2023Q1"
        )
        for quarter in dates {
            let t = 3 + 0.25 * Double(quarter)
            #expect(isNear(found[quarter], 3 * exp(-exp(-0.6 * (t - 4)))), "quarter \(quarter)")
        }
        #expect(isNear(found[4], 3 / M_E))
    }

    @Test("The curve of Bass is its closed form, and nobody has adopted before it begins")
    func bass() throws {
        let (p, q) = (0.03, 0.38)
        let found = try course(
            "kind: bass, market: 200 assumption, innovation: 3 % per year assumption, imitation: 38 % per year assumption, from: 2027Q1"
        )
        for quarter in dates {
            let t = 0.25 * Double(quarter) - 1
            let share = (1 - exp(-(p + q) * t)) / (1 + q / p * exp(-(p + q) * t))
            #expect(isNear(found[quarter], t <= 0 ? 0 : 200 * share), "quarter \(quarter)")
        }
    }

    @Test("The curve of Bass grows fastest at ln(q/p) / (p+q), where a half less p/2q has adopted")
    func bassPeak() throws {
        // p + q = 0.5 and q / p = e^2 put the peak at four years.
        let p = 0.5 / (1 + exp(2))
        let found = try course(
            "kind: bass, market: 1 assumption, innovation: \(p) per year assumption, imitation: \(0.5 - p) per year assumption"
        )
        #expect(isNear(found[16], 0.5 - 0.5 * exp(-2)))
        let steps = zip(found.dropFirst(), found).map { $0 - $1 }
        #expect(steps.max() == max(steps[15], steps[16]))
    }

    @Test("The curve of Bass goes through a given first value: the same curve, begun earlier")
    func bassThroughFirstValue() throws {
        let (p, q, first) = (0.03, 0.5, 0.17)
        let found = try course(
            "kind: bass, market: 50 assumption, innovation: 3 % per year assumption, imitation: 50 % per year assumption, start: 8.5 assumption"
        )
        #expect(isNear(found[0], 8.5))
        let earlier = log((1 + q / p * first) / (1 - first)) / (p + q)
        for quarter in dates {
            let t = earlier + 0.25 * Double(quarter)
            #expect(
                isNear(found[quarter], 50 * (1 - exp(-(p + q) * t)) / (1 + q / p * exp(-(p + q) * t))),
                "quarter \(quarter)")
        }
    }

    @Test("Without innovators the curve of Bass is logistic; without anybody it stands still")
    func bassLimits() throws {
        let head = "kind: bass, market: 4 assumption, innovation: 0 per year, imitation:"
        let logistic = try course("\(head) 0.9 per year assumption, start: 1 assumption")
        for quarter in dates {
            #expect(isNear(logistic[quarter], 4 / (1 + 3 * exp(-0.9 * 0.25 * Double(quarter)))), "quarter \(quarter)")
        }
        #expect(try course("\(head) 0 per year, start: 1 assumption").allSatisfy { $0 == 1 })
        #expect(try course("\(head) 0.9 per year assumption").allSatisfy { $0 == 0 })
    }

    @Test("Far from their dates curves are at their ends, never without a value")
    func extremes() throws {
        for line in [
            "kind: logistic, saturation: 2 assumption, midpoint: 90 years assumption, speed: 50 per year assumption",
            "kind: gompertz, saturation: 2 assumption, inflection: 90 years assumption, speed: 50 per year assumption",
            "kind: bass, market: 2 assumption, innovation: 10 per year assumption, imitation: 10 per year assumption, from: 2190Q1",
        ] {
            let plateau =
                ", plateau-probability: 100 % assumption, plateau-share: 0.1 % assumption, plateau-from: 2026Q2"
            for text in [line, line + plateau] {
                let found = try course(text, quarters: 400)
                #expect(found.allSatisfy { $0.isFinite && $0 >= 0 && $0 <= 2 }, "\(text)")
                #expect(found[0] == 0, "\(text)")
            }
            #expect(isNear(try course(line.replacing("2190", with: "2027"), quarters: 400)[399], 2), "\(line)")
        }
    }

    // MARK: Draws

    @Test("Parameters are drawn once per path, and the path follows its own curve")
    func drawnParameters() throws {
        let found = try DriverSample.courses(
            """
              k: {kind: value, value: "uniform(1, 3) assumption"}
              m: {kind: value, value: "normal(2, 0.5) assumption"}
              x: {kind: logistic, saturation: = drivers.k, midpoint: = 1 years * drivers.m, speed: 1.2 per year assumption}
              y: {kind: gompertz, saturation: "uniform(1, 3) assumption", inflection: 1 years assumption, speed: 1 per year assumption}
            """, ["k", "m", "x", "y"], quarters: 13, paths: 20_032)
        for path in 0..<200 {
            for quarter in [0, 5, 12] {
                let (k, m) = (found[0][quarter][path], found[1][quarter][path])
                #expect(isNear(found[2][quarter][path], k / (1 + exp(-1.2 * (0.25 * Double(quarter) - m)))))
            }
        }
        // Uniform on 1...3: mean 2 and deviation 1/sqrt(3), times the curve.
        let curve = exp(-exp(-2.0))
        let sample = DriverSample.moments(found[3][12])
        #expect((sample.mean - 2 * curve).magnitude < 3 * sample.error)
        let spread = sample.deviation * sample.deviation
        #expect((spread - curve * curve / 3).magnitude < 3 * DriverSample.errorOfVariance(found[3][12]))
    }

    // MARK: Plateau

    private let curves = [
        "kind: logistic, saturation: 4 assumption, midpoint: 2 years assumption, speed: 1.5 per year assumption",
        "kind: gompertz, saturation: 4 assumption, inflection: 1.5 years assumption, speed: 0.9 per year assumption",
        "kind: bass, market: 4 assumption, innovation: 0.05 per year assumption, imitation: 1.1 per year assumption, start: 0.3 assumption",
    ]

    private func plateau(_ probability: String, _ share: String) -> String {
        ", plateau-probability: \(probability) assumption, plateau-share: \(share) assumption, plateau-from: 2028Q1"
    }

    /// Growth per year at a level, of the three curves above.
    private func slope(_ curve: Int, _ x: Double, _ saturation: Double) -> Double {
        switch curve {
        case 0: 1.5 * x * (1 - x / saturation)
        case 1: 0.9 * x * log(saturation / x)
        default: (0.05 + 1.1 * x / saturation) * (saturation - x)
        }
    }

    @Test(
        "On a plateau the curve keeps its level and solves its own equation with the new saturation",
        arguments: [0, 1, 2], [0.2, 0.8])
    func plateauCourse(curve: Int, share: Double) throws {
        let free = try course(curves[curve], quarters: 81)
        let bent = try course(curves[curve] + plateau("100 %", "\(share)"), quarters: 81)
        for quarter in 0...8 { #expect(bent[quarter] == free[quarter]) }
        // Runge-Kutta of fourth order, a thousandth of a year a step: an error far below 1e-9.
        var x = free[8]
        let step = 0.001
        for quarter in 9...80 {
            for _ in 0..<250 {
                let a = slope(curve, x, 4 * share)
                let b = slope(curve, x + step / 2 * a, 4 * share)
                let c = slope(curve, x + step / 2 * b, 4 * share)
                let d = slope(curve, x + step * c, 4 * share)
                x += step / 6 * (a + 2 * b + 2 * c + d)
            }
            #expect((bent[quarter] - x).magnitude < 1e-9, "quarter \(quarter): \(bent[quarter]), \(x)")
        }
        #expect((bent[80] - 4 * share).magnitude < 1e-4)
    }

    @Test("As many paths run into a plateau as should, and higher odds only add to them")
    func plateauOdds() throws {
        for curve in curves {
            func values(_ odds: String) throws -> [Double] {
                try DriverSample.courses("  x: {\(curve + plateau(odds, "50 %"))}", ["x"], quarters: 17, paths: 20_032)[
                    0][16]
            }
            let (none, some, more) = (try values("0 %"), try values("30 %"), try values("45 %"))
            let free = try course(curve, quarters: 17)[16]
            #expect(none.allSatisfy { $0.bitPattern == free.bitPattern })
            let share = Double(some.count { $0 != free }) / 20_032
            // Standard error of a share is sqrt(P (1 - P) / n).
            #expect((share - 0.3).magnitude < 3 * (0.3 * 0.7 / 20_032).squareRoot())
            #expect(zip(some, more).allSatisfy { $0 == free || $1 == $0 })
        }
    }

    @Test("A first value above the market falls to it")
    func aboveTheMarket() throws {
        let found = try course(
            "kind: bass, market: 4 assumption, innovation: 0.05 per year assumption, imitation: 1 per year assumption, start: 6 assumption, from: 2026Q3"
        )
        #expect(found[0] == 6 && isNear(found[2], 6) && (found[40] - 4).magnitude < 1e-3)
        #expect(zip(found, found.dropFirst()).allSatisfy { $0 >= $1 })
    }
}
