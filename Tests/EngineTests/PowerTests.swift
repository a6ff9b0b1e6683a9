import Engine
import Lanes
import PowerSystem
import TestSupport
import Testing

/// Projects, makers and regions against closed forms and against the power library.
struct PowerTests {
    /// Facility megawatts energised at site `s` by path and quarter.
    static func energised(
        _ project: String, paths: Int, quarters: Int = 12, extra: String = "", shocks: [ShockSetting] = []
    ) throws -> [[Double]] {
        let program = try Reading.program(text(project, quarters: quarters, extra: extra), shocks: shocks)
        let worker = Worker(program, width: 64, audit: false)
        var result: [[Double]] = []
        for first in stride(from: 0, to: paths, by: 64) {
            var block = [[Double]](repeating: [], count: 64)
            try worker.run(firstPath: UInt64(first), lanes: 64) { now in
                for lane in 0..<64 {
                    block[lane].append(
                        program.sites.reduce(0) { $0 + now[$1.rows.energised][lane] * now[$1.pue][lane] })
                }
            }
            result += block
        }
        return result
    }

    static func text(_ project: String, quarters: Int = 12, extra: String = "") -> String {
        """
        scenario: {name: t, start: 2026Q1, quarters: \(quarters), seed: 7}
        parties:
          banks: {kind: sector, issues-money: true}
          a: {kind: party, cash: 5 USD assumption, equity: 5 USD assumption}
        \(extra)
        sites:
          s:
            owner: a
            region: north
            pue: 1 assumption
            it-load: 100 MW assumption
            projects:
              - {name: p, power: 100 MW assumption, hall-ready: 0 quarters, \(project)}
        """
    }

    /// With F the distribution of the whole lead and an age a, the share of projects in power by quarter t is
    /// (F(a + t + 0.5) - F(a)) / (1 - F(a)).
    @Test(
        "A project that has waited has the lead that is left of its distribution, within three standard errors",
        arguments: [
            "lognormal(8, 0.5)", "triangular(2, 8, 20)", "pert(2, 8, 20)", "uniform(2, 20)", "normal(9, 3)",
            "quantiles(4, 8, 16)", "discrete(3: 20 %, 8: 30 %, 9: 20 %, 14: 30 %)",
        ])
    func truncated(distribution: String) throws {
        let paths = 12_800
        let found = try Self.energised(
            "power-ready: \"\(distribution) quarters assumption\", queued: 6 quarters", paths: paths)
        let shape: QuantileFunction
        switch distribution.prefix(while: { $0 != "(" }) {
        case "lognormal": shape = .lognormal(median: 8, sigma: 0.5)
        case "triangular": shape = .triangular(minimum: 2, mode: 8, maximum: 20)
        case "pert": shape = .pert(minimum: 2, mode: 8, maximum: 20)
        case "uniform": shape = .uniform(minimum: 2, maximum: 20)
        case "normal": shape = .normal(mean: 9, standardDeviation: 3)
        case "quantiles": shape = .percentiles(p5: 4, p50: 8, p95: 16)
        default: shape = .discrete(values: [3, 8, 9, 14], probabilities: [0.2, 0.3, 0.2, 0.3])
        }
        for quarter in [0, 1, 3, 6, 9] {
            let share = Double(found.count { $0[quarter] > 0 }) / Double(found.count)
            let passed = shape.probability(6)
            let expected = (shape.probability(6 + Double(quarter) + 0.5) - passed) / (1 - passed)
            let error = (expected * (1 - expected) / Double(found.count)).squareRoot()
            #expect((share - expected).magnitude <= 3 * error + 1e-12, "quarter \(quarter): \(share), \(expected)")
        }
    }

