import ACTUS
import Calendar
import Testing

struct COMTests {
    @Test("COM reproduces its public ACTUS reference tests", .enabled(if: Reference.isPresent))
    func reference() throws { try Reference.expectReproduced(.com) }

    @Test("a quantity is bought and sold at its price")
    func trade() throws {
        let terms = Example.position(
            "COM",
            [
                "quantity": 3, "purchaseDate": "2026-02-01", "priceAtPurchaseDate": 70, "terminationDate": "2026-05-01",
                "priceAtTerminationDate": 80,
            ])
        #expect(try Example.lines(Contract(terms: terms).events()) == ["2026-02-01 PRD -210.0", "2026-05-01 TD 240.0"])
    }
}
