import Calendar
import Lanes
import Ledger
import Model

/// Turns a scenario into a program: hands out rows, accounts, legs and postings, and gathers every finding.
package final class Compiler {
    package let scenario: Scenario
    package var plan = RowPlan()
    package var chart = Chart()
    package var findings: [Diagnostic] = []
    package var parties: [Party] = []
    package var partyIndex: [String: Int] = [:]
    package var postings: [Posting] = []
    package var legs: [Leg] = []
    /// By debtor.
    private var claims: [Int: [EstateClaim]] = [:]
    /// By party: what its estate goes on with.
    package var businesses: [Int: Business] = [:]
    package var causes: [Cause] = []
    package var marks: [StoryMark] = []
    package var openings: [Opening] = []
    package var inputs: [InputSlot] = []
    package var inputIndex: [String: Int] = [:]
    package var lines: [String: FormulaSource] = [:]
    package var sites: [Site] = []
    package var siteIndex: [String: Int] = [:]
    package var regions: [Region] = []
    package var suppliers: [EquipmentSupplier] = []
    var supplierIndex: [String: Int] = [:]
    /// Places in makers' queues, in the order of the file.
    var equipmentOrders: [EquipmentOrder] = []
    private(set) lazy var projectWork = PowerProject.Work(self)
    package var generations: [String: Generation] = [:]
    /// The most compute per megawatt first.
    package var bestGenerations: [Generation] = []
    package var cohorts: [Cohort] = []
    private var cohortCount = 0
    /// Room for what is taken off one cohort's book, by depreciation and beyond it: of use to one at a time.
    private(set) lazy var depreciationWork: Row<Cents> = cents()
    private(set) lazy var removedWork: Row<Cents> = cents()
    /// Rows for the steps of formulas.
    var formulaRows: [Row<Scalar>] = []
    package var vendors: [Vendor] = []
    package var rules: Rules?
    package var market: ComputeMarket?
    package var orders: [String: PurchaseOrder] = [:]
    package var computeContracts: [String: ComputeContract] = [:]
    package var facilities: [Facility] = []
    var instruments: [Instrument] = []
    package var loans: [Loan] = []
    package var contracts: [any Contract] = []
    package var sources: [any FundingSource] = []
    package var grades: [CreditGrade] = []
    package var regime: FundingRegime?
    /// The state of the funding markets: 0, open, for ever where the scenario has no regime.
    private(set) lazy var regimeState: Row<Whole> = regime?.state ?? whole()
    package var capitalMarkets: [CapitalMarket] = []
    var pools: [DebtPool] = []
    package var labs: [Lab] = []
    package var segments: [Segment] = []
    /// H100-equivalents that labs want, and offer, at spot.
    private(set) lazy var demandWanted: Row<Scalar> = scalar()
    private(set) lazy var demandTraining: Row<Scalar> = scalar()
    private(set) lazy var demandOffered: Row<Scalar> = scalar()
    private(set) lazy var valuation = ValuationRows(self)
    var plans: [CapexPlan] = []
    var planMultipliers: [String: Row<Scalar>] = [:]
    var signed: [SignedClaim] = []
    private(set) lazy var signedWork = SignedClaim.Work(self)
    var stakes: [Stake] = []
    var jointVentures: [JointVenture] = []
    var rescues: [Rescue] = []
    package var fundingLegs: [Leg] = []
    package var drivers: [any Driver] = []
    var driverItems: [Item] = []
    /// For drivers that a shock of the scenario changes: the row that others read.
    var shownRows: [Row<Scalar>?] = []
    var innovations: [Innovation] = []
    private var streams: [UInt32: String] = [:]

    /// In a counterfactual program: the party, counted from 1, that a sector stands behind in each path; 0 for none.
    let guaranteed: Row<Whole>?
    /// Numbers that stand in for inputs of the scenario, by path.
    let fixed: [String: Double]

    package init(_ scenario: Scenario, fixed: [String: Double] = [:], isCounterfactual: Bool = false) {
        self.scenario = scenario
        self.fixed = fixed
        guaranteed = isCounterfactual ? plan.scratch() : nil
    }

    package var start: Quarter { scenario.settings.start }
    package var quarters: Int { scenario.settings.quarters }

    package func error(_ message: String, at place: Place, quote: String? = nil, hint: String? = nil) {
        findings.append(Diagnostic(.error, at: place, message, quote: quote, hint: hint))
    }

    /// Quarters from the start of the run to a quarter of the scenario; may be negative.
    package func offset(_ quarter: Quarter) -> Int { start.distance(to: quarter) }

    /// Offset of a quarter that must lie in the run.
    package func horizonOffset(_ quarter: Quarter, at place: Place) -> Int {
        let offset = offset(quarter)
        if offset < 0 || offset >= quarters {
            error(
                "date off the horizon: the run covers \(start) to \(scenario.settings.end)", at: place,
                quote: quarter.description, hint: "change the date, or `start` and `quarters` of the scenario")
        }
        return min(max(offset, 0), max(quarters - 1, 0))
    }

    package func party(_ name: String) -> Party { parties[partyIndex[name]!] }

    /// The stream number of a random thing's name; two names with one number are an error.
    package func stream(_ name: String, at place: Place) -> UInt32 {
        let identifier = streamIdentifier(name)
        if let other = streams[identifier], other != name {
            error(
                "random streams of `\(name)` and `\(other)` have the same number", at: place, quote: name,
                hint: "rename one of the two")
        }
        streams[identifier] = name
        return identifier
    }

    package func account(_ party: Int, _ kind: AccountKind, of instrument: String = "") -> Account {
        chart.account(party, kind, of: instrument, plan: &plan)
    }

    func add(_ claim: EstateClaim) { claims[claim.leg.payer, default: []].append(claim) }

    /// What can be claimed in a party's estate, in the order in which it was compiled.
    func claims(on debtor: Int) -> [EstateClaim] { claims[debtor] ?? [] }

    package func posting(_ subject: String, _ cause: String, debit: [Account], credit: [Account]) -> Posting {
        let posting = Posting(
            identifier: postings.count, subject: subject, cause: cause, debit: debit, credit: credit)
        postings.append(posting)
        return posting
    }

    /// The place of the next cohort among the program's.
    func nextCohort() -> Int {
        defer { cohortCount += 1 }
        return cohortCount
    }

    package func whole() -> Row<Whole> { plan.scratch(Whole.self) }
    package func scalar() -> Row<Scalar> { plan.state(Scalar.self) }
    package func cents() -> Row<Cents> { plan.scratch(Cents.self) }

    package func addCause(party: Int, _ title: String) -> Row<Whole> {
        let flag = plan.scratch(Whole.self)
        causes.append(Cause(party: party, title: title, since: plan.scratch(), flag: flag))
        return flag
    }

    package func mark(
        _ subject: String, _ row: Row<Whole>, _ sentences: [Int64: String], measured: Row<Scalar>? = nil,
        format: MeasureFormat = .ratio
    ) {
        marks.append(
            StoryMark(subject: subject, row: row, sentences: sentences, measured: measured, format: format))
    }
}

/// An amount that stands in the books before the first quarter.
package struct Opening: Sendable {
    package let account: Account
    /// Debit-positive.
    package let cents: Int64
}
