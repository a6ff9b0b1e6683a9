import Lanes
import Ledger
import Model

/// One quarter of some paths in work: what a stage reads and writes.
package final class Block {
    package let arena: Arena
    package let width: Int
    package let random: RandomSource
    /// Lanes in use: the rest of a last block computes paths that nobody asked for.
    package var lanes: Int
    /// Index of the path in lane 0.
    package var firstPath: UInt64 = 0
    /// Quarters since the start of the run: 0 is the first simulated one.
    package var quarter = 0
    /// Set in a replay only.
    package var journal: Journal?
    /// Numbers laid over the program in this run.
    var variation: Variation?
    /// By leg: false where nothing falls due in any path, and its row holds zeros. Most of what may fall due does not in
    /// most quarters; what is known to be nothing is not read.
    let mayBeDue: Flags
    /// By leg: false where nothing is in arrears in any path.
    let mayBeInArrears: Flags
    /// By cohort: false where nothing has been delivered in any path so far.
    let hasArrived: Flags
    /// By cohort: false where nothing stands in any path, nor ran last quarter.
    let mayStand: Flags
    /// By cohort: false where nothing was delivered this quarter in any path.
    let mayHaveCome: Flags
    /// By cohort: false where nothing is spread over the rest of its life in any path.
    let mayBeRespread: Flags
    /// By cause: false where it holds in no path.
    let mayHold: Flags
    /// What no balance has moved by more than since all were last looked at, and how far any could move then before it left
    /// the range of exact money.
    var (moved, room): (Int64, Int64) = (0, -1)
    /// The first amount that could not be booked exactly.
    package private(set) var fault: Fault?

    package init(arena: Arena, random: RandomSource, legs: Int, cohorts: Int, causes: Int) {
        self.arena = arena
        self.width = arena.width
        lanes = arena.width
        self.random = random
        mayBeDue = Flags(count: legs)
        mayBeInArrears = Flags(count: legs)
        hasArrived = Flags(count: cohorts)
        mayStand = Flags(count: cohorts)
        mayHaveCome = Flags(count: cohorts)
        mayBeRespread = Flags(count: cohorts)
        mayHold = Flags(count: causes)
    }

    package subscript<Unit: RealUnit>(row: Row<Unit>) -> Column<Double> { arena[row] }
    package subscript<Unit: WholeUnit>(row: Row<Unit>) -> Column<Int64> { arena[row] }

    /// Fetches the start of a row that is read or written soon.
    func prefetch<Unit>(_ row: Row<Unit>) { arena.prefetch(row) }

    /// Starts a block of paths from nothing.
    package func begin(firstPath: UInt64, lanes: Int) {
        self.firstPath = firstPath
        self.lanes = lanes
        quarter = 0
        fault = nil
        // Opening balances are not booked.
        (moved, room) = (0, -1)
        for flags in [mayBeDue, mayBeInArrears, hasArrived, mayStand, mayHaveCome, mayBeRespread, mayHold] {
            flags.clear()
        }
        arena.clear()
    }

    package func post(_ posting: Posting, _ amounts: Row<Cents>) {
        count(moved: posting.post(amounts, in: arena, journal: journal))
    }

    /// Counts what no balance has moved by more than.
    func count(moved cents: Int64) {
        let (sum, isBeyond) = moved.addingReportingOverflow(cents)
        moved = isBeyond ? .max : sum
    }

    package func report(lane: Int, subject: String, what: String, cents: Int64) {
        guard fault == nil else { return }
        fault = Fault(
            path: firstPath + UInt64(lane), quarter: quarter, subject: subject, what: what, cents: cents)
    }

    /// Checks that every lane of a row is a number: what is none compares with nothing, and would pass for sound.
    package func checkFinite(_ row: Row<Scalar>, subject: @autoclosure () -> String) {
        let value = self[row]
        var sum = 0.0
        for lane in 0..<width { sum += value[lane] * 0 }
        guard sum != 0 else { return }
        for lane in 0..<lanes where !value[lane].isFinite {
            report(lane: lane, subject: subject(), what: "value of the driver", cents: .max)
        }
    }

    /// Checks that every lane of a row is an amount that can be booked: not negative, at most 2^51 cents.
    package func checkAmounts(
        _ row: Row<Cents>, subject: @autoclosure () -> String, what: @autoclosure () -> String
    ) {
        let amount = self[row]
        // The sign bit of either says that an amount is out of range.
        var signs: Int64 = 0
        for lane in 0..<width { signs |= amount[lane] | (LedgerAudit.largestAmount &- amount[lane]) }
        guard signs < 0 else { return }
        for lane in 0..<width where amount[lane] < 0 || amount[lane] > LedgerAudit.largestAmount {
            if lane < lanes { report(lane: lane, subject: subject(), what: what(), cents: amount[lane]) }
            amount[lane] = 0
        }
    }
}

/// A flag for each leg, cohort or cause, over all paths of a block. A class of its own: thousands are read and set in each quarter, at
/// the cost of a byte each, where asking the row would take its whole width.
final class Flags {
    private let flags: UnsafeMutableBufferPointer<Bool>

    init(count: Int) {
        flags = .allocate(capacity: count)
        flags.initialize(repeating: false)
    }

    deinit { flags.deallocate() }

    subscript(index: Int) -> Bool {
        get { flags[index] }
        set { flags[index] = newValue }
    }

    func clear() { flags.update(repeating: false) }
}

/// An amount outside exact money: negative where it may not be, not a number, or beyond 2^51 cents.
public struct Fault: Error, Sendable, Equatable {
    public let path: UInt64
    public let quarter: Int
    public let subject: String
    public let what: String
    public let cents: Int64
}
