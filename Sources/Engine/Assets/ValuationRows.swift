import CreditMath
import Lanes
import Ledger

/// What units of equipment bring: spot rent until it no longer covers the running cost; with a contract, the contract's
/// price for its remaining quarters first. Close values with the owner's cost of capital, the impairment test without any,
/// a plan values a unit that it has not ordered yet.
///
/// `EquipmentValuation` over whole rows, bit for bit: logarithms and exponentials take several paths at once.
struct ValuationRows: Sendable {
    /// False where a dollar later counts as much as one now.
    private var isDiscounted = true
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

    /// The same rows, valued without discounting.
    var undiscounted: ValuationRows {
        var rows = self
        rows.isDiscounted = false
        return rows
    }

    /// Takes the decline that buyers expect, and a yearly rate to discount at: nil where nothing is discounted.
    func begin(_ market: ComputeMarket, rate: Row<Scalar>?, _ block: Block) {
        precondition(isDiscounted == (rate != nil), "a rate is given where something is discounted, and nowhere else")
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
        for group in 0..<block.width / 8 {
            rent[eight: group] = unit[eight: group] * rating[eight: group] * 2_190 * use[eight: group]
            expense[eight: group] = cost[eight: group] * generation.megawatts * 0.25 * use[eight: group]
        }
        if let age {
            let age = block[age]
            for group in 0..<block.width / 8 {
                let left = generation.life - (realCents(age[eight: group]) - 1)
                life[eight: group] = EightDoubles.zero.replacing(with: left, where: left .> 0)
            }
        } else {
            life.fill(generation.life, block.width)
        }
        fill(block[free], rent: rent, life: life, block)
    }

    /// Fills `contracted` too, after `value`.
    func addContracts(_ generation: Generation, at site: Site, _ block: Block) {
        let (free, contracted, share) = (block[free], block[contracted], block[site.rows.contracted.share])
        for lane in 0..<block.width { contracted[lane] = free[lane] }
        guard share.hasAny(block.width) else { return }
        let (price, span) = (block[site.rows.contracted.price], block[site.rows.contracted.quarters])
        let (cost, rent, life) = (block[site.rows.runningCost], block[rent], block[life])
        let (later, fallen, held) = (block[later], block[fallen], block[held])
        let (discount, fall, spending) = (block[discount], block[fall], block[spending])
        for group in 0..<block.width / 8 {
            let n = lower(span[eight: group], life[eight: group])
            later[eight: group] = n * discount[eight: group]
            fallen[eight: group] = n * fall[eight: group]
        }
        let annuity = block[right]
        fillAnnuities(from: later, into: annuity, block)
        if isDiscounted {
            fillExponentials(from: later, into: later, count: block.width)
        } else {
            later.fill(1, block.width)
        }
        fillExponentials(from: fallen, into: fallen, count: block.width)
        for group in 0..<block.width / 8 {
            let n = lower(span[eight: group], life[eight: group])
            let margin = (price[eight: group] - cost[eight: group]) * generation.megawatts * 0.25
            let worth = margin * (n * annuity[eight: group] / spending[eight: group])
            held[eight: group] = EightDoubles.zero.replacing(with: worth, where: worth .> 0)
            rent[eight: group] *= fallen[eight: group]
            life[eight: group] -= n
        }
        let tail = fallen
        fill(tail, rent: rent, life: life, block)
        for group in 0..<block.width / 8 {
            let (spot, part) = (free[eight: group], share[eight: group])
            let worth = held[eight: group] + later[eight: group] * tail[eight: group]
            let more = EightDoubles.zero.replacing(with: worth - spot, where: worth .> spot)
            contracted[eight: group] = spot.replacing(with: spot + part * more, where: part .> 0)
        }
    }

    @inline(__always) private func lower(_ first: EightDoubles, _ second: EightDoubles) -> EightDoubles {
        first.replacing(with: second, where: second .< first)
    }

    /// `EquipmentValuation.value`, lane by lane.
    private func fill(_ value: Column<Double>, rent: Column<Double>, life: Column<Double>, _ block: Block) {
        let (cost, quarters, left, right) = (block[expense], block[quarters], block[left], block[right])
        let (fall, discount, both, decline) = (block[fall], block[discount], block[both], block[decline])
        let (earning, spending) = (block[earning], block[spending])
        for group in 0..<block.width / 8 { quarters[eight: group] = cost[eight: group] / rent[eight: group] }
        fillLogarithms(from: quarters, into: quarters, count: block.width)
        for group in 0..<block.width / 8 {
            let isEnding = (decline[eight: group] .> 0) .& (cost[eight: group] .> 0)
            let untilCost = quarters[eight: group] / fall[eight: group]
            let isSooner = isEnding .& (untilCost .< life[eight: group])
            let count = life[eight: group].replacing(with: untilCost, where: isSooner)
            quarters[eight: group] = count
            left[eight: group] = count * both[eight: group]
            right[eight: group] = count * discount[eight: group]
        }
        fillExponentialGrowthRatios(from: left, into: left, count: block.width)
        fillAnnuities(from: right, into: right, block)
        for group in 0..<block.width / 8 {
            let (count, income, expense) = (quarters[eight: group], rent[eight: group], cost[eight: group])
            let earned = income * (count * left[eight: group] / earning[eight: group])
            let worth = earned - expense * (count * right[eight: group] / spending[eight: group])
            let atOnce = income - expense
            let found = atOnce.replacing(with: worth, where: fall[eight: group] .> -.infinity)
            let isWorth = (income .> 0) .& (count .> 0) .& (found .> 0)
            value[eight: group] = EightDoubles.zero.replacing(with: found, where: isWorth)
        }
    }

    /// (e^x - 1) / x of a multiple x of the discount rate: 1, without computing it, where nothing is discounted.
    private func fillAnnuities(from exponents: Column<Double>, into results: Column<Double>, _ block: Block) {
        if isDiscounted {
            fillExponentialGrowthRatios(from: exponents, into: results, count: block.width)
        } else {
            results.fill(1, block.width)
        }
    }
}

/// A yearly rate as the quarterly one that compounds to it.
func quarterlyRate(_ yearly: Double) -> Double { squareRoot(squareRoot(1 + yearly)) - 1 }
