internal import CLanes

/// The rows that an amount is added to and those that it is taken from, listed for one pass over all of them.
///
/// Sendable because the list is written once, by `init`.
public final class RowBooking: @unchecked Sendable {
    /// Memory of its own: an array would be counted, and copied rows read again just after, at every booking.
    private let rows: UnsafeMutablePointer<Int32>
    private let additions: Int
    private let count: Int

    /// - Precondition: rows of this quarter, not last quarter's copies.
    public init(add added: [Row<Cents>], subtract subtracted: [Row<Cents>]) {
        let all = added + subtracted
        precondition(all.allSatisfy { !$0.isPrevious }, "last quarter's books are closed")
        additions = added.count
        count = all.count
        rows = .allocate(capacity: all.count)
        for (place, row) in all.enumerated() { (rows + place).initialize(to: row.index) }
    }

    deinit { rows.deallocate() }

    /// What came of a booking.
    public enum Outcome: Int32, Sendable {
        /// Every amount is 0, and nothing has changed.
        case nothing
        case booked
        /// A row that was booked to may hold a sum outside -limit to limit in some lane.
        case beyondLimit
    }

    /// Books a row of amounts, lane by lane, with wrapping sums.
    /// - Parameter limit: a power of two.
    public func book(_ amounts: Row<Cents>, in arena: Arena, limit: Int64) -> Outcome {
        let base = arena.origin.assumingMemoryBound(to: Int64.self)
        let outcome = arena.kernels.post(base, arena[amounts].base, rows, additions, count, arena.width, limit)
        return Outcome(rawValue: outcome) ?? .beyondLimit
    }
}
