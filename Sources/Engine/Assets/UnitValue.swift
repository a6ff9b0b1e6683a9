import CreditMath
import Lanes

/// What a unit of equipment brings: spot rent until it no longer covers the running cost; with a contract, the contract's
/// price for its remaining quarters first. Close values with the owner's cost of capital, the impairment test without any,
/// a plan values a unit that it has not ordered yet.
struct UnitValue {
    private let terms: EquipmentValuation
    /// Spot rent of the first quarter, and the running cost of each, in dollars.
    private let rent: Double
    private let expense: Double
    private let life: Double

    /// - Parameters:
    ///   - cost: running cost of an IT megawatt for a year, in dollars.
    ///   - life: quarters of physical life that are left.
    init(
        _ generation: Generation, at market: ComputeMarket, _ terms: EquipmentValuation, cost: Double, life: Double,
        _ block: Block, lane: Int
    ) {
        self.terms = terms
        let use = block[generation.use][lane]
        rent = block[market.rentUnit][lane] * block[generation.rentRating][lane] * 2_190 * use
        expense = cost * generation.megawatts * 0.25 * use
        self.life = life
    }

    /// At spot.
    var free: Double { terms.value(rent: rent, cost: expense, life: life) }

    /// With a contract that pays `margin` a quarter over running cost for its `quarters`, and spot after it.
    func held(margin: Double, quarters: Double) -> Double {
        let n = min(quarters, life)
        let (later, fallen) = (exponential(n * terms.discount), exponential(n * terms.fall))
        let tail = terms.value(rent: rent * fallen, cost: expense, life: life - n)
        return max(0, margin * terms.annuity(n)) + later * tail
    }
}

extension ComputeMarket {
    /// Decline of rents a quarter, with a discount rate a quarter.
    func valuation(_ rate: Double, _ block: Block, lane: Int) -> EquipmentValuation {
        let decline = 1 - squareRoot(squareRoot(1 - block[self.decline][lane]))
        return EquipmentValuation(decline: decline, discountRate: rate)
    }
}

/// A yearly rate as the quarterly one that compounds to it.
func quarterlyRate(_ yearly: Double) -> Double { squareRoot(squareRoot(1 + yearly)) - 1 }

extension Cohort {
    /// Value of one delivered unit: at spot, and with the contracts that hold a share of its site.
    func unitValue(
        _ generation: Generation, at market: ComputeMarket, _ site: Site, _ terms: EquipmentValuation, _ block: Block,
        lane: Int
    ) -> (free: Double, contracted: Double) {
        let cost = block[site.rows.runningCost][lane]
        let life = max(0, generation.life - Double(block[rows.age][lane] - 1))
        let unit = UnitValue(generation, at: market, terms, cost: cost, life: life, block, lane: lane)
        let free = unit.free
        let contracted = site.rows.contracted
        let share = block[contracted.share][lane]
        guard share > 0 else { return (free, free) }
        let margin = (block[contracted.price][lane] - cost) * generation.megawatts * 0.25
        let held = unit.held(margin: margin, quarters: block[contracted.quarters][lane])
        return (free, free + share * (held > free ? held - free : 0))
    }
}
