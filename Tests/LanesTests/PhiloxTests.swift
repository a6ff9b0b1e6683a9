import Lanes
import Testing

@Suite("Philox4x32-10 and the uniforms of a run")
struct PhiloxTests {
    @Test("Philox gives the published known answers")
    func knownAnswers() {
        let all: UInt32 = 0xFFFF_FFFF
        #expect(Philox.words(0, 0, 0, 0, key: (0, 0)) == (0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8))
        #expect(
            Philox.words(all, all, all, all, key: (all, all)) == (0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD))
        #expect(
            Philox.words(0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344, key: (0xA409_3822, 0x299F_31D0))
                == (0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1))
    }

    @Test("A uniform is 52 bits of the counter's words, in the open interval")
    func layout() {
        let source = RandomSource(seed: 0x299F_31D0_A409_3822)
        let path: UInt64 = 0x85A3_243F_6A88
        let words = Philox.words(0x243F_6A88, 0x85A3_0007, 99, 5, key: (0xA409_3822, 0x299F_31D0))
        for (draw, high, low) in [(10, words.1, words.0), (11, words.3, words.2)] {
            let k = (UInt64(high) << 32 | UInt64(low)) >> 12
            let u = source.uniform(path: path, quarter: 7, stream: 99, draw: draw)
            #expect(u == (Double(k) + 0.5) / 0x1p52)
            #expect(u > 0 && u < 1)
        }
    }

    @Test("Filling a row gives the bits of single draws", arguments: [false, true])
    func bulkAgrees(antithetic: Bool) {
        let source = RandomSource(seed: 42, antithetic: antithetic)
        let row = TestRow(64)
        for firstPath: UInt64 in [0, 3, 0xFFFF_FFF0, (1 << 48) - 64] {
            for draw in 0...3 {
                source.fillUniforms(
                    row.values, count: 64, firstPath: firstPath, quarter: 65_535, stream: 7, draw: draw)
                for lane in 0..<64 {
                    let single = source.uniform(
                        path: firstPath + UInt64(lane), quarter: 65_535, stream: 7, draw: draw)
                    #expect(row.values[lane] == single)
                }
            }
        }
    }

    @Test("An antithetic odd path has exactly 1 - u of the even one, which is drawn as without pairs")
    func antitheticPairs() {
        let plain = RandomSource(seed: 9)
        let paired = RandomSource(seed: 9, antithetic: true)
        for pair: UInt64 in 0..<500 {
            let even = paired.uniform(path: 2 * pair, quarter: 4, stream: 1, draw: 3)
            #expect(even == plain.uniform(path: 2 * pair, quarter: 4, stream: 1, draw: 3))
            let odd = paired.uniform(path: 2 * pair + 1, quarter: 4, stream: 1, draw: 3)
            #expect(odd == 1 - even && even == 1 - odd)
        }
    }

    @Test("Changing path, quarter, stream, draw or seed changes the number")
    func everyNameMatters() {
        let source = RandomSource(seed: 1)
        let base = source.uniform(path: 5, quarter: 2, stream: 3, draw: 0)
        #expect(base != source.uniform(path: 6, quarter: 2, stream: 3, draw: 0))
        #expect(base != source.uniform(path: 5 + 1 << 32, quarter: 2, stream: 3, draw: 0))
        #expect(base != source.uniform(path: 5, quarter: 3, stream: 3, draw: 0))
        #expect(base != source.uniform(path: 5, quarter: 2, stream: 4, draw: 0))
        #expect(base != source.uniform(path: 5, quarter: 2, stream: 3, draw: 1))
        #expect(base != source.uniform(path: 5, quarter: 2, stream: 3, draw: 2))
        #expect(base != RandomSource(seed: 1 + 1 << 32).uniform(path: 5, quarter: 2, stream: 3, draw: 0))
    }

    @Test("Uniforms have mean 1/2, variance 1/12, no serial correlation and even sixteenths within 3 standard errors")
    func uniformity() {
        let count = 100_000
        let source = RandomSource(seed: 2_026)
        let draws = (0..<count).map { source.uniform(path: UInt64($0), quarter: 0, stream: 11, draw: 0) }
        let next = (0..<count).map { source.uniform(path: UInt64($0), quarter: 0, stream: 11, draw: 1) }
        let n = Double(count)
        #expect(abs(draws.reduce(0, +) / n - 0.5) < 3 * (1 / 12 / n).squareRoot())
        let second = draws.reduce(0) { $0 + ($1 - 0.5) * ($1 - 0.5) } / n
        #expect(abs(second - 1 / 12) < 3 * (1 / 180 / n).squareRoot())
        for other in [Array(draws.dropFirst()) + [draws[0]], next] {
            let product = zip(draws, other).reduce(0) { $0 + ($1.0 - 0.5) * ($1.1 - 0.5) } / n
            #expect(abs(product) < 3 * (1.0 / 144 / n).squareRoot())
        }
        var bins = [Int](repeating: 0, count: 16)
        for u in draws { bins[Int(u * 16)] += 1 }
        let chiSquare = bins.reduce(0) { $0 + (Double($1) - n / 16) * (Double($1) - n / 16) / (n / 16) }
        #expect(abs(chiSquare - 15) < 3 * 30.0.squareRoot())
    }

    @Test("Stream identifiers are stable and differ between neighbouring names")
    func streamNames() {
        #expect(streamIdentifier("projects/UC_PJM/delay") == streamIdentifier("projects/UC_PJM/" + "delay"))
        var seen = Set<UInt32>()
        for party in 0..<60 {
            for driver in ["delay", "cost", "rent", "demand", "price"] {
                seen.insert(streamIdentifier("projects/P\(party)/\(driver)"))
            }
        }
        #expect(seen.count == 300)
    }
}
