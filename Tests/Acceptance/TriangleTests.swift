import Analysis
import Engine
import TestSupport
import Testing

/// The triangle of chips, lab and cloud, worked out by hand: all amounts in billions of dollars.
struct TriangleTests {
    private func program(_ shocks: String...) throws -> Program {
        try Reading.program(
            folder: PackageRoot.path("Scenarios/triangle"), shocks: shocks.map { ShockSetting(name: $0) })
    }

    private func paid(_ replay: Replay, _ program: Program, _ contract: String, _ quarter: Int) -> Double {
        program.legs.filter { $0.subject == "contracts.\(contract)" && $0.cause != "interest" }
            .reduce(0) { $0 + Double(replay.payments[quarter][$1.index]) / 1e11 }
    }

    @Test("Each quarter: 10 into the lab, 30 to the cloud, 20 for chips, 5 of interest")
    func flows() throws {
        let program = try program()
        let replay = try Replay(program, path: 0)
        let interest = program.legs.first { $0.subject == "contracts.loan" && $0.cause == "interest" }!
        for quarter in 0..<12 {
            #expect(paid(replay, program, "investment", quarter) == 10)
            #expect(paid(replay, program, "round", quarter) == 15)
            #expect(paid(replay, program, "capacity", quarter) == 30)
            #expect(paid(replay, program, "accelerators", quarter) == 20)
            #expect(Double(replay.payments[quarter][interest.index]) / 1e11 == 5)
            #expect(replay.states[quarter].allSatisfy { $0 == .performing })
        }
        let statements = try StatementsAnswer("cloud", replay, of: program)
        #expect(statements.quarters.allSatisfy { $0.cashFlow.change == 0 }, "40 in, 40 out")
        #expect(statements.quarters[3].cashFlow.operating == 0)
    }

    /// By hand, with cash mixed pro rata and carried over. Chips puts 10 into a pool of 30: a third of what the lab pays is
    /// of chips' colour, 10 of the 30. The cloud's pool is its cash of 50 and receipts of 40, its colour share
    /// `s(t) = (50 s(t-1) + 10) / 90`, and chips gets 20 of that pool: s(0) = 1/9 gives 20/9 = 2.22 of 100.
    @Test("Own money of the chip maker: 2.22 cents per dollar at first, 5 in the long run, by hand")
    func tracing() throws {
        let program = try program()
        let trace = try TraceAnswer("chips", try Replay(program, path: 0), of: program)
        var share = 0.0
        for period in trace.quarters {
            share = (50 * share + 10) / 90
            #expect((period.ownFinancing / 1e9 - 20 * share).magnitude < 1e-6)
            #expect((period.ownMoney / 1e9 - 20 * share).magnitude < 1e-6)
            #expect((period.revenue / 1e9 - 100).magnitude < 1e-9)
            #expect(period.lower == 0)
            #expect((period.upper / 1e9 - 10).magnitude < 1e-6, "no more than the 10 that it handed out can come back")
            #expect((period.origins.reduce(0) { $0 + $1.share } - 1).magnitude < 1e-9)
        }
        #expect((trace.quarters.last!.ownFinancing / 1e9 - 5).magnitude < 0.01)
    }

    /// Investors leave in 2027Q1: the lab has 15 for 30. In grace the chip maker's tranche is not due, so 2027Q2 brings 5 for
    /// 45, and the lab defaults. The cloud's cash of 50 lasts 15 short, then 25 short, then 30 short: 35, 10, and in 2027Q3
    /// it misses 20; it defaults in 2027Q4.
    @Test("Outside investors leave: the lab defaults, the cloud follows two quarters later, the lender loses")
    func `default`() throws {
        let program = try program("investors-leave")
        let replay = try Replay(program, path: 0)
        let index = Dictionary(uniqueKeysWithValues: program.parties.map { ($0.name, $0.index) })
        func state(_ party: String, _ quarter: Int) -> PartyState { replay.states[quarter][index[party]!] }
        #expect(state("lab", 4) == .grace)
        #expect(state("lab", 5) == .defaulted)
        #expect(state("cloud", 5) == .performing)
        #expect(state("cloud", 6) == .grace)
        #expect(state("cloud", 7) == .defaulted)
        #expect(state("chips", 11) == .performing)
        #expect(paid(replay, program, "capacity", 4) == 15)
        #expect(paid(replay, program, "capacity", 5) == 5)
        let losses = program.loans.first { $0.subject == "contracts.loan" }!
        let lost = replay.values[Overview.metrics(of: program).firstIndex { $0.name == "\(losses.subject).lost" }!]
        #expect(lost > 50e9, "a loan of 200 against other assets of 250 that fetch half")
    }

    @Test("The rescue keeps the cloud standing while the chip maker's money lasts, and its own money share doubles")
    func rescue() throws {
        let program = try program("investors-leave", "rescue")
        let replay = try Replay(program, path: 0)
        let cloud = program.parties.first { $0.name == "cloud" }!.index
        let lab = program.parties.first { $0.name == "lab" }!.index
        #expect(replay.states[5][lab] == .performing, "rescued in the quarter after it missed a payment")
        #expect(replay.states.prefix(12).allSatisfy { $0[cloud] == .performing })
        let trace = try TraceAnswer("chips", replay, of: program)
        let calm = try TraceAnswer("chips", Replay(self.program(), path: 0), of: self.program())
        #expect(trace.quarters[8].ownFinancing > 2 * calm.quarters[8].ownFinancing)
        #expect(trace.quarters[7].lower > 0, "outsiders could not have paid for this revenue")
    }
}
