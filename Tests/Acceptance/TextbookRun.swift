import Engine
import Foundation
import Ledger
import TestSupport

/// One path of a textbook model, in the book's numbers: billions, a quarter for a period.
struct TextbookRun {
    private let program: Program
    private let replay: Replay

    init(_ model: String, shocks: [String] = []) throws {
        program = try Reading.program(
            folder: PackageRoot.path("Scenarios/textbook/\(model)"), shocks: shocks.map { ShockSetting(name: $0) })
        replay = try Replay(program, path: 0)
    }

    var quarters: Int { replay.books.count }

    /// What was paid under a contract of kind `payment` in a quarter, in cents.
    func cents(_ contract: String, _ quarter: Int) -> Int64 { cents(contract, "payment", quarter) }

    /// What was paid for a cause, in cents.
    func cents(_ contract: String, _ cause: String, _ quarter: Int) -> Int64 {
        let leg = program.legs.first { $0.subject == "contracts.\(contract)" && $0.cause == cause }!
        return replay.payments[quarter][leg.index]
    }

    func paid(_ contract: String, _ quarter: Int) -> Double { Double(cents(contract, quarter)) / 1e11 }

    /// Cash of a party or sector at the end of a quarter, in cents.
    func cash(_ party: String, _ quarter: Int) -> Int64 {
        let index = program.parties.first { $0.name == party }!.index
        let account = program.chart.accounts.firstIndex { $0.party == index && $0.kind == .cash }!
        return replay.books[quarter].balances[account]
    }

    /// What the holder of a security has at the end of a quarter, in cents, at market.
    func held(_ security: String, _ quarter: Int) -> Int64 {
        let account = program.chart.accounts.firstIndex {
            $0.instrument == "contracts.\(security)" && $0.kind == .loans
        }!
        return replay.books[quarter].balances[account]
    }

    /// The reference values of a model; nil where they are not at hand.
    static func reference(_ model: String) -> [String: Any]? {
        let path = PackageRoot.path("../shared/references/network/godley-lavoie.json")
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        let models = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        return models?[model] as? [String: Any]
    }
}
