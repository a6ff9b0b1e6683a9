import Lanes

/// Facility megawatts: IT load, cooling and losses.
package enum FacilityMegawatts: RealUnit {}

/// How hard a region's regulator makes it, a number that all its projects share: 0 as usual, above it worse.
struct Regulation: Sendable {
    /// This quarter's.
    let now: Row<Scalar>
    /// The worst so far.
    let worst: Row<Scalar>

    func observe(_ block: Block) {
        let (now, worst) = (block[now], block[worst])
        for lane in 0..<block.width {
            worst[lane] = block.quarter == 0 ? now[lane] : max(worst[lane], now[lane])
        }
    }
}
