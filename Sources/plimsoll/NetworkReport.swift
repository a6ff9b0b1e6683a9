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

    /// A table for each network and what it adds up to.
    static func text(_ arrays: [Computed]) -> String {
        arrays.flatMap { array, networks in
            networks.map { name, answer in
                ([name] + table([answer.columns] + answer.rows) + answer.summary.map { "  " + $0 } + [""])
                    .joined(separator: "\n")
            }
        }.joined(separator: "\n")
    }

    /// Words to the left, numbers to the right, columns as wide as they need.
    private static func table(_ rows: [[String]]) -> [String] {
        let columns = rows.first?.count ?? 0
        let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
        let isLeft = (0..<columns).map { column in
            column == 0 || rows.dropFirst().contains { $0[column].first?.isLetter ?? false }
        }
        return rows.map { row in
            var line = " "
            for column in 0..<columns {
                let space = String(repeating: " ", count: widths[column] - row[column].count)
                line += " " + (isLeft[column] ? row[column] + space : space + row[column])
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    /// Up to four digits after the point, thousands apart.
    static func amount(_ value: Double) -> String {
        if !value.isFinite { return "-" }
        if value.magnitude >= 1e13 { return "\(value)" }
        let scaled = Int((value.magnitude * 1e4).rounded())
        if value.magnitude > 0, scaled == 0 { return "\(value)" }
        var whole = "\(scaled / 10_000)"
        var place = whole.count - 3
        while place > 0 {
            whole.insert(",", at: whole.index(whole.startIndex, offsetBy: place))
            place -= 3
        }
        var digits = "\(10_000 + scaled % 10_000)".dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return (value < 0 && scaled > 0 ? "-" : "") + whole + (digits.isEmpty ? "" : "." + digits)
    }

    /// A share of one, with two digits after the point.
    static func percent(_ share: Double) -> String {
        if !(share.magnitude < 1e12) { return "-" }
        let hundredths = Int((share.magnitude * 1e4).rounded())
        let digits = hundredths % 100
        return (share < 0 ? "-" : "") + "\(hundredths / 100)." + (digits < 10 ? "0" : "") + "\(digits) %"
    }
}
