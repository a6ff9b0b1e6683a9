import Calendar
import Lanes
import Ledger
import Model

/// The numbers of the one-page answer: who fails when and why, what lenders lose, cover and value by year, megawatts.
package struct Overview: Recorder {
    private let program: Program
    private let width: Int
    private let metrics: [Metric]
    private let yearEnds: [Int]
    private let borrowers: Set<Int>
    private let listedLoans: [Loan]
    /// Year ends at which each facility's cover and value are kept.
    private let coverYears: [[Int]]
    private let valueYears: [[Int]]
    private var lowestCash: [[Int64]]
    /// DSCR and LTV at each year end, by facility, year and lane.
    private var cover: [[[Float]]]
    private var value: [[[Float]]]
    private var power: [[[Float]]]
    private var regions: RegionYears

    package static func metrics(of program: Program) -> [Metric] {
        var metrics: [Metric] = []
        let borrowers = program.borrowers
        for party in program.parties where !party.isSector {
            let name = "parties.\(party.name)"
            metrics += [
                Metric(name: "\(name).default", kind: .quarter, title: "\(party.title): default"),
                Metric(name: "\(name).breach", kind: .quarter, title: "\(party.title): first covenant breach"),
                Metric(name: "\(name).missed", kind: .quarter, title: "\(party.title): first missed payment"),
                Metric(name: "\(name).cause", kind: .cause, title: "\(party.title): first cause"),
            ]
            guard borrowers.contains(party.index) else { continue }
            metrics += [
                Metric(name: "\(name).lowest-cash", kind: .dollars, title: "\(party.title): lowest cash"),
                Metric(name: "\(name).earnings", kind: .dollars, title: "\(party.title): earnings of the whole run"),
            ]
        }
        let years = yearEnds(of: program).map { program.scenario.settings.start.advanced(by: $0).year }
        for loan in program.listedLoans {
            metrics += [
                Metric(name: "\(loan.subject).claim", kind: .dollars, title: "\(loan.title): claim at default"),
                Metric(name: "\(loan.subject).recovered", kind: .dollars, title: "\(loan.title): recovered"),
                Metric(name: "\(loan.subject).lost", kind: .dollars, title: "\(loan.title): lost"),
            ]
        }
        for facility in program.facilities {
            let name = "contracts.\(facility.name)"
            for (number, covenant) in facility.covenants.enumerated() {
                metrics.append(
                    Metric(
                        name: "\(name).covenants.\(number).breach", kind: .quarter,
                        title: "\(facility.title): first breach of \(covenant.test.rawValue)"))
            }
            metrics += facility.tested("dscr", years).map {
                Metric(name: "\(name).dscr.\($0)", kind: .ratio, title: "\(facility.title): DSCR, end \($0)")
            }
            metrics += facility.tested("ltv", years).map {
                Metric(name: "\(name).ltv.\($0)", kind: .ratio, title: "\(facility.title): LTV, end \($0)")
            }
        }
        for site in program.sites {
            metrics += years.map {
                Metric(
                    name: "sites.\(site.name).energised.\($0)", kind: .megawatts,
                    title: "\(site.title): IT MW energised, end \($0)")
            }
        }
        return metrics + RegionYears.metrics(of: program, years)
    }

    /// The quarters of the run that end a calendar year, and the last one.
    static func yearEnds(of program: Program) -> [Int] {
        (0..<program.quarters).filter {
            program.scenario.settings.start.advanced(by: $0).number == 4 || $0 == program.quarters - 1
        }
    }

    package init(_ program: Program, width: Int) {
        self.program = program
        self.width = width
        metrics = Self.metrics(of: program)
        yearEnds = Self.yearEnds(of: program)
        borrowers = program.borrowers
        listedLoans = program.listedLoans
        let years = yearEnds.map { program.scenario.settings.start.advanced(by: $0).year }
        coverYears = program.facilities.map { facility in
            years.indices.filter { facility.isTested("dscr", years[$0]) }
        }
        valueYears = program.facilities.map { facility in
            years.indices.filter { facility.isTested("ltv", years[$0]) }
        }
        lowestCash = []
        cover = []
        value = []
        power = []
        regions = RegionYears(program, years: yearEnds.count, width: width)
        begin()
    }

    package mutating func begin() {
        lowestCash = program.parties.map { _ in .init(repeating: .max, count: width) }
        let blank = yearEnds.map { _ in [Float](repeating: .nan, count: width) }
        cover = program.facilities.map { _ in blank }
        value = cover
        power = program.sites.map { _ in blank }
        regions.begin()
    }

    package mutating func quarter(_ block: Block) {
        for party in program.parties where !party.isSector {
            let cash = block[party.rows.cash]
            for lane in 0..<width { lowestCash[party.index][lane] = min(lowestCash[party.index][lane], cash[lane]) }
        }
        guard let year = yearEnds.firstIndex(of: block.quarter) else { return }
        regions.note(block, year: year)
        for facility in program.facilities {
            let (dscr, ltv) = (block[facility.rows.dscr], block[facility.rows.ltv])
            let (service, state) = (block[facility.rows.service[0]], block[facility.borrower.rows.state])
            let (debt, worth) = (block[facility.debt.row], block[facility.rows.collateralValue])
            for lane in 0..<width where state[lane] < PartyState.defaulted.rawValue {
                if service[lane] > 0 { cover[facility.index][year][lane] = Float(dscr[lane]) }
                if debt[lane] < 0 && worth[lane] > 0 { value[facility.index][year][lane] = Float(ltv[lane]) }
            }
        }
        for site in program.sites {
            let energised = block[site.rows.energised]
            for lane in 0..<width { power[site.index][year][lane] = Float(energised[lane]) }
        }
    }

    /// Change in equity but for shares issued: what the run earned or lost for the owners, in dollars.
    private func earnings(of party: Party, _ lane: Int, _ block: Block) -> Double {
        let closed = program.resultAccounts[party.index].reduce(0) { $0 &- block[$1][lane] }
        return Double(closed &- program.openingEquity[party.index]) / 100
    }

    /// All metrics of one lane, in order.
    package func values(lane: Int, _ block: Block) -> [Float] {
        var values: [Float] = []
        values.reserveCapacity(metrics.count)
        for party in program.parties where !party.isSector {
            values += [
                Float(block[party.rows.defaultQuarter][lane]), Float(block[party.rows.firstBreach][lane]),
                Float(block[party.rows.firstMissed][lane]), Float(block[party.rows.cause][lane]),
            ]
            guard borrowers.contains(party.index) else { continue }
            values += [
                Float(Double(lowestCash[party.index][lane]) / 100), Float(earnings(of: party, lane, block)),
            ]
        }
        for loan in listedLoans {
            let failed = block[loan.borrower.rows.defaultQuarter][lane] > 0
            let amounts = [loan.claim, loan.recovered, loan.lost]
            values += amounts.map { failed ? Float(Double(block[$0][lane]) / 100) : 0 }
        }
        for facility in program.facilities {
            for covenant in facility.covenants { values.append(Float(block[covenant.first][lane])) }
            values += coverYears[facility.index].map { cover[facility.index][$0][lane] }
            values += valueYears[facility.index].map { value[facility.index][$0][lane] }
        }
        for site in program.sites { values += power[site.index].map { $0[lane] } }
        return values + regions.values(lane: lane)
    }
}

extension Program {
    /// Parties that owe a loan: their cash and earnings are kept.
    fileprivate var borrowers: Set<Int> { Set(listedLoans.map(\.borrower.index)) }

    /// Loans that the scenario names: a bank's bridge is not one.
    package var listedLoans: [Loan] { loans.filter { !$0.subject.hasPrefix("parties.") } }
}

extension Facility {
    /// Whether a ratio says something in a year: cover where it is a covenant, value where something is pledged, and
    /// neither after the maturity.
    fileprivate func isTested(_ ratio: String, _ year: Int) -> Bool {
        let isMeant = ratio == "ltv" ? hasCollateral : covenantTerms.contains { $0.test == ratio }
        return isMeant && year <= maturityYear
    }

    fileprivate func tested(_ ratio: String, _ years: [Int]) -> [Int] { years.filter { isTested(ratio, $0) } }
}
