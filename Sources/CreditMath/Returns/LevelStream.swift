public import Lanes

/// What a level stream of payments is worth: one at the end of each period.
///
///     (1 - w^length) / r x w^wait,   w = 1 / (1 + r)
///
/// - Parameters:
///   - rate: the discount rate per period, at least 0; at 0 the stream is worth its length.
///   - length: the number of periods, of which the last may be a part.
///   - wait: periods before the first one begins.
@inlinable public func levelStreamValue(rate: Double, length: Double, wait: Int = 0) -> Double {
    let w = 1 / (1 + rate)
    let annuity = rate > 1e-9 ? (1 - exponential(length * naturalLogarithm(w))) / rate : length
    let delay = wait == 0 ? 1 : exponential(Double(wait) * naturalLogarithm(w))
    return annuity * delay
}
