import Calendar
import Lanes

/// Something that can sink a party: a condition that a contract, site or market keeps in a row.
package struct Cause: Sendable {
    package let party: Int
    /// `site childress energised late`.
    package let title: String
    /// Quarter (from 1) since which it holds without a break; 0 where it does not.
    package let since: Row<Whole>
    /// Holds now.
    package let flag: Row<Whole>
}

/// A row whose changes a story tells: when it takes a value, the sentence for it is said.
package struct StoryMark: Sendable {
    package let subject: String
    package let row: Row<Whole>
    /// Sentences by value; `{value}` stands for the measured number.
    package let sentences: [Int64: String]
    package let measured: Row<Scalar>?
    package let format: MeasureFormat
}

/// How a measured number is written.
package enum MeasureFormat: Sendable {
    case ratio, percent, megawatts, dollars
}
