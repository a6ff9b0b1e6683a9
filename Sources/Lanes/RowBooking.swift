internal import CLanes

/// The rows that an amount is added to and those that it is taken from, listed for one pass over all of them.
///
/// Sendable because the list is written once, by `init`.
public final class RowBooking: @unchecked Sendable {
    /// Memory of its own: an array would be counted, and copied rows read again just after, at every booking.
    private let rows: UnsafeMutablePointer<Int32>
    private let additions: Int
    private let count: Int
    /// How often the row that is listed most often is.
    private let times: Int64

    /// - Precondition: rows of this quarter, not last quarter's copies.
    public init(add added: [Row<Cents>], subtract subtracted: [Row<Cents>]) {
        let all = added + subtracted
        precondition(all.allSatisfy { !$0.isPrevious }, "last quarter's books are closed")
        additions = added.count
        count = all.count
        times = Int64(Dictionary(grouping: all, by: \.index).values.map(\.count).max() ?? 1)
        rows = .allocate(capacity: all.count)
        for (place, row) in all.enumerated() { (rows + place).initialize(to: row.index) }
    }

    deinit { rows.deallocate() }

    /// Books a row of amounts, lane by lane, with wrapping sums.
    /// - Returns: 0 where every amount is 0 and nothing has changed; else what no row has moved by more than, in any lane.
    public func book(_ amounts: Row<Cents>, in arena: Arena) -> Int64 {
        let base = arena.origin.assumingMemoryBound(to: Int64.self)
        return times &* arena.kernels.post(base, arena[amounts].base, rows, additions, count, arena.width)
    }
}
