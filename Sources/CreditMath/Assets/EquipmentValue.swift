public import Lanes

/// What a piece of equipment is worth: the rent it still earns above its running cost, discounted.
///
///     V = rent (1 - q^H) / (1 - q) - cost (1 - w^H) / (1 - w),   q = (1 - d) / (1 + r),  w = 1 / (1 + r)
///
/// The first rent is earned and the first cost paid now. H is the number of quarters, not always whole, until the falling
/// rent meets the cost, at most `life`; with a rent that does not fall it is `life`. Each ratio has its limit H where its
/// base is 1. A value below zero is zero: the equipment would be switched off.
///
/// - Parameters:
///   - rent: of this quarter, in US$.
///   - cost: running cost of each quarter, in US$.
///   - decline: the share by which rent falls each quarter, below 1; at or below 0 it does not fall.
///   - discountRate: the owner's cost of capital per quarter, above -1.
///   - life: the most quarters it can still run.
@inlinable public func equipmentValue(
    rent: Double, cost: Double, decline: Double, discountRate: Double, life: Double
) -> Double {
    let untilCost =
        decline > 0 && cost > 0 ? naturalLogarithm(cost / rent) / naturalLogarithm(1 - decline) : Double.infinity
    let quarters = untilCost < life ? untilCost : life
    guard quarters > 0, rent > 0 else { return 0 }
    let discount = -naturalLogarithm(1 + discountRate)
    let fall = naturalLogarithm(1 - decline)
    guard fall > -.infinity else { return max(0, rent - cost) }
    let value = rent * geometricSum(discount + fall, quarters) - cost * geometricSum(discount, quarters)
    return value > 0 ? value : 0
}

/// (1 - q^n) / (1 - q) for q = e^logarithm, n where q is 1.
@inlinable func geometricSum(_ logarithm: Double, _ count: Double) -> Double {
    count * exponentialGrowthRatio(count * logarithm) / exponentialGrowthRatio(logarithm)
}
