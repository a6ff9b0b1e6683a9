import Engine
import Foundation
import TestSupport
import Testing

struct MetamorphicTests {
    private let folder = PackageRoot.path("Scenarios/childress")
    /// Dearer debt service asks for a larger reserve, and a larger reserve is more cash: kept out of the comparison.
    private let reserve = (key: "parties.iren.service-cover", value: "0 quarters")

    /// Mean lowest cash of the borrower and share of paths in which it misses a payment.
    private func outcome(_ overrides: [(key: String, value: String)]) async throws -> (cash: Double, missed: Double) {
        let run = try await Runner(Reading.program(folder: folder, set: overrides + [reserve]), threads: 2).run(
            paths: 512)
        let cash = run.column("parties.iren.lowest-cash")!.reduce(0) { $0 + Double($1) } / 512
        return (cash, Double(run.column("parties.iren.missed")!.count { $0 > 0 }) / 512)
    }

    @Test(
        "A worse rate, price or delay never helps the borrower",
        arguments: [
            ("contracts.gpu-loan.margin", ["1 %", "3 %", "6 %", "12 %"]),
            ("contracts.servers.amount", ["5 B USD", "5.8 B USD", "7 B USD"]),
            (
                "contracts.running.per-megawatt",
                ["0.5 M USD per MW-year", "1 M USD per MW-year", "3 M USD per MW-year"]
            ),
            ("sites.childress.delay", ["0 quarters", "1 quarter", "3 quarters", "6 quarters"]),
            ("contracts.capacity.late-damages", ["0 %", "50 %", "100 %"]),
        ])
    func worseTerms(input: String, values: [String]) async throws {
        var last: (cash: Double, missed: Double)?
        for value in values {
            let now = try await outcome([(input, value)])
            if let last {
                #expect(now.cash <= last.cash + 1e-6 * last.cash.magnitude, "\(input) = \(value)")
                #expect(now.missed >= last.missed, "\(input) = \(value)")
            }
            last = now
        }
    }

    @Test("Twice the money gives twice every dollar and the same odds", arguments: [1, 4, 9, 16, 25, 36, 49, 64])
    func doubledMoney(seed: Int) async throws {
        let scenario = ScenarioGenerator.scenario(seed: UInt64(seed))
        let once = try await Runner(Reading.program(scenario.text)).run(paths: 32)
        let twice = try await Runner(Reading.program(Self.doubled(scenario.text))).run(paths: 32)
        for (index, metric) in once.metrics.enumerated() {
            for (a, b) in zip(once.columns[index], twice.columns[index]) where !a.isNaN {
                switch metric.kind {
                case .dollars: #expect((2 * a - b).magnitude <= 2 + b.magnitude * 1e-5, "\(metric.name)")
                case .ratio: #expect((a - b).magnitude <= 1e-3 * max(1, a.magnitude), "\(metric.name)")
                default: #expect(a == b, "\(metric.name)")
                }
            }
        }
    }

    /// Every amount and price of a generated text doubled, those among the terms of instruments too.
    static func doubled(_ text: String) -> String {
        text.replacing(/(\d+(?:\.\d+)?) ((?:M )?USD)/) { match in "\(2 * Double(match.1)!) \(match.2)" }
            .replacing(
                /(notionalPrincipal|premiumDiscountAtIED|feeRate|futuresPrice|INDEX, values): (-?\d+)/
            ) { match in "\(match.1): \(2 * Int(match.2)!)" }
    }

    @Test("The order of parties in the file changes no party's odds")
    func order() async throws {
        for seed in [3, 11, 27, 41, 58, 77, 90, 104, 131, 160] {
            var scenario = ScenarioGenerator.scenario(seed: UInt64(seed))
            let forward = try await Runner(Reading.program(scenario.text)).run(paths: 32)
            let parties = scenario.items.filter { $0.section == "parties" }
            scenario.items = parties.reversed() + scenario.items.filter { $0.section != "parties" }
            let backward = try await Runner(Reading.program(scenario.text)).run(paths: 32)
            for metric in forward.metrics where metric.kind == .quarter && metric.name.hasSuffix("default") {
                #expect(forward.column(metric.name) == backward.column(metric.name), "seed \(seed): \(metric.name)")
            }
        }
    }
}
