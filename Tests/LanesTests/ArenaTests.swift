import Lanes
import Testing

@Suite("Rows of an arena")
struct ArenaTests {
    @Test("Rows start at zero, do not overlap, and keep last quarter's copy of a state row only")
    func rowsAndTheirPast() {
        var plan = RowPlan()
        let cash = plan.state(Cents.self)
        let price = plan.state(Dollars.self)
        let work = plan.scratch(Scalar.self)
        let arena = Arena(plan: plan, width: 32)
        for lane in 0..<32 {
            #expect(arena[cash][lane] == 0 && arena[price][lane] == 0 && arena[work][lane] == 0)
            arena[cash][lane] = Int64(lane)
            arena[price][lane] = Double(lane) / 2
            arena[work][lane] = -1
        }
        #expect(arena[cash.previous][31] == 0)
        arena.turnQuarter()
        arena[cash].fill(5, 32)
        for lane in 0..<32 {
            #expect(arena[cash.previous][lane] == Int64(lane) && arena[cash][lane] == 5)
            #expect(arena[price.previous][lane] == Double(lane) / 2 && arena[work][lane] == -1)
        }
        arena.clear()
        #expect(arena[cash.previous][31] == 0 && arena[work][0] == 0)
    }

    @Test("Rows with and without a copy of last quarter never share memory, in an arena of many pages too")
    func places() {
        var plan = RowPlan()
        let kept = (0..<600).map { _ in plan.state(Cents.self) }
        let others = (0..<900).map { _ in plan.scratch(Cents.self) }
        let arena = Arena(plan: plan, width: 256)
        for (number, row) in (kept + others).enumerated() { arena[row].fill(Int64(number + 1), 256) }
        arena.turnQuarter()
        for row in kept { arena[row].fill(-1, 256) }
        for (number, row) in (kept.map(\.previous) + others).enumerated() {
            #expect((0..<256).allSatisfy { arena[row][$0] == number + 1 })
        }
    }

    @Test("A row is looked through for anything, and for ones, over the lanes asked for")
    func looking() {
        var plan = RowPlan()
        let (count, price) = (plan.state(Whole.self), plan.state(Dollars.self))
        let arena = Arena(plan: plan, width: 16)
        #expect(!arena[count].hasAny(16) && !arena[price].hasAny(16) && !arena[count].isOne(16))
        (arena[count][12], arena[price][12]) = (-1, -0.5)
        #expect(arena[count].hasAny(16) && !arena[count].hasAny(12))
        #expect(arena[price].hasAny(16) && !arena[price].hasAny(12))
        arena[price][12] = -0.0
        #expect(!arena[price].hasAny(16))
        arena[count].fill(1, 12)
        #expect(arena[count].isOne(12) && !arena[count].isOne(16))
    }
}
