/// Words of pages in one language.
package struct Labels: Sendable {
    /// As HTML names it: `en`.
    package let language: String
    private let texts: [Label: String]

    /// - Parameter table: one label a line, `name = what it says`.
    package init(language: String, table: String) {
        self.language = language
        var texts: [Label: String] = [:]
        for line in table.split(separator: "\n") {
            guard let equals = line.firstIndex(of: "="), let label = Label(rawValue: line[..<equals].trimmedText) else {
                continue
            }
            texts[label] = line[line.index(after: equals)...].trimmedText
        }
        self.texts = texts
    }

    /// Labels that the table does not have.
    package var missing: [Label] { Label.allCases.filter { texts[$0] == nil } }

    package subscript(label: Label) -> String { texts[label] ?? label.rawValue }

    /// A label with what stands for {0}, {1} ...
    package func callAsFunction(_ label: Label, _ values: String...) -> String {
        var text = self[label]
        for (number, value) in values.enumerated() {
            text = text.split(separator: "{\(number)}", omittingEmptySubsequences: false).joined(separator: value)
        }
        return text
    }

    /// The name of a source of funding, or a source of power as it is.
    package func source(_ name: String) -> String {
        switch name {
        case "bonds": return self[.bonds]
        case "asset-backed": return self[.assetBacked]
        case "private-credit": return self[.privateCredit]
        case "facility": return self[.facilities]
        case "equity": return self[.equity]
        case "gap": return self[.fundingGap]
        default: return name.split(separator: "-").joined(separator: " ")
        }
    }

    /// Where a power project stands: `waiting` is `stageWaiting`.
    package func stage(_ name: String) -> String {
        Label(rawValue: "stage" + name.prefix(1).uppercased() + name.dropFirst()).map { self[$0] } ?? name
    }

    /// The name of a party's measure: `operating-cash-flow` is `figureOperatingCashFlow`.
    package func figure(_ name: String) -> String {
        let words = name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }
        return Label(rawValue: "figure" + words.joined()).map { self[$0] } ?? name
    }
}

extension Substring {
    fileprivate var trimmedText: String {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
