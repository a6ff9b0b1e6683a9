import Analysis
import Engine
import Ledger
import TestSupport
import Testing

struct StatementsTests {
    @Test(
        "Three statements agree: the cash flow explains the change in cash, and income the change in retained earnings",
        arguments: 0..<10)
    func agreement(batch: Int) throws {
        for seed in (batch * 4)..<(batch * 4 + 4) {
            let program = try Reading.program(ScenarioGenerator.scenario(seed: UInt64(seed)).text)
            let replay = try Replay(program, path: 1)
            for party in program.parties where !party.isSector {
                let statements = try StatementsAnswer(party.name, replay, of: program)
                guard statements.consolidated.isEmpty else { continue }
                let cash = program.chart.accounts.firstIndex { $0.party == party.index && $0.kind == .cash }!
                var before = wholeCents(program.openingCash(of: party.index))
                for (period, books) in zip(statements.quarters, replay.books) {
                    let flow = period.cashFlow
                    #expect(flow.operating + flow.investing + flow.financing == flow.change)
                    #expect(
                        books.balances[cash] == before + flow.change, "seed \(seed), \(party.name), \(period.quarter)")
                    before = books.balances[cash]
                    let equity = zip(program.chart.accounts, books.balances).filter {
                        $0.0.party == party.index && [.equity, .income, .cost].contains($0.0.kind.nature)
                    }.reduce(Int64(0)) { $0 - $1.1 }
                    #expect(period.equity == equity)
                }
            }
        }
    }

    @Test("A consolidated vehicle adds its books to the sponsor's, without what the two owe and pay each other")
    func consolidation() throws {
        let text = """
            scenario: {name: venture, start: 2026Q1, quarters: 8, paths: 1, seed: 1}
            parties:
              sponsor: {kind: party, cash: 500 M USD assumption, equity: 500 M USD assumption}
              vehicle: {kind: party, equity: 0 USD assumption}
              banks: {kind: sector, issues-money: true}
              fund: {kind: sector}
              world: {kind: sector}
            sites:
              campus:
                owner: vehicle
                pue: 1 assumption
                it-load: 10 MW assumption
                projects: [{name: one, power: 10 MW assumption, hall-ready: 0 quarters, power-ready: 0 quarters}]
            contracts:
              halls:
                kind: purchase-order
                buyer: vehicle
                seller: world
                site: campus
                amount: 100 M USD assumption
                payments: [{quarter: 2026Q1, share: 40 % assumption}, {quarter: 2026Q3, share: 60 % assumption}]
                deliveries: [{quarter: 2026Q3, share: 100 % assumption}]
              hyperion:
                kind: joint-venture
                vehicle: vehicle
                sponsor: sponsor
                investor: fund
                orders: [halls]
                payout-from: 2026Q4
                consolidated: CONSOLIDATED
              rent:
                kind: lease
                tenant: sponsor
                landlord: vehicle
                rent: 20 M USD per year assumption
                start: 2026Q4
                term: 16 quarters assumption
            """
        func statements(_ consolidated: Bool) throws -> StatementsAnswer {
            let program = try Reading.program(text.replacing("CONSOLIDATED", with: "\(consolidated)"))
            return try StatementsAnswer("sponsor", Replay(program, path: 0), of: program)
        }
        let (group, alone) = (try statements(true), try statements(false))
        #expect(group.consolidated == ["vehicle"])
        func line(_ lines: [StatementsAnswer.Line], _ name: String) -> Int64 {
            lines.first { $0.line == name }?.cents ?? 0
        }
        let (last, own) = (group.quarters[4], alone.quarters[4])
        // 2027Q1: the group pays itself rent; alone it is a cost of 5 M.
        #expect(line(last.costs, "rent of halls") == 0)
        #expect(line(own.costs, "rent of halls") == 500_000_000)
        #expect(line(last.assets, "buildings") > 0)
        #expect(line(own.assets, "buildings") == 0)
        // Equity method: a fifth of the vehicle's book value of the quarter before.
        #expect(line(last.assets, "stakes in others") == 0)
        #expect(line(own.assets, "stakes in others") > 0)
        // The group's equity holds the investor's four fifths too.
        #expect(last.equity > own.equity)
        #expect(group.quarters[0].cashFlow.investing == -4_000_000_000)
        #expect(group.quarters[0].cashFlow.financing == 3_200_000_000, "the investor's four fifths of the instalment")
    }
}
