import Lanes
import PowerSystem

/// Shares the common supply of a region out among its sites.
///
/// Where there is enough each takes its claim. Else by the rule: in proportion to claims; equal awards, none above its claim;
/// in the order of the queue; or the highest rent per megawatt first. Together they take min(supply, claims).
struct PowerSharing: Sendable {
    let rule: AllocationRule
    /// By site, in the order of the queue: what it could take, what it gets, and what a megawatt earns.
    let claims, awards: [Row<FacilityMegawatts>]
    let values: [Row<Scalar>]

    init(_ rule: AllocationRule, count: Int, _ compiler: Compiler) {
        self.rule = rule
        claims = (0..<count).map { _ in compiler.plan.scratch() }
        awards = (0..<count).map { _ in compiler.plan.scratch() }
        values = rule == .value ? (0..<count).map { _ in compiler.plan.scratch() } : []
    }

    /// Writes `awards` of every lane from `claims`; gives what was awarded in all.
    func run(_ block: Block, supply: Column<Double>, awarded: Column<Double>) {
        let claims = claims.map { block[$0] }
        let awards = awards.map { block[$0] }
        let values = values.map { block[$0] }
        for lane in 0..<block.width {
            var total = 0.0
            for claim in claims { total += claim[lane] }
            awarded[lane] = min(supply[lane], total)
            if total <= supply[lane] {
                for site in claims.indices { awards[site][lane] = claims[site][lane] }
                continue
            }
            switch rule {
            case .maxMin: equal(claims, awards, supply[lane], lane)
            case .queue: inOrder(claims, awards, values: [], supply[lane], lane)
            case .value: inOrder(claims, awards, values: values, supply[lane], lane)
            default:
                for site in claims.indices { awards[site][lane] = claims[site][lane] * supply[lane] / total }
            }
        }
    }

    /// Equal awards: the smallest claims are filled, and what they leave is shared by the rest.
    private func equal(
        _ claims: [Column<Double>], _ awards: [Column<Double>], _ supply: Double, _ lane: Int
    ) {
        for award in awards { award[lane] = -1 }
        var (left, open) = (supply, claims.count)
        while open > 0 {
            let level = left / Double(open)
            var filled = 0
            for site in claims.indices where awards[site][lane] < 0 && claims[site][lane] <= level {
                awards[site][lane] = claims[site][lane]
                left -= claims[site][lane]
                filled += 1
            }
            open -= filled
            if filled > 0 { continue }
            for award in awards where award[lane] < 0 { award[lane] = level }
            return
        }
    }

    /// One after another, in the order of the queue or, where there are values, the highest first and the queue among equals.
    private func inOrder(
        _ claims: [Column<Double>], _ awards: [Column<Double>], values: [Column<Double>], _ supply: Double, _ lane: Int
    ) {
        var left = supply
        guard !values.isEmpty else {
            for site in claims.indices {
                awards[site][lane] = min(left, claims[site][lane])
                left -= awards[site][lane]
            }
            return
        }
        for award in awards { award[lane] = -1 }
        for _ in claims.indices {
            var best = -1
            for site in claims.indices where awards[site][lane] < 0 {
                if best < 0 || values[site][lane] > values[best][lane] { best = site }
            }
            awards[best][lane] = min(left, claims[best][lane])
            left -= awards[best][lane]
        }
    }
}
