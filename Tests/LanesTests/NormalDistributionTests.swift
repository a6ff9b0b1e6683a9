import Lanes
import Testing

@Suite("Normal distribution")
struct NormalDistributionTests {
    @Test("The inverse is within 1e-15 of exact values, far into both tails")
    func quantileTableHolds() {
        for (u, exact) in normalQuantileTable {
            #expect(relativeError(normalQuantile(u), exact) < 1.2e-15, "\(u)")
        }
        #expect(normalQuantile(0) == -.infinity && normalQuantile(1) == .infinity)
        #expect(normalQuantile(-0.1).isNaN && normalQuantile(1.1).isNaN && normalQuantile(.nan).isNaN)
    }

    @Test("The distribution function is within 1e-14 of exact values, relative even in the lower tail")
    func probabilityTableHolds() {
        for (x, exact) in normalProbabilityTable {
            #expect(relativeError(normalProbability(x), exact) < 1e-14, "\(x)")
        }
        #expect(normalProbability(-.infinity) == 0 && normalProbability(.infinity) == 1)
        #expect(normalProbability(.nan).isNaN && normalProbability(0) == 0.5)
        #expect(openUniform(fromNormal: 50) < 1 && openUniform(fromNormal: -50) > 0)
    }

    @Test("The two undo each other, and the inverse rises and is odd, on a dense grid")
    func denseIdentities() {
        var before = -Double.infinity
        for step in 1..<8_192 {
            let u = Double(step) / 8_192
            let x = normalQuantile(u)
            #expect(x > before)
            before = x
            #expect(abs(normalProbability(x) - u) < 4e-16)
            #expect(normalQuantile(1 - u) == -x)
        }
    }

    @Test("Filling a row gives the bits of single quantiles, extreme lanes included")
    func bulkAgrees() {
        let source = RandomSource(seed: 3)
        let uniforms = TestRow(64)
        let normals = TestRow(64)
        for block: UInt64 in 0..<40 {
            source.fillUniforms(uniforms.values, count: 64, firstPath: 64 * block, quarter: 1, stream: 2, draw: 0)
            if block == 7 {
                uniforms.values[5] = 0x1p-53
                uniforms.values[6] = 1 - 0x1p-53
            }
            fillNormalQuantiles(from: uniforms.values, into: normals.values, count: 64)
            for lane in 0..<64 { #expect(normals.values[lane] == normalQuantile(uniforms.values[lane])) }
        }
    }

    @Test("100,000 normals have the first four moments of the distribution within 3 standard errors")
    func moments() {
        let source = RandomSource(seed: 77)
        let count = 100_000
        let draws = (0..<count).map {
            normalQuantile(source.uniform(path: UInt64($0), quarter: 2, stream: 5, draw: 0))
        }
        // Standard errors of the k-th moment: sqrt((E z^2k - (E z^k)^2) / n).
        for (order, expected, variance) in [(1, 0.0, 1.0), (2, 1, 2), (3, 0, 15), (4, 3, 96)] {
            let moment = draws.reduce(0) { $0 + power($1, order) } / Double(count)
            #expect(abs(moment - expected) < 3 * (variance / Double(count)).squareRoot(), "moment \(order)")
        }
    }
}
