import Lanes

/// What a unit of equipment is worth: rent that falls and running cost that does not, discounted, for as long as the
/// rent covers the cost.
///
/// `V = rent (1-q^H)/(1-q) - cost (1-w^H)/(1-w)`, `q = (1-d)/(1+r)`, `w = 1/(1+r)`, quarterly `d` and `r`;
/// `H` = quarters until `rent (1-d)^H = cost`, at most the life; `d <= 0` means the life. Rent and cost are due at the
/// start of each quarter, as the sums say.
@inline(__always)
func equipmentValue(rent: Double, cost: Double, decline: Double, discount: Double, life: Double) -> Double {
    guard rent > cost, life > 0 else { return 0 }
    let keep = 1 - decline
    var horizon = life
    if decline > 0, cost > 0, keep > 0 {
        let until = naturalLogarithm(cost / rent) / naturalLogarithm(keep)
        horizon = until < life ? until : life
    }
    let w = 1 / (1 + discount)
    return rent * annuity(keep * w, horizon) - cost * annuity(w, horizon)
}

/// `1 + x + ... + x^(n-1)` for real n, which is n where x is 1.
@inline(__always)
func annuity(_ x: Double, _ n: Double) -> Double {
    if (x - 1).magnitude < 1e-12 { return n }
    if x <= 0 { return 1 }
    return (1 - exponential(n * naturalLogarithm(x))) / (1 - x)
}
