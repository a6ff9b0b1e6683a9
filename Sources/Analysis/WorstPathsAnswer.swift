import Calendar
import Engine
import Model

/// The paths of a run worth telling: where each party failed first, where each loan lost most, where most parties failed.
package struct WorstPathsAnswer: Sendable, Codable {
    package var rows: [Row]

    package struct Row: Sendable, Codable {
        package var path: UInt64
        /// The metric by which it is the worst; `defaults` is the number of parties in default.
        package var metric: String
        package var title: String
        /// The quarter of default, dollars lost, or the number of parties.
        package var value: Double
        /// The value in words: `2027Q3`, `58.2 M USD`, `5 parties`.
        package var text: String
    }

    package init(_ run: Run, of program: Program) {
        rows = []
        let firms = program.parties.filter { !$0.isSector }
        let columns = firms.map { run.column("parties.\($0.name).default") ?? [] }
        let counts = (0..<run.paths).map { path in columns.count { path < $0.count && $0[path] > 0 } }
        if let most = counts.max(), most > 0, let path = counts.firstIndex(of: most) {
            rows.append(
                Row(
                    path: UInt64(path), metric: "defaults", title: "most parties in default", value: Double(most),
                    text: "\(most) \(most == 1 ? "party" : "parties")"))
        }
        if let calm = counts.firstIndex(of: 0) {
            rows.append(
                Row(
                    path: UInt64(calm), metric: "defaults", title: "the first path in which nobody defaults", value: 0,
                    text: "0 parties"))
        }
        rows += program.listedLoans.compactMap { loan -> Row? in
            let name = "\(loan.subject).lost"
            guard let path = try? PathChoice.worst(name, in: run), let column = run.column(name) else { return nil }
            let lost = Double(column[Int(path)])
            return Row(
                path: path, metric: name, title: "\(loan.title): most lost", value: lost,
                text: Money.text(dollars: lost))
        }.sorted { ($1.value, $0.metric) < ($0.value, $1.metric) }
        for (party, column) in zip(firms, columns) {
            let name = "parties.\(party.name).default"
            guard let path = try? PathChoice.worst(name, in: run) else { continue }
            let quarter = Int(column[Int(path)])
            rows.append(
                Row(
                    path: path, metric: name, title: "\(party.title): earliest default", value: Double(quarter),
                    text: program.scenario.settings.start.advanced(by: quarter - 1).description))
        }
    }
}
