package import Lanes
package import Ledger

/// What one owner took delivery of at once: units of one generation at one site, with their three depreciations.
package struct Cohort: Sendable {
    package let name: String
    package let owner: Int
    package let site: Int
    package let generation: Generation
    package let rows: Rows

    package struct Rows: Sendable {
        /// Units that stand there, failed and retired ones taken out.
        package let units: Row<Units>
        /// Of those, with hall and power this quarter.
        package let poweredUnits: Row<Units>
        /// What was paid for them, for straight-line depreciation.
        package let cost: Row<Cents>
        /// Book and tax values not yet written down are in accounts; quarters since delivery, from 1.
        package let age: Row<Whole>
        /// Consecutive quarters in which its rent stayed below its running cost.
        package let unprofitable: Row<Whole>
        /// Value of one unit to a buyer, in dollars.
        package let unitValue: Row<Dollars>
        /// Depreciation this quarter.
        package let depreciation: Row<Cents>
        /// Depreciation for tax this quarter.
        package let taxDepreciation: Row<Cents>
        /// Written off this quarter: retirement, or sale below book value.
        package let writeOff: Row<Cents>
        /// Paid by asset buyers this quarter.
        package let saleProceeds: Row<Cents>
        /// Share of the units that asset buyers now own, having bought them from the estate.
        package let soldUnits: Row<Units>
    }

    let book: Account
    let depreciated: Posting
    let writtenOff: Posting
    /// Price and book value leave the books together: proceeds in, book value out, difference to the result.
    let sold: Leg?
}
