import ArgumentParser
import CreditMath

/// `plimsoll finance FILE`: cases of credit arithmetic.
struct FinanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "finance",
        abstract: "Compute cases of credit arithmetic: returns, bonds, loans, spreads, depreciation, project debt.",
        discussion: """
            FILE is JSON: a list of {id, inputs}, or an object with such a list as its 'cases'. The inputs say by their \
            names what is computed. A case that cannot be computed is reported and the others are computed; the exit \
            code is then 1.
            """)

    @Argument(help: "A file of cases.", completion: Completions.json)
    var file: String

    @Flag(help: "Print JSON: a list of {id, outputs}.")
    var json = false

    func run() throws {
        let input = try CaseFile(file) { $0["inputs"] != nil }
        var failed = false
        var computed: [CaseReport.Computed] = []
        for (index, item) in input.cases.enumerated() {
            let id = CaseFile.id(of: item, at: index)
            do throws(CaseError) {
                guard let inputs = item["inputs"] else { throw CaseError("'inputs' is missing: a table") }
                let outputs = try FinanceCase.outputs(CaseValue(inputs))
                if let path = outputs.notFinite {
                    throw CaseError("\(path) is too large for a number; lower the amounts, rates or periods")
                }
                computed.append((id, JSONText(outputs)))
            } catch {
                failed = true
                _ = input.report("case \(id): \(error.description)")
            }
        }
        if json {
            print(CaseReport.json(computed, results: "outputs"))
        } else if !computed.isEmpty {
            print(CaseReport.text(computed, width: Console.columns))
        }
        if failed { throw ExitCode.failure }
    }
}

extension CaseValue {
    /// Where there is a number that no file can hold.
    fileprivate var notFinite: String? {
        switch self {
        case .number(let number): number.isFinite ? nil : ""
        case .list(let values):
            values.enumerated().lazy.compactMap { place, value in value.notFinite.map { "[\(place)]" + $0 } }.first
        case .fields(let fields):
            fields.sorted { $0.key < $1.key }.lazy.compactMap { key, value in value.notFinite.map { key + $0 } }.first
        default: nil
        }
    }
}

extension JSONText {
    fileprivate init(_ value: CaseValue) {
        switch value {
        case .null: self = .null
        case .flag(let flag): self = .flag(flag)
        case .number(let number): self = .number(number)
        case .text(let text): self = .text(text)
        case .list(let values): self = .list(values.map(JSONText.init))
        case .fields(let fields):
            self = .fields(fields.sorted { $0.key < $1.key }.map { ($0.key, JSONText($0.value)) })
        }
    }
}
