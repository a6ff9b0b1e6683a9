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
}
