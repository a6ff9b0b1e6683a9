extension ObligationNetwork {
    /// The greatest clearing vector: of all the ways in which payments can be consistent with one another, the one
    /// in which everybody pays most.
    ///
    /// Found from "everybody pays" downward: defaults only ever add up and payments only ever fall, so every state on
    /// the way is at or above the answer. Loops of defaulted parties that would converge slowly are solved exactly.
    /// Never fails; zero obligations and closed loops without cash are solvent.
    public func clear() -> Clearing {
        var settlement = Settlement(self, paying: 1)
        settlement.descend()
        return Clearing(self, settlement)
    }

    /// The least clearing vector, found from "nobody pays" upward.
    ///
    /// With bankruptcy costs a party may come ever closer to solvency without reaching it in any finite number of
    /// rounds; it then counts as solvent, and the answer is still the least set of payments that clears.
    public func clearLeast() -> Clearing {
        var settlement = Settlement(self, paying: 0)
        settlement.ascend()
        return Clearing(self, settlement)
    }

    /// Whether `greatest` and `least` are the same payments, so that these are the only ones that clear.
    ///
    /// Equal means within 1e-9 of the largest obligation, or of 1 if that is less.
    public func isUnique(greatest: Clearing, least: Clearing) -> Bool {
        let tolerance = 1e-9 * max(1, obligations.max() ?? 0)
        return zip(greatest.payments, least.payments).allSatisfy { ($0 - $1).magnitude <= tolerance }
    }
}
