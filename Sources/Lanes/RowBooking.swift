internal import CLanes

/// The rows that an amount is added to and those that it is taken from, listed for one pass over all of them.
public struct RowBooking: Sendable {
    private let rows: [Int32]
    private let additions: Int

    /// - Precondition: rows that are kept from quarter to quarter.
    public init(add added: [Row<Cents>], subtract subtracted: [Row<Cents>]) {
        let all = added + subtracted
        precondition(all.allSatisfy { $0.region == .state }, "books are kept in state rows")
        rows = all.map(\.index)
        additions = added.count
    }

    /// Books a row of amounts, lane by lane, with wrapping sums. False, and nothing changed, where every amount is 0.
    public func book(_ amounts: Row<Cents>, in arena: Arena) -> Bool {
        let amount = arena[amounts].base
        return rows.withUnsafeBufferPointer { rows in
            guard let first = rows.baseAddress else { return arena[amounts].hasAny(arena.width) }
            return arena.kernels.post(
                arena.base.assumingMemoryBound(to: Int64.self), amount, first, additions, rows.count, arena.width) != 0
        }
    }
}
