internal import CLanes

/// The rows whose sum is wanted, listed for one pass over all of them: lines of a statement, balances of a party.
public struct RowSum: Sendable {
    private let rows: [Int32]

    /// - Precondition: rows that are kept from quarter to quarter.
    public init(_ rows: [Row<Cents>]) {
        precondition(rows.allSatisfy { $0.region == .state }, "books are kept in state rows")
        self.rows = rows.map(\.index)
    }

    /// Fills a row with the sums, lane by lane; they wrap. It is not one of the rows that are added.
    public func fill(_ result: Row<Cents>, in arena: Arena) {
        let sums = arena[result].base
        rows.withUnsafeBufferPointer { rows in
            guard let first = rows.baseAddress else { return arena[result].fill(0, arena.width) }
            arena.kernels.sum(
                sums, arena.base.assumingMemoryBound(to: Int64.self), first, rows.count, arena.width)
        }
    }
}
