import CreditMath
import Lanes

/// What units of equipment bring: spot rent until it no longer covers the running cost; with a contract, the contract's
/// price for its remaining quarters first. Close values with the owner's cost of capital, the impairment test without any,
/// a plan values a unit that it has not ordered yet.
///
/// `EquipmentValuation` over whole rows, bit for bit: logarithms and exponentials take several paths at once.
struct ValuationRows: Sendable {
    /// ln(1 - d), -ln(1 + r) and their sum; the yearly decline of rents as a quarterly one.
    private let fall, discount, both, decline: Row<Scalar>
    /// (q - 1) / ln q of rents that fall and are discounted, and of costs that are discounted.
    private let earning, spending: Row<Scalar>
    /// Spot rent of the first quarter and running cost of each, in dollars; quarters of physical life that are left.
    private let rent, expense, life: Row<Scalar>
    private let later, fallen, held, quarters, left, right: Row<Scalar>
    /// What a unit is worth at spot.
    let free: Row<Scalar>
    /// What it is worth with the contracts that hold a share of its site.
    let contracted: Row<Scalar>

    init(_ compiler: Compiler) {
        func row() -> Row<Scalar> { compiler.plan.scratch() }
        (fall, discount, both, decline, earning, spending) = (row(), row(), row(), row(), row(), row())
        (rent, expense, life, later, fallen, held) = (row(), row(), row(), row(), row(), row())
        (quarters, left, right, free, contracted) = (row(), row(), row(), row(), row())
    }

    /// Takes the decline that buyers expect, and a yearly rate to discount at: none where nil.
    func begin(_ market: ComputeMarket, rate: Row<Scalar>?, _ block: Block) {
        let (yearly, decline) = (block[market.decline], block[decline])
        let (fall, discount, both) = (block[fall], block[discount], block[both])
        for lane in 0..<block.width {
            decline[lane] = 1 - squareRoot(squareRoot(1 - yearly[lane]))
            fall[lane] = 1 - decline[lane]
        }
        if let rate {
            let rate = block[rate]
            for lane in 0..<block.width { discount[lane] = 1 + quarterlyRate(rate[lane]) }
        } else {
            discount.fill(1, block.width)
        }
        fillLogarithms(from: fall, into: fall, count: block.width)
        fillLogarithms(from: discount, into: discount, count: block.width)
        for lane in 0..<block.width {
            discount[lane] = -discount[lane]
            both[lane] = discount[lane] + fall[lane]
        }
        fillExponentialGrowthRatios(from: both, into: block[earning], count: block.width)
        fillExponentialGrowthRatios(from: discount, into: block[spending], count: block.width)
    }

    /// Fills `free` with the value at spot of a unit that runs at a site.
    /// - Parameters:
    ///   - age: quarters since delivery, the quarter of delivery being 1; a new unit where nil.
    ///   - cost: running cost of an IT megawatt for a year, in dollars.
    func value(
        _ generation: Generation, age: Row<Whole>?, cost: Row<Dollars>, at market: ComputeMarket, _ block: Block
    ) {
        let (use, unit, rating) = (block[generation.use], block[market.rentUnit], block[generation.rentRating])
        let (rent, expense, life, cost) = (block[rent], block[expense], block[life], block[cost])
        for lane in 0..<block.width {
            rent[lane] = unit[lane] * rating[lane] * 2_190 * use[lane]
            expense[lane] = cost[lane] * generation.megawatts * 0.25 * use[lane]
        }
        if let age {
            let age = block[age]
            for lane in 0..<block.width { life[lane] = max(0, generation.life - Double(age[lane] - 1)) }
        } else {
            life.fill(generation.life, block.width)
        }
        fill(block[free], rent: rent, life: life, block)
    }

    /// Fills `contracted` too, after `value`.
    func addContracts(_ generation: Generation, at site: Site, _ block: Block) {
        let (free, contracted, share) = (block[free], block[contracted], block[site.rows.contracted.share])
        var any = false
        for lane in 0..<block.width {
            contracted[lane] = free[lane]
            any = any || share[lane] > 0
        }
        guard any else { return }
        let (price, span) = (block[site.rows.contracted.price], block[site.rows.contracted.quarters])
        let (cost, rent, life) = (block[site.rows.runningCost], block[rent], block[life])
        let (later, fallen, held) = (block[later], block[fallen], block[held])
        let (discount, fall, spending) = (block[discount], block[fall], block[spending])
        for lane in 0..<block.width {
            let n = min(span[lane], life[lane])
            later[lane] = n * discount[lane]
            fallen[lane] = n * fall[lane]
        }
        let annuity = block[right]
        fillExponentialGrowthRatios(from: later, into: annuity, count: block.width)
        fillExponentials(from: later, into: later, count: block.width)
        fillExponentials(from: fallen, into: fallen, count: block.width)
        for lane in 0..<block.width {
            let n = min(span[lane], life[lane])
            let margin = (price[lane] - cost[lane]) * generation.megawatts * 0.25
            held[lane] = max(0, margin * (n * annuity[lane] / spending[lane]))
            rent[lane] *= fallen[lane]
            life[lane] -= n
        }
        let tail = fallen
        fill(tail, rent: rent, life: life, block)
        for lane in 0..<block.width where share[lane] > 0 {
            let worth = held[lane] + later[lane] * tail[lane]
            contracted[lane] = free[lane] + share[lane] * (worth > free[lane] ? worth - free[lane] : 0)
        }
    }

    /// `EquipmentValuation.value`, lane by lane.
    private func fill(_ value: Column<Double>, rent: Column<Double>, life: Column<Double>, _ block: Block) {
        let (cost, quarters, left, right) = (block[expense], block[quarters], block[left], block[right])
        let (fall, discount, both, decline) = (block[fall], block[discount], block[both], block[decline])
        let (earning, spending) = (block[earning], block[spending])
        for lane in 0..<block.width { quarters[lane] = cost[lane] / rent[lane] }
        fillLogarithms(from: quarters, into: quarters, count: block.width)
        for lane in 0..<block.width {
            let isEnding = decline[lane] > 0 && cost[lane] > 0
            let untilCost = isEnding ? quarters[lane] / fall[lane] : .infinity
            quarters[lane] = untilCost < life[lane] ? untilCost : life[lane]
            left[lane] = quarters[lane] * both[lane]
            right[lane] = quarters[lane] * discount[lane]
        }
        fillExponentialGrowthRatios(from: left, into: left, count: block.width)
        fillExponentialGrowthRatios(from: right, into: right, count: block.width)
        for lane in 0..<block.width {
            let count = quarters[lane]
            let earned = rent[lane] * (count * left[lane] / earning[lane])
            let worth = earned - cost[lane] * (count * right[lane] / spending[lane])
            let atOnce = max(0, rent[lane] - cost[lane])
            let found = fall[lane] > -.infinity ? (worth > 0 ? worth : 0) : atOnce
            value[lane] = rent[lane] > 0 && count > 0 ? found : 0
        }
    }
}

/// A yearly rate as the quarterly one that compounds to it.
func quarterlyRate(_ yearly: Double) -> Double { squareRoot(squareRoot(1 + yearly)) - 1 }
