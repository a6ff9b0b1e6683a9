import ArgumentParser
import CreditMath
import Foundation

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
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), !isFolder.boolValue else {
            throw report("is \(isFolder.boolValue ? "a folder, not a file" : "not there")")
        }
        guard let data = FileManager.default.contents(atPath: file) else { throw report("cannot be read") }
        let document: JSONText
        do { document = try JSONText(Array(data)) } catch { throw report("is not JSON: \(error)") }
        let cases: [JSONText]
        switch document["cases"] ?? document {
        case .list(let values): cases = values
        case .object where document["inputs"] != nil: cases = [document]
        default: throw report("holds neither a list of cases nor an object with 'cases'")
        }
        if cases.isEmpty { throw report("holds no cases") }
        var failed = false
        var computed: [(id: JSONText, outputs: JSONText)] = []
        for (index, item) in cases.enumerated() {
            let id = item["id"] ?? .whole(index + 1)
            do throws(CaseError) {
                guard let inputs = item["inputs"] else { throw CaseError("'inputs' is missing: a table") }
                computed.append((id, JSONText(try FinanceCase.outputs(CaseValue(inputs)))))
            } catch {
                failed = true
                _ = report("case \(id): \(error.description)")
            }
        }
        print(json ? Self.json(computed) : Self.text(computed))
        if failed { throw ExitCode.failure }
    }

    private static func json(_ computed: [(id: JSONText, outputs: JSONText)]) -> String {
        let lines = computed.map { JSONText.fields([("id", $0.id), ("outputs", $0.outputs)]).description }
        return lines.isEmpty ? "[]" : "[\n" + lines.joined(separator: ",\n") + "\n]"
    }

    /// A heading for each case and a line for each output; long lists are cut.
    private static func text(_ computed: [(id: JSONText, outputs: JSONText)]) -> String {
        computed.map { id, outputs in
            guard case .object(let fields) = outputs else { return "\(id)" }
            let width = fields.map(\.key.count).max() ?? 0
            let lines = fields.map { field in
                let value = field.value.description
                let shown = value.count > 90 ? value.prefix(87) + "..." : value[...]
                return "  " + field.key + String(repeating: " ", count: width - field.key.count + 2) + shown
            }
            return ([id.description] + lines).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }

    /// Tells the user what is wrong; the exit code says that something is.
    private func report(_ message: String) -> ExitCode {
        FileHandle.standardError.write(Data("\(file): error: \(message)\n".utf8))
        return .failure
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
