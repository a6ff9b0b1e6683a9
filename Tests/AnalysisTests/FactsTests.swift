import Analysis
import Engine
import TestSupport
import Testing

struct FactsTests {
    @Test("Facts disagree where they give one period two values; what differs between periods is a change")
    func conflicts() throws {
        let scenario = try Reading.program(folder: PackageRoot.path("Scenarios/base-2026")).scenario
        let answer = FactsAnswer(scenario)
        for conflict in answer.conflicts {
            let rows = answer.facts.filter { conflict.facts.contains($0.id) }
            #expect(rows.allSatisfy { $0.period == conflict.period }, "\(conflict.facts)")
            #expect(Set(rows.map(\.value)).count > 1, "\(conflict.facts)")
        }
        #expect(answer.changes > 0)
        let childress = FactsAnswer(try Reading.program(folder: PackageRoot.path("Scenarios/childress")).scenario)
        #expect(childress.conflicts.isEmpty && childress.changes == 1, "SOFR of two half-years")
    }
}
