import ACTUS
import Calendar
import Foundation
import Testing

/// The public ACTUS reference tests, read from beside the checkout.
enum Reference {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../shared/references/actus").standardizedFileURL

    static var isPresent: Bool { FileManager.default.fileExists(atPath: folder.path(percentEncoded: false)) }

    static func document(_ type: ContractType) throws -> TermValue {
        let file = folder.appending(path: "actus-tests-\(type.rawValue.lowercased()).json")
        return try JSONDecoder().decode(TermValue.self, from: Data(contentsOf: file))
    }

    /// The one number of the reference tests that was truncated when they were written: the settlement of guarantee14.
    static func tolerance(_ name: String, _ event: ContractEvent, _ field: String) -> Double {
        name == "guarantee14" && event.type == .settlement && field == "payoff" ? 2e-7 : 1e-9
    }

    /// Every difference between a case's events and its expected results.
    static func differences(_ name: String, _ value: TermValue) throws -> [String] {
        guard case .object(let fields) = value, case .list(let rows) = fields["results"] else { return ["no results"] }
        let events = try ContractCase(value, named: name).events()
        var found: [String] = []
        if events.count != rows.count { found.append("\(events.count) events instead of \(rows.count)") }
        for (place, (event, row)) in zip(events, rows).enumerated() {
            guard case .object(let row) = row else { continue }
            for field in differences(name, event, row) {
                found.append("row \(place) \(event.time) \(event.type.rawValue): \(field)")
            }
        }
        return found
    }

    private static func differences(_ name: String, _ event: ContractEvent, _ row: Terms) -> [String] {
        var found: [String] = []
        func text(_ key: String) -> String? {
            if case .text(let text) = row[key] { text } else { nil }
        }
        func compare(_ key: String, _ actual: Double?) {
            guard let entry = row[key] else { return }
            let expected: Double? =
                switch entry {
                case .number(let number): number
                case .text(let text): Double(text)
                default: nil
                }
            guard let expected, let actual else {
                found.append("\(key) \(String(describing: actual)) instead of \(entry)")
                return
            }
            if abs(actual - expected) > tolerance(name, event, key) * max(1, abs(expected)) {
                found.append("\(key) \(actual) instead of \(expected)")
            }
        }
        if text("eventDate").flatMap({ Timestamp($0) }) != event.time { found.append("date \(row["eventDate"]!)") }
        if text("eventType") != event.type.rawValue { found.append("type \(row["eventType"]!)") }
        if text("currency") != event.currency.description { found.append("currency \(event.currency)") }
        compare("payoff", event.payoff)
        compare("notionalPrincipal", event.notionalPrincipal)
        compare("nominalInterestRate", event.nominalInterestRate)
        compare("accruedInterest", event.accruedInterest)
        compare("exerciseAmount", event.exerciseAmount)
        if row["exerciseAmount"] != nil, text("exerciseDate").flatMap({ Timestamp($0) }) != event.exerciseDate {
            found.append("exerciseDate \(String(describing: event.exerciseDate))")
        }
        return found
    }
}

extension Reference {
    /// Every reference contract of a type gives its expected events.
    static func expectReproduced(_ type: ContractType, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let cases = try ContractCase.cases(in: document(type))
        #expect(!cases.isEmpty, sourceLocation: sourceLocation)
        for (name, value) in cases {
            let found = try differences(name, value)
            #expect(
                found.isEmpty, "\(name): \(found.prefix(4).joined(separator: "; "))", sourceLocation: sourceLocation)
        }
    }
}