    @Test("Gates and withdrawal leave the share that the product of the chances says, and a gate is failed in its turn")
    func gates() throws {
        let found = try Self.energised(
            "stages: [{lead: 2 quarters, pass: \"80 % assumption\"}, {lead: 3 quarters, pass: \"60 % assumption\"}], withdrawal: 25 % assumption",
            paths: 12_800)
        let share = Double(found.count { $0[5] > 0 }) / Double(found.count)
        let gates = try StageGates(passes: [0.8, 0.6, 0.75], quarters: [2, 3, 0])
        #expect((share - gates.completion).magnitude < 3 * (0.36 * 0.64 / Double(found.count)).squareRoot())
        #expect(found.allSatisfy { $0[4] == 0 }, "the two stages take five quarters")
        #expect(found.allSatisfy { $0[11] == $0[5] }, "what did not come then never comes")
    }

    @Test("The latest of the parallel leads counts; a permit is a date before which nothing comes")
    func latest() throws {
        let leads = "leads: [{lead: 3 quarters}, {lead: 6 quarters, queued: 2 quarters}]"
        #expect(try Self.energised("power-ready: 1 quarter, \(leads)", paths: 1)[0].firstIndex { $0 > 0 } == 4)
        #expect(
            try Self.energised("power-ready: 1 quarter, \(leads), permit: 2027Q4", paths: 1)[0]
                .firstIndex { $0 > 0 } == 7)
    }

    @Test("A battery energises no load, diesel counts by its hours, temporary power goes, space waits for its trigger")
    func sources() throws {
        func megawatts(_ project: String, extra: String = "") throws -> [Double] {
            try Self.energised(project, paths: 1, quarters: 6, extra: extra)[0]
        }
        #expect(try megawatts("source: battery, power-ready: 0 quarters") == [0, 0, 0, 0, 0, 0])
        let diesel = try megawatts("source: diesel, power-ready: 0 quarters, permit-hours: 876 hours")
        #expect(diesel.allSatisfy { ($0 - 10).magnitude < 1e-12 })
        #expect(
            try megawatts("source: gas-turbine, power-ready: 1 quarter, temporary: 3 quarters")
                == [0, 100, 100, 100, 0, 0])
        #expect(
            try megawatts(
                "source: space, power-ready: 2 quarters, trigger: \"= if drivers.launch < 200 then 1 else 0\"",
                extra: """
                    drivers:
                      launch: {kind: value, value: {2026Q1: 1500 assumption, 2026Q3: 150 assumption, 2026Q4: 900 assumption}}
                    """
            ) == [0, 0, 0, 0, 100, 100])
        #expect(
            try megawatts("source: converted-mine, firmness: 80 %, ordered: 2025Q3, conversion: 5 quarters")
                == [0, 0, 0, 80, 80, 80])
    }

    @Test("A harder regulator never brings a project earlier or back, on any path, however it moves")
    func regulation() throws {
        let extra = """
            drivers:
              r: {kind: mean-reverting, start: 0 assumption, mean: 0.3 assumption, speed: 1 per year assumption, volatility: 1 assumption}
            regions: {north: {regulation: = drivers.r}}
            shocks:
              worse: {kind: shift, targets: [drivers.r], from: 2026Q2, quarters: 3 quarters, size: 1}
            """
        let project = """
            power-ready: "lognormal(4, 0.4) quarters assumption", stages: [{lead: 2 quarters, pass: "90 % assumption"}], \
            withdrawal: 20 % assumption, delay-response: 0.5 assumption, withdrawal-response: 0.7 assumption
            """
        func run(_ size: Double) throws -> [[Double]] {
            try Self.energised(
                project, paths: 1_280, quarters: 16, extra: extra, shocks: [ShockSetting(name: "worse", severity: size)]
            )
        }
        let paths = try [0, 0.5, 2].map { try run($0) }
        let plain = try Self.energised(project, paths: 1_280, quarters: 16, extra: extra)
        #expect(plain == paths[0], "a shock of size zero changes no bit")
        for (better, worse) in zip(paths, paths.dropFirst()) {
            for (a, b) in zip(better, worse) {
                for quarter in a.indices { #expect(b[quarter] <= a[quarter]) }
            }
        }
        let sums = paths.map { $0.reduce(0) { $0 + $1.last! } }
        #expect(sums[2] < sums[1] && sums[1] < sums[0])
    }

    @Test("Projects whose draws are correlated fail together")
    func together() throws {
        func both(_ rho: String) throws -> Double {
            let luck = "power-ready: 0 quarters, withdrawal: 50 % assumption"
            let project = "\(luck)}\n      - {name: q, power: 100 MW assumption, hall-ready: 0 quarters, \(luck)"
            let correlation =
                "correlations:\n  - [sites.s.projects.0.draw, sites.s.projects.1.draw, \"\(rho) assumption\"]"
            let found = try Self.energised(project, paths: 6_400, quarters: 1, extra: correlation)
            return Double(found.count { $0[0] == 200 }) / Double(found.count)
        }
        // P(both) for a Gaussian copula at one half: 1/4 + asin(rho) / (2 pi); asin(0.5) = pi / 6.
        let expected = 0.25 + 1.0 / 12
        #expect((try both("0.5") - expected).magnitude < 3 * (expected * (1 - expected) / 6_400).squareRoot())
    }

    @Test("Equipment comes when the library's queue says, first ordered first served")
    func queue() throws {
        let extra = """
            suppliers: {maker: {backlog: 35 MW assumption, slots: 15 MW per quarter assumption}}
            """
        // 100 MW ordered in quarter 1 behind 35: the library's wait of that order from the start of quarter 1.
        let found = try Self.energised(
            "supplier: maker, ordered: 2026Q2, source: gas-turbine", paths: 1, quarters: 12, extra: extra)[0]
        let history = try Supplier(openingBacklog: 35, orders: [0, 100] + [Double](repeating: 0, count: 12))
            .serve(slots: [Double](repeating: 15, count: 14))
        let delivered = 1 + history.wait[1]!
        #expect(found.firstIndex { $0 > 0 } == Int((delivered - 0.5).rounded(.up)))
        #expect((delivered - 9).magnitude < 1e-12, "35 + 100 at 15 a quarter")
    }

    @Test("Two projects at one maker: the earlier order is served first, wherever it stands in the file")
    func order() throws {
        let extra = "suppliers: {maker: {slots: 50 MW per quarter assumption}}"
        let project = { (first: String, second: String) in
            "supplier: maker, ordered: \(first)}\n      - {name: q, power: 50 MW assumption, hall-ready: 0 quarters, supplier: maker, ordered: \(second)"
        }
        func megawatts(_ first: String, _ second: String) throws -> [Double] {
            try Self.energised(project(first, second), paths: 1, quarters: 5, extra: extra)[0]
        }
        // 100 then 50 at 50 a quarter: delivered at 2 and 3; or 50 at 1 and 100 at 3.
        #expect(try megawatts("2025Q4", "2026Q1") == [0, 0, 100, 150, 150])
        #expect(try megawatts("2026Q1", "2025Q4") == [0, 50, 50, 150, 150])
        #expect(try megawatts("2026Q1", "2026Q1") == [0, 0, 100, 150, 150], "the same date: the order of the file")
    }

    @Test("What cannot be computed is said with its place and a hint")
    func errors() {
        func found(_ project: String, extra: String = "") -> String {
            Reading.findings(Self.text(project, extra: extra))
        }
        #expect(found("source: grid").contains("nothing says when `p` has power"))
        #expect(found("source: space, power-ready: 0 quarters").contains("power from space needs a `trigger`"))
        #expect(found("source: diesel, power-ready: 0 quarters").contains("diesel needs `permit-hours`"))
        #expect(
            found("power-ready: 3 quarters, queued: 5 quarters").contains(
                "has waited 5.0 quarters already, more than the whole lead"))
        #expect(
            found("power-ready: \"uniform(1, 4) quarters assumption\", queued: 5 quarters").contains("has waited 5.0"))
        #expect(
            found("power-ready: = 3 quarters, queued: 2 quarters").contains(
                "`queued` needs a lead that is a number or a distribution"))
        #expect(
            found("power-ready: 0 quarters", extra: "regions: {south: {}}").contains("no region is called `north`"))
        let bare = Self.text("power-ready: 0 quarters").split(separator: "\n").dropLast(2).joined(separator: "\n")
        #expect(Reading.findings(bare).contains("has neither projects nor a region with a common supply"))
    }
}
