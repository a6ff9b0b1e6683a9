import Calendar

/// One number that a run keeps for every path.
package struct Metric: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
        /// Quarter of the run, from 1; 0 for never.
        case quarter
        case dollars
        case ratio
        case megawatts
        /// Index into the program's causes, from 1; 0 for none.
        case cause
    }

    /// `parties.iren.default`, `contracts.loan.dscr.2028`: stable, and unique in a run.
    package let name: String
    package let kind: Kind
    /// What it is, for headings.
    package let title: String

    package init(name: String, kind: Kind, title: String) {
        self.name = name
        self.kind = kind
        self.title = title
    }
}
