internal import CLanes

/// The memory of one worker: every row of one block of paths, contiguous and aligned to 64 bytes.
///
/// A row holds one 8-byte value per path. Rows are claimed while a program is compiled (`RowPlan`), and an arena is
/// made once per worker.
public final class Arena {
    /// The first state row: rows without a copy of last quarter lie before it, last quarter's copies after the last state row.
    @usableFromInline let origin: UnsafeMutableRawPointer
    /// Paths per block: a multiple of 8.
    public let width: Int
    @usableFromInline let rowBytes: Int
    @usableFromInline let previousOffset: Int
    private let base: UnsafeMutableRawPointer
    private let bytes: Int
    /// What kernels over this arena's rows run on.
    public let instructions: InstructionSet
    let kernels: clanes_kernels

    /// Takes memory for all rows of `plan`, filled with zero.
    public init(plan: RowPlan, width: Int, on instructions: InstructionSet = .best) {
        precondition(width > 0 && width % 8 == 0, "a block is a multiple of 8 paths wide")
        self.width = width
        self.instructions = instructions
        kernels = instructions.kernels
        rowBytes = width * MemoryLayout<Double>.stride
        previousOffset = plan.stateRows * rowBytes
        bytes = max(64, (2 * plan.stateRows + plan.scratchRows) * rowBytes)
        let isLarge = bytes >= Self.largePage
        base = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: isLarge ? Self.largePage : 64)
        origin = base + plan.scratchRows * rowBytes
        // A stage reads thousands of rows, most of them once: in pages of 4 KiB nearly every row is a miss of its address.
        if isLarge { clanes_prefer_large_pages(base, UInt(bytes)) }
        clear()
    }

    deinit { base.deallocate() }

    private static let largePage = 2 << 20

    /// Sets every row to zero, so that a block never sees what the one before it left.
    public func clear() {
        base.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    }

    /// Copies every state row to its `previous` twin: the start of a quarter.
    public func turnQuarter() {
        (origin + previousOffset).copyMemory(from: origin, byteCount: previousOffset)
    }

    /// The lanes of a row of real numbers.
    @inlinable @inline(__always) public subscript<Unit: RealUnit>(row: Row<Unit>) -> Column<Double> {
        Column(base: (origin + offset(row.index, row.isPrevious)).assumingMemoryBound(to: Double.self))
    }

    /// The lanes of a row of whole numbers: cents, counts, states.
    @inlinable @inline(__always) public subscript<Unit: WholeUnit>(row: Row<Unit>) -> Column<Int64> {
        Column(base: (origin + offset(row.index, row.isPrevious)).assumingMemoryBound(to: Int64.self))
    }

    /// Fetches the start of a row that is read or written soon. Rows lie far apart, in an arena that is larger than any cache:
    /// a loop over thousands of them that asks for the next one while it works waits half as long.
    public func prefetch<Unit>(_ row: Row<Unit>) { clanes_prefetch(origin + offset(row.index, row.isPrevious)) }

    @inlinable @inline(__always) func offset(_ index: Int32, _ isPrevious: Bool) -> Int {
        Int(index) &* rowBytes &+ (isPrevious ? previousOffset : 0)
    }
}

/// The values of one row, one per lane. A view: copying it copies no value.
///
/// The index is not checked in release builds: loops run over `0..<arena.width`.
@frozen public struct Column<Element: BitwiseCopyable> {
    @usableFromInline let base: UnsafeMutablePointer<Element>
    @usableFromInline init(base: UnsafeMutablePointer<Element>) { self.base = base }

    /// The value of one lane.
    @inlinable public subscript(lane: Int) -> Element {
        get { base[lane] }
        nonmutating set { base[lane] = newValue }
    }

    /// Sets the first `count` lanes to one value.
    @inlinable public func fill(_ value: Element, _ count: Int) {
        for lane in 0..<count { base[lane] = value }
    }
}

extension Column where Element == Double {
    /// Whether any of the first `count` lanes is not 0.
    @inlinable public func hasAny(_ count: Int) -> Bool {
        // Without the sign: -0 is 0.
        var bits: UInt64 = 0
        for lane in 0..<count { bits |= base[lane].bitPattern << 1 }
        return bits != 0
    }
}

extension Column where Element == Int64 {
    /// Whether each of the first `count` lanes is 1.
    @inlinable public func isOne(_ count: Int) -> Bool {
        var bits: Int64 = 0
        for lane in 0..<count { bits |= base[lane] ^ 1 }
        return bits == 0
    }

    /// Whether any of the first `count` lanes is not 0.
    @inlinable public func hasAny(_ count: Int) -> Bool {
        var bits: Int64 = 0
        for lane in 0..<count { bits |= base[lane] }
        return bits != 0
    }
}
