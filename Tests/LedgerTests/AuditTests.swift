import Lanes
import Ledger
import Testing

struct AuditTests {
    private var plan = RowPlan()
    private var chart = Chart()

    /// Two parties, one of which lends to the other.
    private mutating func loan() -> (arena: Arena, draw: Posting, amount: Row<Cents>, debt: Account) {
        let lenderCash = chart.account(0, .cash, plan: &plan)
        let loan = chart.account(0, .loans, of: "loan", plan: &plan)
        let borrowerCash = chart.account(1, .cash, plan: &plan)
        let debt = chart.account(1, .debt, of: "loan", plan: &plan)
        chart.pair("loan", holder: loan, debtor: debt)
        let amount = plan.scratch(Cents.self)
        let draw = Posting(
            identifier: 0, subject: "loan", cause: "draw", debit: [loan, borrowerCash], credit: [lenderCash, debt])
        return (Arena(plan: plan, width: 8), draw, amount, debt)
    }

    @Test("A posting keeps every party's books, all cash and both sides of a claim in balance")
    mutating func postingBalances() {
        let (arena, draw, amount, debt) = loan()
        for lane in 0..<8 { arena[amount][lane] = Int64(lane) * 1_000_001 }
        draw.post(amount, in: arena, journal: nil)
        #expect(LedgerAudit(chart: chart, parties: 2).check(arena, lanes: 8).isEmpty)
        #expect(arena[debt.row][7] == -7_000_007)
    }

    @Test("One cent gone astray in one lane is found: party, claim and lane are named")
    mutating func strayCent() {
        let (arena, draw, amount, debt) = loan()
        arena[amount].fill(500, 8)
        draw.post(amount, in: arena, journal: nil)
        arena[debt.row][3] += 1
        let found = LedgerAudit(chart: chart, parties: 2).check(arena, lanes: 8)
        #expect(found.count == 2)
        #expect(found.allSatisfy { $0.lane == 3 && $0.party == 1 && $0.cents == 1 })
        #expect(Set(found.map(\.check)) == [.balanceSheet, .claims])
    }

    @Test("Cash made out of nothing is found")
    mutating func madeCash() {
        let (arena, _, _, _) = loan()
        arena[chart.accounts[0].row][5] = 42
        let found = LedgerAudit(chart: chart, parties: 2).check(arena, lanes: 8)
        #expect(found.contains { $0.check == .cash && $0.lane == 5 && $0.cents == 42 })
    }

    @Test("A balance beyond 2^51 cents is refused, one at it is not")
    mutating func range() {
        let (arena, _, _, debt) = loan()
        let audit = LedgerAudit(chart: chart, parties: 2)
        arena[debt.row][2] = -(1 << 51)
        #expect(audit.beyondRange(arena, lanes: 8) == nil)
        #expect(audit.room(arena, lanes: 8) == 0)
        arena[debt.row][2] += 5
        #expect(audit.room(arena, lanes: 8) == 5)
        arena[debt.row][2] -= 6
        #expect(audit.room(arena, lanes: 8) == -1)
        #expect(audit.beyondRange(arena, lanes: 8)?.lane == 2)
        #expect(audit.beyondRange(arena, lanes: 2) == nil, "lanes that are not asked for do not count")
        let outside = LedgerAudit(chart: chart, parties: 2, sectors: [0, 1])
        #expect(outside.beyondRange(arena, lanes: 8) == nil)
        #expect(outside.room(arena, lanes: 8) == 1 << 57 - 1 << 51 - 1)
        arena[debt.row][2] = .min
        #expect(outside.room(arena, lanes: 8) < 0)
        arena[debt.row][2] = -(1 << 57) - 1
        #expect(outside.beyondRange(arena, lanes: 8)?.lane == 2)
    }

    @Test("The journal keeps the amounts of its lane, with posting and quarter, and no zeros")
    mutating func journal() {
        let (arena, draw, amount, _) = loan()
        arena[amount][4] = 99
        let journal = Journal(lane: 4)
        journal.quarter = 7
        draw.post(amount, in: arena, journal: journal)
        draw.post(amount, in: arena, journal: Journal(lane: 0))
        #expect(journal.entries.map(\.amount) == [99])
        #expect(journal.entries.map(\.quarter) == [7])
    }
}
