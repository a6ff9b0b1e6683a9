import Calendar
import Lanes
import Ledger

/// One path computed again, bit for bit, with everything that was booked and all that happened.
package struct Replay: Sendable {
    package struct Event: Sendable {
        /// Quarters since the start of the run.
        package let quarter: Int
        /// `parties.iren`, `contracts.loan`, `sites.childress`.
        package let subject: String
        package let sentence: String
    }

    /// Balances of every account at the end of a quarter, debit-positive, in the order of the chart.
    package struct Books: Sendable {
        package let balances: [Int64]
    }

    package let path: UInt64
    package let entries: [Journal.Entry]
    package let events: [Event]
    package let books: [Books]
    /// The overview's numbers of this path.
    package let values: [Float]
    /// What each leg owed and paid, by quarter.
    package let dues: [[Int64]]
    package let payments: [[Int64]]
    /// The state of each party by quarter.
    package let states: [[PartyState]]
    /// How each party stands with investors, by quarter; nil for outside sectors.
    package let standings: [[StandingFigures?]]
    /// Measured values of covenants by quarter, facility by facility, covenant by covenant.
    package let covenants: [[Double]]

    /// Replays one path of a program.
    package init(_ program: Program, path: UInt64) throws {
        self.path = path
        let worker = Worker(program, width: 8, audit: true)
        let journal = Journal(lane: 0)
        var events: [Event] = []
        var books: [Books] = []
        var dues: [[Int64]] = []
        var payments: [[Int64]] = []
        var covenants: [[Double]] = []
        var states: [[PartyState]] = []
        var standings: [[StandingFigures?]] = []
        var marked: [Int64] = []
        try worker.run(firstPath: path, lanes: 1, journal: journal) { block in
            books.append(Books(balances: program.chart.accounts.map { block[$0.row][0] }))
            dues.append(program.legs.map { block[$0.due][0] })
            payments.append(program.legs.map { block[$0.paid][0] })
            standings.append(program.parties.map { StandingFigures(block, $0, of: program, lane: 0) })
            states.append(program.parties.map { PartyState(rawValue: block[$0.rows.state][0]) ?? .performing })
            covenants.append(program.facilities.flatMap { $0.covenants.map { block[$0.measured][0] } })
            for (index, mark) in program.marks.enumerated() {
                let (now, before) = (block[mark.row][0], marked[index])
                marked[index] = now
                guard now != before, let sentence = mark.sentences[now] else { continue }
                let value = mark.measured.map { mark.format.text(block[$0][0]) } ?? ""
                events.append(
                    Event(
                        quarter: block.quarter, subject: mark.subject,
                        sentence: sentence.replacing("{value}", value)))
            }
        } begun: { block in
            marked = program.marks.map { block[$0.row][0] }
        }
        entries = journal.entries
        self.events = events
        self.books = books
        self.dues = dues
        self.payments = payments
        self.covenants = covenants
        self.states = states
        self.standings = standings
        values = worker.values(lane: 0)
    }
}

extension String {
    /// Every occurrence of a word replaced; Foundation is not needed for it.
    fileprivate func replacing(_ word: String, _ other: String) -> String {
        split(separator: word, omittingEmptySubsequences: false).joined(separator: other)
    }
}

extension MeasureFormat {
    package func text(_ value: Double) -> String {
        switch self {
        case .ratio: return "\(fixed(value, 2))x"
        case .percent: return "\(fixed(value * 100, 1)) %"
        case .megawatts: return "\(fixed(value, 1)) MW"
        case .dollars: return "\(fixed(value / 1e6, 1)) M USD"
        }
    }

    private func fixed(_ value: Double, _ digits: Int) -> String {
        guard value.isFinite, value.magnitude < 1e15 else { return "\(value)" }
        let scale = digits == 1 ? 10.0 : 100.0
        let whole = Int64((value.magnitude * scale).rounded())
        let rest = String(whole % Int64(scale))
        let sign = value < 0 && whole != 0 ? "-" : ""
        return "\(sign)\(whole / Int64(scale))." + String(repeating: "0", count: digits - rest.count) + rest
    }
}
