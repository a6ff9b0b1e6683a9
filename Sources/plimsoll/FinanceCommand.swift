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

    @Argument(help: "A file of cases.")
    var file: String

    @Flag(help: "Print JSON: a list of {id, outputs}.")
    var json = false

    func run() throws {
        let file = try CaseFile(file) { $0["inputs"] != nil }
        var failed = false
        var computed: [(id: JSONText, results: JSONText)] = []
        for (index, item) in file.cases.enumerated() {
            let id = CaseFile.id(of: item, at: index)
            do throws(CaseError) {
                guard let inputs = item["inputs"] else { throw CaseError("'inputs' is missing: a table") }
                computed.append((id, JSONText(try FinanceCase.outputs(CaseValue(inputs)))))
            } catch {
                failed = true
                _ = file.report("case \(id): \(error.description)")
            }
        }
        print(json ? Self.json(computed) : CaseFile.text(computed))
        if failed { throw ExitCode.failure }
    }

    private static func json(_ computed: [(id: JSONText, results: JSONText)]) -> String {
        let lines = computed.map { JSONText.fields([("id", $0.id), ("outputs", $0.results)]).description }
        return lines.isEmpty ? "[]" : "[\n" + lines.joined(separator: ",\n") + "\n]"
    }
}

extension CaseValue {
    fileprivate init(_ json: JSONText) {
        switch json {
        case .null: self = .null
        case .flag(let flag): self = .flag(flag)
        case .number(let number): self = .number(number)
        case .text(let text): self = .text(text)
        case .list(let values): self = .list(values.map(CaseValue.init))
        case .object(let fields):
            self = .fields(Dictionary(fields.map { ($0.key, CaseValue($0.value)) }, uniquingKeysWith: { $1 }))
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
