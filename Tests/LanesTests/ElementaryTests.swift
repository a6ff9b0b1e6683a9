import Lanes
import Testing

@Suite("Elementary functions")
struct ElementaryTests {
    @Test("The exponential is within 2e-16 of exact values")
    func exponentialTableHolds() {
        var worst = 0.0
        for (x, exact) in exponentialTable { worst = max(worst, relativeError(exponential(x), exact)) }
        // The table itself is rounded, by up to 1.1e-16.
        #expect(worst <= 3.1e-16)
    }

    @Test("The exponential handles the ends of its range")
    func exponentialEnds() {
        #expect(exponential(0) == 1)
        #expect(exponential(710) == .infinity && exponential(.infinity) == .infinity)
        #expect(exponential(709.782712893384).isFinite && exponential(709.7827128933841) == .infinity)
        #expect(exponential(-746) == 0 && exponential(-.infinity) == 0 && exponential(-1e300) == 0)
        #expect(exponential(-745) == 0x1p-1074)
        #expect(exponential(-720) == 41_132_809_365 * 0x1p-1074)
        #expect(exponential(.nan).isNaN)
    }

    @Test("The logarithm is within 2.2e-16 of exact values")
    func logarithmTableHolds() {
        var worst = 0.0
        for (x, exact) in logarithmTable { worst = max(worst, relativeError(naturalLogarithm(x), exact)) }
        #expect(worst <= 3.3e-16)
    }

    @Test("The logarithm handles the ends of its range")
    func logarithmEnds() {
        #expect(naturalLogarithm(1) == 0)
        #expect(naturalLogarithm(0) == -.infinity && naturalLogarithm(-0.0) == -.infinity)
        #expect(naturalLogarithm(-1).isNaN && naturalLogarithm(-.infinity).isNaN && naturalLogarithm(.nan).isNaN)
        #expect(naturalLogarithm(.infinity) == .infinity)
    }

    @Test("Exponential and logarithm undo each other, add up, and rise, on a dense grid")
    func denseIdentities() {
        var before = 0.0
        for step in -28_000...28_000 {
            let x = Double(step) * 0.025
            let y = exponential(x)
            #expect(y > before)
            before = y
            #expect(abs(naturalLogarithm(y) - x) <= 3e-16 * max(1, abs(x)))
            #expect(relativeError(y * exponential(-x), 1) < 7e-16)
            #expect(relativeError(exponential(x / 2) * exponential(x / 2), y) < 9e-16)
        }
    }

    @Test("A whole power agrees with a real one, and the special cases are those of arithmetic")
    func powers() {
        #expect(relativeError(power(1.05, 30.0), 4.321942375150668) < 7e-16)
        #expect(relativeError(power(1.05, 30), 4.321942375150668) < 7e-15)
        #expect(power(-2, 3) == -8 && power(2, -2) == 0.25)
        #expect(power(0, 2.5) == 0 && power(0, -1.0) == .infinity && power(0, 0.0) == 1)
        #expect(power(-1, 0.5).isNaN && power(-1, 0.0) == 1 && power(1, 1e300) == 1)
    }

    @Test("The square root is correctly rounded")
    func roots() {
        for value in [0, 2, 0.3, 1e300, 0x1p-1074, 12_345.678] { #expect(squareRoot(value) == value.squareRoot()) }
        #expect(squareRoot(-1).isNaN)
    }

    @Test("(e^x - 1) / x does not cancel near zero")
    func growthRatio() {
        #expect(exponentialGrowthRatio(0) == 1)
        #expect(relativeError(exponentialGrowthRatio(1e-9), 1.0000000005) < 1e-15)
        #expect(relativeError(exponentialGrowthRatio(0.4), 1.2295617441031758) < 1e-15)
        #expect(relativeError(exponentialGrowthRatio(-0.5), 0.7869386805747332) < 1e-15)
        #expect(relativeError(exponentialGrowthRatio(2), 3.194528049465325) < 1e-15)
        #expect(relativeError(exponentialGrowthRatio(0.5000001), exponentialGrowthRatio(0.5)) < 1e-6)
    }

    @Test("The logarithm of the gamma function is within 6e-15 (1 + value)")
    func logGammaTableHolds() {
        for (x, exact) in logGammaTable { #expect(abs(logGamma(x) - exact) <= 6e-15 * (1 + abs(exact)), "\(x)") }
    }
}
