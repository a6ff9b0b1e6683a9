import ACTUS
import Calendar
import Testing

/// The side of a contract: what the record's creator receives as an asset it pays as a liability.
struct RoleTests {
    private let quarterly: Terms = [
        "cycleOfPrincipalRedemption": "P3ML1", "cycleAnchorDateOfPrincipalRedemption": "2026-04-01",
        "cycleOfInterestPayment": "P3ML1", "cycleAnchorDateOfInterestPayment": "2026-04-01",
    ]

    /// Redemptions that take all of the principal before the maturity among them.
    private var loans: [Terms] {
        var loans: [Terms] = []
        for type in ["PAM", "LAM", "NAM", "ANN"] {
            for payment in [20, 300, 600] {
                var changes = quarterly
                changes["nextPrincipalRedemptionPayment"] = .number(Double(payment))
                changes["premiumDiscountAtIED"] = -10
                changes["feeRate"] = 0.01
                changes["feeBasis"] = "N"
                changes["cycleOfFee"] = "P6ML1"
                loans.append(Example.loan(type, changes))
            }
        }
        for amount in [200, 600] {
            loans.append(
                Example.loan(
                    "LAX",
                    [
                        "arrayCycleAnchorDateOfPrincipalRedemption": ["2026-02-01", "2026-04-01"],
                        "arrayCycleOfPrincipalRedemption": ["P1ML1", "P1ML1"],
                        "arrayNextPrincipalRedemptionPayment": [100, .number(Double(amount))],
                        "arrayIncreaseDecrease": ["INC", "DEC"],
                    ]))
        }
        return loans
    }

    @Test("what an asset receives a liability pays, event by event, and its state is the other way round")
    func mirrored() throws {
        for terms in loans {
            let asset = try Contract(terms: terms).events()
            let liability = try Contract(terms: terms.merging(["contractRole": "RPL"]) { $1 }).events()
            #expect(asset.map(\.time) == liability.map(\.time))
            #expect(asset.map(\.type) == liability.map(\.type))
            #expect(asset.map(\.payoff) == liability.map { -$0.payoff }, "\(terms)")
            #expect(asset.map(\.notionalPrincipal) == liability.map { -$0.notionalPrincipal })
            #expect(asset.map(\.accruedInterest) == liability.map { -$0.accruedInterest })
        }
    }

    @Test("the sign of a contract is that of its role")
    func sign() throws {
        for (role, sign) in [("RPA", 1.0), ("RPL", -1), ("LG", 1), ("ST", -1), ("BUY", 1), ("SEL", -1)] {
            #expect(
                try Contract(terms: Example.position("COM", ["contractRole": .text(role)])).roleSign == sign, "\(role)")
        }
    }
}
