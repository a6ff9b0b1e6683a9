import Analysis
import Engine
import TestSupport
import Testing

struct ValueTests {
    /// Revenue of 100 for ever, a fifth of it free cash from the fifth year on, at 10 % and no growth: 20 sum over t min(1, t/5) / 1.1^t
    /// to the tenth year, and 200 / 1.1^10.
    @Test("A valuation is the worth of its terms, and solving for growth or margin gives back what was put in")
    func reverse() throws {
        let reverse = ReverseValuation(revenue: 100, value: 0, rate: 0.1, steadyGrowth: 0)
        var expected = 0.0
        var discount = 1.0
        for year in 1...10 {
            discount /= 1.1
            expected += 20 * min(1, Double(year) / 5) * discount
        }
        expected += 200 * discount
        let flat = reverse.revenues(growth: 0)
        #expect((reverse.value(of: flat, margin: 0.2) - expected).magnitude < 1e-9)
        var asked = reverse
        asked.value = expected
        #expect((try #require(asked.growth(margin: 0.2))).magnitude < 1e-9)
        #expect((try #require(asked.margin(flat)) - 0.2).magnitude < 1e-12)
        asked.value = asked.value(of: asked.revenues(growth: 0.37), margin: 0.25)
        #expect((try #require(asked.growth(margin: 0.25)) - 0.37).magnitude < 1e-9)
        #expect(asked.growth(margin: 0) == nil)
    }

    @Test("A higher value asks for more growth, a higher margin for less")
    func monotone() throws {
        func growth(_ value: Double, _ margin: Double) throws -> Double {
            try #require(ReverseValuation(revenue: 47, value: value, rate: 0.13).growth(margin: margin))
        }
        #expect(try growth(965, 0.25) > growth(350, 0.25))
        #expect(try growth(965, 0.35) < growth(965, 0.25))
    }

    @Test("Revenue that follows the run falls in equal steps to the steady growth")
    func extended() {
        let reverse = ReverseValuation(revenue: 100, value: 1, rate: 0.1)
        let path = reverse.extended([100, 150])
        #expect(path.count == 10 && path[1] == 150)
        let growth = zip(path.dropFirst(), path).map { $0 / $1 - 1 }
        #expect((growth.last! - 0.03).magnitude < 1e-9)
        #expect(zip(growth.dropFirst(), growth).allSatisfy { $0 < $1 })
    }

    @Test("With contracts a megawatt is worth at least what it is at spot", arguments: [5, 13, 21])
    func megawatts(seed: Int) async throws {
        let program = try Program(Reading.scenario(ScenarioGenerator.scenario(seed: UInt64(seed)).text))
        let answer = try await ValueAnswer.compute(program, paths: 16, threads: 2)
        for year in answer.megawatts.flatMap(\.years).compactMap({ $0 }) {
            #expect(year.contracted.value >= year.atSpot.value * (1 - 1e-6))
            #expect(year.atSpot.value >= 0 && year.book.value >= 0)
        }
    }

    @Test("A value that is asked for stands in the place of the scenario's, and an unknown party is named")
    func asked() async throws {
        let program = try Reading.program(folder: PackageRoot.path("Scenarios/triangle"))
        let answer = try await ValueAnswer.compute(program, valuations: ["lab": 600e9], paths: 4, threads: 1)
        let lab = try #require(answer.valuations.first)
        #expect(lab.equityValue == 600e9 && lab.revenue.value == 20e9 && lab.multiple == 30)
        await #expect(throws: (any Error).self) {
            _ = try await ValueAnswer.compute(program, valuations: ["nobody": 1], paths: 4, threads: 1)
        }
    }
}
