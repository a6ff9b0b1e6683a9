import Foundation
import Hummingbird
import HummingbirdCore

/// What an address asks for beyond its page: `?party=iren&path=12`.
struct Asked: Sendable {
    private let values: [(name: String, value: String)]

    init(_ request: Request) {
        self.init(query: request.uri.query ?? "")
    }

    /// Reads a query, or a form's body: pairs with `&` between them, percent-encoded.
    init(query: String) {
        values = query.split(separator: "&").prefix(400).map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            func text(_ index: Int) -> String {
                guard parts.indices.contains(index) else { return "" }
                let spaced = parts[index].replacingOccurrences(of: "+", with: " ")
                return spaced.removingPercentEncoding ?? spaced
            }
            return (text(0), String(text(1).prefix(2_000)))
        }
    }

    /// The value of a name; empty where there is none.
    subscript(name: String) -> String { values.first { $0.name == name }?.value ?? "" }

    func has(_ name: String) -> Bool { values.contains { $0.name == name } }

    /// Pairs whose name begins with a word: `set.contracts.loan.margin` for `set.`.
    func all(_ prefix: String) -> [(name: String, value: String)] {
        values.filter { $0.name.hasPrefix(prefix) }.map { (String($0.name.dropFirst(prefix.count)), $0.value) }
    }

    func number(_ name: String) -> Int? { Int(self[name]) }
}
