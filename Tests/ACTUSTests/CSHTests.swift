import ACTUS
import Calendar
import Testing

struct CSHTests {
    @Test("CSH reproduces its public ACTUS reference tests", .enabled(if: Reference.isPresent))
    func reference() throws { try Reference.expectReproduced(.csh) }

    @Test("cash shows its amount with the sign of its role")
    func liability() throws {
        let look = ObservedEvent(time: try Example.time("2026-03-01"), type: .monitoring)
        let terms = Example.position("CSH", ["notionalPrincipal": 50, "contractRole": "RPL"])
        let events = try Contract(terms: terms).events(observing: [look])
        #expect(events.map(\.notionalPrincipal) == [-50])
    }
}
