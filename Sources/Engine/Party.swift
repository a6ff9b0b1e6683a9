import Calendar
import Lanes
import Model

/// Where a party stands with its creditors. "Default" on every page is entry to `defaulted`.
public enum PartyState: Int64, Sendable, CaseIterable {
    /// Pays what it owes, keeps its covenants.
    case performing
    /// A covenant is broken; payments are made.
    case breach
    /// A payment was missed: one quarter to make it good; payouts stop.
    case grace
    /// The quarter of default.
    case defaulted
    /// Creditors are held off while assets are run and sold.
    case estate
    /// Everything is distributed; nothing is left.
    case resolved

    public var title: String {
        switch self {
        case .performing: return "performing"
        case .breach: return "in breach of a covenant"
        case .grace: return "in grace after a missed payment"
        case .defaulted: return "in default"
        case .estate: return "an estate"
        case .resolved: return "resolved"
        }
    }
}

/// A party or outside sector, compiled.
package final class Party: Sendable {
    package let index: Int
    /// Its name in the scenario, as in `parties.iren`.
    package let name: String
    /// For reports: `IREN`.
    package let title: String
    /// lab, neocloud, lender ...: for reports only.
    package let label: String
    /// Stands for everybody outside: always pays what it owes.
    package let isSector: Bool
    /// Issues the money that others hold as cash.
    package let holdsDeposits: Bool
    package let rows: Rows
    package let credit: CreditRows

    init(
        index: Int, name: String, title: String, label: String, isSector: Bool, holdsDeposits: Bool, rows: Rows,
        credit: CreditRows
    ) {
        self.index = index
        self.name = name
        self.title = title
        self.label = label
        self.isSector = isSector
        self.holdsDeposits = holdsDeposits
        self.rows = rows
        self.credit = credit
    }

    package struct Rows: Sendable {
        /// `PartyState`.
        package let state: Row<Whole>
        /// Quarters since entry to default, 0 before.
        package let estateQuarters: Row<Whole>
        /// Compute that it had no use for last quarter, in H100-equivalents; 0 of who is no lab.
        package let idleCompute: Row<Scalar>
        /// Share of its equipment that its estate has sold.
        package let soldShare: Row<Scalar>
        /// Covenants broken now, whose cure period runs or has run out.
        package let breaches: Row<Whole>
        /// Loans of the party that are accelerated.
        package let accelerations: Row<Whole>
        /// 1 while a facility forbids payouts.
        package let lockUp: Row<Whole>
        /// Quarter (from 1) of entry to breach, grace and default; 0 for never.
        package let firstBreach: Row<Whole>
        package let firstMissed: Row<Whole>
        package let defaultQuarter: Row<Whole>
        /// Why: index into the program's causes plus 1, set when the party first misses a payment or defaults.
        package let cause: Row<Whole>
        /// Cash that management keeps back.
        package let minimumCash: Row<Scalar>
        /// Years of book life of equipment.
        package let bookLife: Row<Scalar>
        /// Cost of capital per year, for valuations.
        package let costOfCapital: Row<Scalar>
        /// Quarters of operating burn and of debt service that it holds as cash while markets are open.
        let burnCover, serviceCover: Row<Scalar>
        /// Cash from operations this quarter: receipts less operating cost, rent, power and tax, without customers'
        /// prepayments.
        package let operatingCash: Row<Cents>
        /// Free for payouts: what the plan needs is covered. Cleared in Fund for a party that lacks money.
        package let unmetNeed: Row<Cents>
        /// 1 in the quarter of entry to default.
        package let enters: Row<Whole>
        /// Tax depreciation of the quarter.
        package let taxDepreciation: Row<Cents>
        package let cash: Row<Cents>
    }
}
