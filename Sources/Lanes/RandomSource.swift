internal import CLanes

/// The uniform random numbers of a run, each named by (path, quarter, stream, draw) and by nothing else.
///
///     let source = RandomSource(seed: 2026)
///     let u = source.uniform(path: 17, quarter: 3, stream: streamIdentifier("projects/UC_PJM/delay"), draw: 0)
///
/// The numbers do not depend on threads, blocks or the order of asking. Counter words of Philox4x32-10: path, low 32
/// bits; path, next 16 bits, above the quarter's 16; stream; draw / 2. The key is the seed. One call of the generator
/// serves two draws.
@frozen public struct RandomSource: Sendable, Hashable {
    /// The run's seed.
    public let seed: UInt64
    /// Whether paths 2k and 2k + 1 are an antithetic pair: every uniform of the odd path is 1 - u of the even one.
    public let antithetic: Bool

    /// The random numbers of a run with this seed.
    @inlinable public init(seed: UInt64, antithetic: Bool = false) {
        self.seed = seed
        self.antithetic = antithetic
    }

    /// One uniform in the open interval (0, 1): (k + 0.5) / 2^52 with k of 52 random bits, so 1 - u is exact too.
    ///
    /// - Parameters:
    ///   - path: below 2^48.
    ///   - quarter: 0 for what is drawn once per path, then 1, 2, ... up to 65,535.
    ///   - stream: the identifier of the random thing's name.
    ///   - draw: 0, 1, 2, ... within one quarter of one stream.
    @inlinable public func uniform(path: UInt64, quarter: Int, stream: UInt32, draw: Int) -> Double {
        check(lastPath: path, quarter: quarter, draw: draw)
        return lane(path, UInt64(quarter), UInt64(stream), UInt64(draw), antithetic ? 1 : 0)
    }

    /// Fills the first `count` lanes with the uniforms of paths `firstPath`, `firstPath + 1`, ...: the same bits that
    /// `uniform` gives.
    public func fillUniforms(
        _ column: Column<Double>, count: Int, firstPath: UInt64, quarter: Int, stream: UInt32, draw: Int,
        on instructions: InstructionSet = .best
    ) {
        check(lastPath: firstPath &+ UInt64(count), quarter: quarter, draw: draw)
        var names = clanes_draw(
            seed: seed, first_path: firstPath, quarter: UInt64(quarter), stream: UInt64(stream), draw: UInt64(draw),
            pair_mask: antithetic ? 1 : 0)
        instructions.kernels.uniforms(column.base, count, &names)
    }

    @inlinable func check(lastPath: UInt64, quarter: Int, draw: Int) {
        precondition(lastPath <= 1 << 48, "a path is below 2^48")
        precondition(quarter >= 0 && quarter <= 0xFFFF, "a quarter is in 0...65535")
        precondition(draw >= 0 && draw >> 1 <= 0xFFFF_FFFF, "a draw is in 0..<2^33")
    }

    /// `pairMask` is 1 when paths come in antithetic pairs, else 0.
    @inlinable @inline(__always) func lane(
        _ path: UInt64, _ quarter: UInt64, _ stream: UInt64, _ draw: UInt64, _ pairMask: UInt64
    ) -> Double {
        let mirrored = path & pairMask
        let drawn = path &- mirrored
        let words = Philox(
            drawn & 0xFFFF_FFFF, ((drawn >> 32) << 16) | quarter, stream, draw >> 1,
            key0: seed & 0xFFFF_FFFF, key1: seed >> 32)
        let second = 0 &- (draw & 1)
        let low = words.counter0 ^ ((words.counter0 ^ words.counter2) & second)
        let high = words.counter1 ^ ((words.counter1 ^ words.counter3) & second)
        let bits = ((high << 32) | low) >> 12
        // 1 + k / 2^52 by its bit pattern; flipping all 52 bits of k gives 1 - u.
        let flipped = bits ^ ((0 &- mirrored) >> 12)
        return Double(bitPattern: flipped | 0x3FF0_0000_0000_0000) - 1 + 0x1p-53
    }
}
