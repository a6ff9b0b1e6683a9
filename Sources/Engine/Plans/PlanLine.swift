import Calendar
import Lanes
import Ledger
import Model

/// What a plan orders from one quarter of its roadmap on: a generation at its price, or a building; and what of it is due
/// and has not come.
struct PlanLine: Sendable {
    let generation: Generation?
    let price: Row<Scalar>
    /// Quarter of the run from which it is ordered.
    let from: Int
    /// By calendar year of delivery.
    let cohorts: [Cohort]
    private let firstYear: Int
    /// Cents, units, and cents paid of what is due for delivery and held back: by the maker's capacity, or while the buyer
    /// is in grace.
    let waiting: Row<Cents>
    let waitingUnits: Row<Units>
    let waitingPaid: Row<Cents>

    /// - Parameters:
    ///   - orders: quarters of the run in which it is ordered.
    ///   - name: prefix of its cohorts' names, which end with a year.
    init(
        _ generation: Generation?, price: Row<Scalar>, orders: Range<Int>, lead: Int, name: String, owner: Party,
        site: Int, _ compiler: Compiler
    ) {
        self.generation = generation
        self.price = price
        from = orders.lowerBound
        func year(_ quarter: Int) -> Int {
            compiler.start.advanced(by: min(max(0, quarter), max(0, compiler.quarters - 1))).year
        }
        let first = year(orders.lowerBound + lead)
        let last = max(first, year(orders.upperBound - 1 + lead))
        firstYear = first
        let life = generation == nil ? compiler.buildingLife : owner.rows.bookLife
        cohorts = (first...last).map {
            Cohort(
                name: "\(name)\($0)", owner: owner.index, site: site, generation: generation, bookLife: life, span: 3,
                compiler)
        }
        waiting = compiler.cents()
        waitingUnits = compiler.plan.scratch()
        waitingPaid = compiler.cents()
    }

    /// Position of the cohort that a delivery in a year joins.
    func cohort(in year: Int) -> Int { min(max(0, year - firstYear), cohorts.count - 1) }
}
