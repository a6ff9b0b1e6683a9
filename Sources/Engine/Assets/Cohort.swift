import CreditMath
import Lanes
import Ledger
import Model

/// What one owner took delivery of at once: units of one generation at one site, or a building, with its book and tax
/// depreciation and its value.
package final class Cohort: Sendable {
    /// The order and the delivery: `contracts.gpus/0`.
    package let name: String
    /// Its place among the program's.
    let index: Int
    package let owner: Int
    package let site: Int
    /// Nil for a building.
    package let generation: Generation?
    package let rows: Rows
    let book: Account
    /// The owner's sum over its cohorts.
    private let taxDepreciation: Row<Cents>
    private let depreciated: Posting
    private let writtenOff: Posting
    /// Payment of the asset buyers to an estate.
    let sale: Leg
    /// Quarters over which it is delivered, beyond the first.
    private let span: Double
    private let bookRemoved: Posting

    package struct Rows: Sendable {
        /// Units that stand there, failed and retired ones taken out, sold ones included.
        package let units: Row<Units>
        /// Of those, with hall and power this quarter.
        package let powered: Row<Units>
        /// What was paid for them.
        package let cost: Row<Cents>
        /// Of that, delivered this quarter: what bonus depreciation applies to.
        package let arrived: Row<Cents>
        /// Of the cost, not yet written off for tax.
        package let taxValue: Row<Cents>
        /// Units delivered this quarter.
        package let arrivedUnits: Row<Units>
        /// Quarters since delivery, the quarter of delivery being 1; 0 before.
        package let age: Row<Whole>
        /// Years of straight-line book life.
        package let bookLife: Row<Scalar>
        /// 1 where what is left is spread over the rest of the life: after a write-down, and for what stood before the run.
        package let isRespread: Row<Whole>
        /// Consecutive quarters in which spot rent stayed below running cost.
        package let unprofitable: Row<Whole>
        /// What a buyer would pay for one unit, in dollars, without and with its contract.
        package let marketValue: Row<Dollars>
        package let contractedValue: Row<Dollars>
        /// Taken off the books by depreciation, and beyond it: failures, retirement, sale. One row of each for all cohorts,
        /// written just before it is booked.
        package let depreciation, removed: Row<Cents>
        package let proceeds: Row<Cents>
    }

    init(
        name: String, owner: Int, site: Int, generation: Generation?, bookLife: Row<Scalar>, span: Int = 0,
        _ compiler: Compiler
    ) {
        self.name = name
        index = compiler.nextCohort()
        self.owner = owner
        self.site = site
        self.generation = generation
        self.span = Double(span)
        rows = Rows(
            units: compiler.plan.scratch(), powered: compiler.plan.scratch(), cost: compiler.plan.scratch(),
            arrived: compiler.cents(), taxValue: compiler.cents(), arrivedUnits: compiler.plan.scratch(),
            age: compiler.plan.scratch(), bookLife: bookLife, isRespread: compiler.plan.scratch(),
            unprofitable: compiler.plan.scratch(), marketValue: compiler.plan.scratch(),
            contractedValue: compiler.plan.scratch(),
            depreciation: compiler.depreciationWork, removed: compiler.removedWork, proceeds: compiler.cents())
        taxDepreciation = compiler.parties[owner].rows.taxDepreciation
        let kind: AccountKind = generation == nil ? .buildings : .equipment
        book = compiler.account(owner, kind, of: name)
        depreciated = compiler.posting(
            name, "depreciation", debit: [compiler.account(owner, .depreciation)], credit: [book])
        writtenOff = compiler.posting(
            name, "written off", debit: [compiler.account(owner, .impairment)], credit: [book])
        bookRemoved = compiler.posting(
            name, "book value of what was sold", debit: [compiler.account(owner, .impairment)], credit: [book])
        let buyer = compiler.assetBuyer
        sale = compiler.advanceLeg(
            name, "sale by the estate", from: buyer, asset: compiler.account(buyer, .otherAssets), to: owner,
            liability: compiler.account(owner, .otherIncome), rank: .operations, cashClass: .investing,
            isClaim: false)
    }

    /// Whether any of it has been delivered in any path of the block.
    func hasArrived(_ block: Block) -> Bool { block.hasArrived[index] }

    /// Whether any of it may stand, or have run last quarter, in any path of the block.
    func mayStand(_ block: Block) -> Bool { block.mayStand[index] }

    /// Notes that some of it stands in some path.
    func stand(_ block: Block) {
        block.hasArrived[index] = true
        block.mayStand[index] = true
    }

    /// Notes that some of it is delivered this quarter in some path.
    func arrive(_ block: Block) {
        stand(block)
        block.mayHaveCome[index] = true
    }

    /// Forgets what came last quarter.
    func clearArrivals(_ block: Block) {
        guard block.mayHaveCome[index] else { return }
        block.mayHaveCome[index] = false
        block[rows.arrived].fill(0, block.width)
        block[rows.arrivedUnits].fill(0, block.width)
    }

    /// Fetches what depreciation will read.
    func fetch(_ block: Block) {
        block.prefetch(book.row)
        block.prefetch(rows.age)
        block.prefetch(rows.cost)
        block.prefetch(rows.taxValue)
        block.prefetch(rows.units)
    }

    /// Straight-line book depreciation and tax depreciation of the quarter.
    ///
    /// Tax: `bonus` of the cost in the quarter of delivery, the rest by the rates of the 5-year class of MACRS (IRS
    /// Publication 946, table A-1: 20, 32, 19.2, 11.52, 11.52, 5.76 %), a quarter of a year's rate each quarter from
    /// delivery; buildings straight over 39 years.
    func depreciate(_ block: Block, bonus: Row<Scalar>) {
        let (age, cost, life) = (block[rows.age], block[rows.cost], block[rows.bookLife])
        let (amount, taxed, bonus) = (block[rows.depreciation], block[taxDepreciation], block[bonus])
        let (value, arrived, isRespread) = (block[book.row], block[rows.arrived], block[rows.isRespread])
        let (taxValue, units) = (block[rows.taxValue], block[rows.units])
        if block.quarter == 0 { openTaxValue(block, bonus) }
        // What is nothing, or no, in all paths is not read.
        let (hasCome, isAnySpread) = (block.mayHaveCome[index], block.mayBeRespread[index])
        let isBuilding = generation == nil
        // Most often it is as old in one path as in the others.
        let (rate, rates) = (commonRate(block), Self.fiveYearClass)
        for group in 0..<block.width / 8 {
            let (old, left) = (realCents(age[eight: group]), realCents(value[eight: group]))
            let (paid, quarterLives) = (realCents(cost[eight: group]) / 100, 4 * life[eight: group])
            let rest = quarterLives + span - old + 1
            let quarters = EightDoubles.one.replacing(with: rest, where: rest .>= 1)
            var straight = paid / quarterLives
            if isAnySpread {
                let isSpread = realCents(isRespread[eight: group]) .!= 0
                straight.replace(with: left / 100 / quarters, where: isSpread)
            }
            // The last quarter, and one that would take more than is left, takes what is left.
            let takesPart = (old .< quarterLives + span) .& (roundedCents(straight) .<= left)
            let taken = value[eight: group].replacing(with: wholeCents(straight), where: takesPart)
            amount[eight: group] = EightIntegers.zero.replacing(with: taken, where: (old .!= 0) .& (left .> 0))
            let share = taxShare(age: old, rate: rate, rates, bonus[eight: group])
            let come = hasCome ? arrived[eight: group] : .zero
            let fresh = isBuilding ? .zero : realCents(come) / 100 * bonus[eight: group]
            let asked = EightIntegers.zero.replacing(with: wholeCents(paid * share + fresh), where: old .!= 0)
            // No more than there is to be written off, where some of it came later than the first.
            let before = taxValue[eight: group] &+ come
            let tax = asked.replacing(with: before, where: asked .> before)
            taxed[eight: group] &+= tax
            let open = before &- tax
            let stands = (units[eight: group] .> 0) .| SIMDMask(repeating: isBuilding)
            // The sign's bits: below nothing is nothing, and who is older than nothing ages.
            taxValue[eight: group] = EightIntegers.zero.replacing(with: open & ~(open &>> 63), where: stands)
            age[eight: group] = age[eight: group] &- ((0 &- age[eight: group]) &>> 63)
        }
        block.checkAmounts(rows.depreciation, subject: name, what: "depreciation")
        block.post(depreciated, rows.depreciation)
    }

    /// What stood before the run has been written off in part.
    private func openTaxValue(_ block: Block, _ bonus: Column<Double>) {
        let (age, cost, taxValue) = (block[rows.age], block[rows.cost], block[rows.taxValue])
        for lane in 0..<block.width where age[lane] > 1 {
            let share = taxShareLeft(from: age[lane], bonus[lane])
            taxValue[lane] = wholeCents(Double(cost[lane]) / 100 * share)
        }
    }

    /// Share of the cost that is written off for tax in a quarter of its life. `rate` stands in where all paths have one age.
    @inline(__always) private func taxShare(
        age: EightDoubles, rate common: Double?, _ rates: [Double], _ bonus: EightDoubles
    ) -> EightDoubles {
        guard generation != nil else { return EightDoubles.zero.replacing(with: 1.0 / 156, where: age .<= 156) }
        var rate = EightDoubles(repeating: common ?? 0)
        if common == nil {
            for year in rates.indices.reversed() {
                rate.replace(with: rates[year], where: age .<= Double(4 * year + 4))
            }
        }
        return (1 - bonus) * rate / 4
    }

    /// The year's rate of the 5-year class, where every path has the same age.
    private func commonRate(_ block: Block) -> Double? {
        let age = block[rows.age]
        var bits: Int64 = 0
        for lane in 0..<block.width { bits |= age[lane] ^ age[0] }
        guard bits == 0 else { return nil }
        let year = Int(max(1, age[0]) - 1) / 4
        return year < Self.fiveYearClass.count ? Self.fiveYearClass[year] : 0
    }

    /// Share of the cost that is still to be written off for tax from a quarter of its life on.
    private func taxShareLeft(from age: Int64, _ bonus: Double) -> Double {
        guard generation != nil else { return max(0, Double(157 - age) / 156) }
        // The 5-year class runs for six calendar years.
        guard age <= 24 else { return 0 }
        return (age...24).reduce(0) { $0 + (1 - bonus) * Self.fiveYearClass[Int($1 - 1) / 4] / 4 }
    }

    /// Share of cost by year.
    private static let fiveYearClass = tabulatedRecoveryPercentages(.five).map { $0 / 100 }

    /// Takes book value off: `removed` holds the cents.
    func remove(_ block: Block, sold: Bool) {
        block.post(sold ? bookRemoved : writtenOff, rows.removed)
    }
}
