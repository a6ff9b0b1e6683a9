import Ledger
import Testing

struct WholeCentsTests {
    @Test("Halves go to the even cent, on both sides of zero")
    func halves() {
        #expect(wholeCents(0.125) == 12)
        #expect(wholeCents(0.375) == 38)
        #expect(wholeCents(-0.125) == -12)
        #expect(wholeCents(-0.375) == -38)
        #expect(wholeCents(0) == 0)
        #expect(wholeCents(-0.0) == 0)
    }

    @Test("The same as rounding by the standard library, over the whole range")
    func agreement() {
        var state: UInt64 = 3
        for _ in 0..<200_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let size = Double(UInt64(1) << (state >> 58))
            let dollars = (Double(state >> 11) / Double(1 << 53) * 2 - 1) * min(size, 22_517_998_136_852)
            #expect(wholeCents(dollars) == Int64((dollars * 100).rounded(.toNearestOrEven)))
        }
    }

    @Test("What is no amount is marked so")
    func refused() {
        for dollars in [Double.nan, .infinity, -.infinity, 3e13, -3e13, 1e300] { #expect(wholeCents(dollars) == .max) }
        #expect(wholeCents(22_517_998_136_852.48) == 1 << 51)
    }
}
