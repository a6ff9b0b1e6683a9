import Calendar
import Engine
import Ledger
import Model

/// The three statements of a party on one path, quarter by quarter, with the ratios that analysts read off them.
package struct StatementsAnswer: Sendable, Codable {
    package var party: String
    package var title: String
    package var path: UInt64
    /// Names of vehicles that are consolidated, line by line.
    package var consolidated: [String]
    package var quarters: [Period]

    package struct Period: Sendable, Codable {
        package var quarter: String
        /// Income and costs of the quarter, in cents; costs are positive.
        package var income: [Line]
        package var costs: [Line]
        package var netIncome: Int64
        package var assets: [Line]
        package var liabilities: [Line]
        package var equity: Int64
        package var cashFlow: CashFlow
        /// Of the party itself, not of what it consolidates.
        package var ratios: Ratios
    }

    package struct Line: Sendable, Codable, Equatable {
        package var line: String
        package var cents: Int64
    }

    /// Cash in and out of the quarter, in cents. Interest is operating, as under US GAAP (ASC 230).
    package struct CashFlow: Sendable, Codable {
        package var operating: Int64
        package var investing: Int64
        package var financing: Int64
        /// The change in cash: the sum of the three.
        package var change: Int64
    }

    /// Over four quarters where it is a flow; nil where the denominator is not positive.
    package struct Ratios: Sendable, Codable {
        package var grade: String
        package var netDebtToEBITDA: Double?
        package var debtToContractedRevenue: Double?
        package var ffoToDebt: Double?
        package var interestCover: Double?
        /// Cash from operations over interest and principal due, of the last four quarters.
        package var dscr: Double?
        package var loanToValue: Double?
        /// Cash and undrawn committed lines, dollars.
        package var liquidity: Double
        /// Remaining performance obligations, dollars.
        package var rpo: Double
        package var equityValue: Double
    }
}

extension StatementsAnswer {
    /// - Throws: `Diagnostics` where the program has no such party.
    package init(_ party: String, _ replay: Replay, of program: Program) throws {
        guard let own = program.parties.first(where: { $0.name == party }) else {
            throw Diagnostics([
                Diagnostic(
                    at: Place(file: "--statements", line: 1, column: 1), "no party is called `\(party)`", quote: party,
                    hint: "parties are: \(program.parties.map(\.name).joined(separator: ", "))")
            ])
        }
        self.party = party
        title = own.title
        path = replay.path
        let vehicles = program.consolidated(by: own.index)
        consolidated = vehicles.map { program.parties[$0].name }
        let group = StatementGroup(members: Set([own.index] + vehicles), program)
        quarters = replay.books.indices.map { quarter in
            group.period(quarter, replay, ratios: Ratios(replay, own.index, quarter))
        }
    }
}

/// The parties whose books are added up, without what they owe and pay each other.
struct StatementGroup {
    private let members: Set<Int>
    private let program: Program
    /// Claims between two members, by index of account: they vanish from the group's balance sheet.
    private let internalAccounts: Set<Int>

    init(members: Set<Int>, _ program: Program) {
        self.members = members
        self.program = program
        let index = Dictionary(
            program.chart.accounts.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        internalAccounts = Set(
            program.chart.claims.filter { members.contains($0.holder.party) && members.contains($0.debtor.party) }
                .flatMap { [index[$0.holder], index[$0.debtor]].compactMap { $0 } })
    }

    func period(_ quarter: Int, _ replay: Replay, ratios: StatementsAnswer.Ratios) -> StatementsAnswer.Period {
        var totals: [AccountKind: Int64] = [:]
        for (index, account) in program.chart.accounts.enumerated()
        where members.contains(account.party) && !internalAccounts.contains(index) {
            totals[account.kind, default: 0] += replay.books[quarter].balances[index]
        }
        if members.count > 1 {
            // Income of one member that is a cost of another is no income of the group.
            for entry in replay.entries where entry.quarter == quarter {
                let sides = program.postings[entry.posting].sides
                guard sides.filter({ members.contains($0.account.party) }).count > 1,
                    Set(sides.map(\.account.party)).isSubset(of: members), Set(sides.map(\.account.party)).count > 1
                else { continue }
                for side in sides where side.account.kind.isClosedEachQuarter {
                    totals[side.account.kind, default: 0] -= side.sign * entry.amount
                }
            }
        }
        func lines(_ nature: AccountKind.Nature) -> [StatementsAnswer.Line] {
            AccountKind.allCases.filter { $0.nature == nature && totals[$0, default: 0] != 0 }.map {
                .init(line: $0.title, cents: $0.statementSign * totals[$0]!)
            }
        }
        func sum(_ lines: [StatementsAnswer.Line]) -> Int64 { lines.reduce(0) { $0 + $1.cents } }
        let (income, costs) = (lines(.income), lines(.cost))
        let (assets, liabilities) = (lines(.asset), lines(.liability))
        return .init(
            quarter: program.scenario.settings.start.advanced(by: quarter).description, income: income, costs: costs,
            netIncome: sum(income) - sum(costs), assets: assets, liabilities: liabilities,
            equity: sum(assets) - sum(liabilities), cashFlow: cashFlow(quarter, replay), ratios: ratios)
    }

    private func cashFlow(_ quarter: Int, _ replay: Replay) -> StatementsAnswer.CashFlow {
        var flow = StatementsAnswer.CashFlow(operating: 0, investing: 0, financing: 0, change: 0)
        for leg in program.legs {
            let paid = replay.payments[quarter][leg.index]
            let (pays, gets) = (members.contains(leg.payer), members.contains(leg.payee))
            guard paid != 0, pays != gets else { continue }
            let signed = pays ? -paid : paid
            switch leg.activity(ofPayer: pays) {
            case .operating: flow.operating += signed
            case .investing: flow.investing += signed
            case .financing: flow.financing += signed
            }
            flow.change += signed
        }
        return flow
    }
}

extension StatementsAnswer.Ratios {
    init(_ replay: Replay, _ party: Int, _ quarter: Int) {
        guard let now = replay.standings[quarter][party] else {
            self.init(grade: "", liquidity: 0, rpo: 0, equityValue: 0)
            return
        }
        func over(_ top: Double, _ bottom: Double) -> Double? { bottom > 0 ? top / bottom : nil }
        let year = max(0, quarter - 3)...quarter
        let figures = year.compactMap { replay.standings[$0][party] }
        let service = figures.reduce(0) { $0 + $1.principalDue } + now.interest
        // Cash from operations is before interest.
        let cash = figures.reduce(0) { $0 + $1.operatingCash }
        self.init(
            grade: CreditGrade.names[now.grade].uppercased(),
            netDebtToEBITDA: over(now.netDebt, now.ebitda),
            debtToContractedRevenue: now.isPreProfit ? over(now.debt, now.contracted) : nil,
            ffoToDebt: over(now.fundsFromOperations, now.debt), interestCover: over(now.ebitda, now.interest),
            dscr: over(cash, service), loanToValue: over(now.debt, now.assetValue), liquidity: now.liquidity,
            rpo: now.backlog, equityValue: now.equityValue)
    }
}
