internal import CLanes

/// The rows that an amount is added to and those that it is taken from, listed for one pass over all of them.
public struct RowBooking: Sendable {
    /// Up to eight rows stand in the value itself, so that booking counts no references.
    private let few: SIMD8<Int32>
    /// All rows, where there are more.
    private let many: [Int32]
    private let additions: Int
    private let count: Int

    /// - Precondition: rows of this quarter, not last quarter's copies.
    public init(add added: [Row<Cents>], subtract subtracted: [Row<Cents>]) {
        let all = added + subtracted
        precondition(all.allSatisfy { !$0.isPrevious }, "last quarter's books are closed")
        additions = added.count
        count = all.count
        many = count > 8 ? all.map(\.index) : []
        var few = SIMD8<Int32>()
        for (place, row) in all.prefix(8).enumerated() { few[place] = row.index }
        self.few = few
    }

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
        guard count <= 8 else {
            return many.withUnsafeBufferPointer { book(amounts, $0.baseAddress!, in: arena, limit) }
        }
        return withUnsafeBytes(of: few) {
            book(amounts, $0.baseAddress!.assumingMemoryBound(to: Int32.self), in: arena, limit)
        }
    }

    @inline(__always) private func book(
        _ amounts: Row<Cents>, _ rows: UnsafePointer<Int32>, in arena: Arena, _ limit: Int64
    ) -> Outcome {
        let base = arena.origin.assumingMemoryBound(to: Int64.self)
        let outcome = arena.kernels.post(base, arena[amounts].base, rows, additions, count, arena.width, limit)
        return Outcome(rawValue: outcome) ?? .beyondLimit
    }
}
