public import Lanes

/// What a piece of equipment is worth: the rent it still earns above its running cost, discounted.
///
///     V = rent (1 - q^H) / (1 - q) - cost (1 - w^H) / (1 - w),   q = (1 - d) / (1 + r),  w = 1 / (1 + r)
///
/// The first rent is earned and the first cost paid now. H is the number of quarters, not always whole, until the falling
/// rent meets the cost, at most the life that is left; with a rent that does not fall it is that life. Each ratio has its
/// limit H where its base is 1. A value below zero is zero: the equipment would be switched off.
///
/// Decline and discount rate come first, because much equipment is valued at the same two.
public struct EquipmentValuation: Sendable {
    @usableFromInline let decline: Double
    /// ln(1 - d) and -ln(1 + r).
    @usableFromInline let fall: Double
    @usableFromInline let discount: Double
    @usableFromInline let earning: GeometricSum
    @usableFromInline let spending: GeometricSum

    /// - Parameters:
    ///   - decline: the share by which rent falls each quarter, below 1; at or below 0 it does not fall.
    ///   - discountRate: the owner's cost of capital per quarter, above -1.
    @inlinable public init(decline: Double, discountRate: Double) {
        self.decline = decline
        fall = naturalLogarithm(1 - decline)
        discount = -naturalLogarithm(1 + discountRate)
        earning = GeometricSum(discount + fall)
        spending = GeometricSum(discount)
    }

    /// The value of one piece.
    /// - Parameters:
    ///   - rent: of this quarter, in US$.
    ///   - cost: running cost of each quarter, in US$.
    ///   - life: the most quarters it can still run.
    @inlinable public func value(rent: Double, cost: Double, life: Double) -> Double {
        guard rent > 0 else { return 0 }
        let untilCost = decline > 0 && cost > 0 ? naturalLogarithm(cost / rent) / fall : Double.infinity
        let quarters = untilCost < life ? untilCost : life
        guard quarters > 0 else { return 0 }
        guard fall > -.infinity else { return max(0, rent - cost) }
        let value = rent * earning.sum(quarters) - cost * spending.sum(quarters)
        return value > 0 ? value : 0
    }
}

/// What a piece of equipment is worth at a decline of rents and a discount rate per quarter: `EquipmentValuation` for one.
@inlinable public func equipmentValue(
    rent: Double, cost: Double, decline: Double, discountRate: Double, life: Double
) -> Double {
    EquipmentValuation(decline: decline, discountRate: discountRate).value(rent: rent, cost: cost, life: life)
}

/// (1 - q^n) / (1 - q) for q = e^logarithm, n where q is 1.
@usableFromInline struct GeometricSum: Sendable {
    @usableFromInline let logarithm: Double
    /// (q - 1) / ln q, which all sums are divided by.
    @usableFromInline let first: Double

    @inlinable init(_ logarithm: Double) {
        self.logarithm = logarithm
        first = exponentialGrowthRatio(logarithm)
    }

    @inlinable func sum(_ count: Double) -> Double {
        count * exponentialGrowthRatio(count * logarithm) / first
    }
}
