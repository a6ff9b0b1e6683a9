import Reports

/// Networks as people and as programs read them.
enum NetworkReport {
    typealias Computed = (array: String, networks: [(name: String, answer: NetworkAnswer)])

    /// `{array: [{name, result}]}`, one network a line.
    static func json(_ arrays: [Computed]) -> String {
        let entries = arrays.map { array, networks in
            let rows = networks.map { name, answer in
                "    \(JSONText.fields([("name", .text(name)), ("result", .fields(answer.result))]))"
            }
            return "  \(JSONText.text(array)): [" + (rows.isEmpty ? "]" : "\n\(rows.joined(separator: ",\n"))\n  ]")
        }
        return entries.isEmpty ? "{}" : "{\n\(entries.joined(separator: ",\n"))\n}"
    }

    /// For each network its name, what was computed, tables, and what they add up to.
    static func text(_ arrays: [Computed], width: Int) -> String {
        arrays.flatMap { array, networks in
            networks.map { name, answer in
                let lines =
                    "\(name): \(answer.title)".wrapped(width) + answer.tables.flatMap { $0.lines(width: width) }
                    + answer.summary.flatMap { $0.wrapped(width, indent: 2) }
                return lines.joined(separator: "\n") + "\n"
            }
        }.joined(separator: "\n")
    }
}
