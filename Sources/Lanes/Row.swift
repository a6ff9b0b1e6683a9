/// A unit whose rows hold `Double`.
public protocol RealUnit {}
/// A unit whose rows hold `Int64`.
public protocol WholeUnit {}

/// Whole cents of US dollars.
public enum Cents: WholeUnit {}
/// A count, a state or a flag.
public enum Whole: WholeUnit {}
/// US dollars, unrounded: valuations and prices.
public enum Dollars: RealUnit {}
/// Megawatts of IT load.
public enum Megawatts: RealUnit {}
/// Pieces of equipment.
public enum Units: RealUnit {}
/// A number whose unit the reader has checked: inputs, shares, rates per year, multipliers.
public enum Scalar: RealUnit {}

/// A handle to one row of an arena. It says what is measured, so that megawatts are never added to dollars.
@frozen public struct Row<Unit>: Hashable, Sendable {
    /// State rows count up from 0, rows without a copy of last quarter down from -1.
    @usableFromInline let index: Int32
    /// Whether last quarter's copy is meant.
    @usableFromInline let isPrevious: Bool

    @usableFromInline init(index: Int32, isPrevious: Bool = false) {
        self.index = index
        self.isPrevious = isPrevious
    }

    /// Last quarter's value of a state row.
    public var previous: Row {
        precondition(index >= 0 && !isPrevious, "only a state row has a previous value")
        return Row(index: index, isPrevious: true)
    }

    /// The quarter's value of a row that reads last quarter's; itself for any other.
    public var latest: Row { Row(index: index) }

    /// The same row read in another unit of the same kind, where the reader has checked the units.
    @inlinable public func read<Other>(as unit: Other.Type) -> Row<Other> {
        Row<Other>(index: index, isPrevious: isPrevious)
    }
}

/// Hands out rows while a program is compiled.
public struct RowPlan: Sendable {
    public private(set) var stateRows = 0
    public private(set) var scratchRows = 0

    public init() {}

    /// A row that lives from quarter to quarter and has a `previous` twin.
    public mutating func state<Unit>(_ unit: Unit.Type = Unit.self) -> Row<Unit> {
        defer { stateRows += 1 }
        return Row(index: Int32(stateRows))
    }

    /// A row without a `previous` twin: written before it is read in every quarter, or kept and never compared.
    public mutating func scratch<Unit>(_ unit: Unit.Type = Unit.self) -> Row<Unit> {
        scratchRows += 1
        return Row(index: -Int32(scratchRows))
    }
}
