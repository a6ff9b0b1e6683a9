import Lanes
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

    @Test("Eight at once are the eight single ones, amounts or not")
    func eights() {
        let dollars: [Double] = [0.125, -0.375, -0.0, .nan, -.infinity, 3e13, 22_517_998_136_852.48, -12_345.678]
        let cents = wholeCents(EightDoubles(dollars))
        for (lane, amount) in dollars.enumerated() { #expect(cents[lane] == wholeCents(amount)) }
    }

    @Test("Whole cents come back as the same real number, out to 2^51")
    func realNumbers() {
        let amounts: [Int64] = [0, 1, -1, 99, -12_345_678_901, 1 << 51, -(1 << 51), (1 << 51) - 1]
        let together = realCents(EightIntegers(amounts))
        for (lane, cents) in amounts.enumerated() {
            #expect(realCents(cents) == Double(cents))
            #expect(together[lane] == Double(cents))
        }
    }
}
