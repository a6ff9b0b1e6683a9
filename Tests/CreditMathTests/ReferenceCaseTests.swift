import CreditMath
import TestSupport
import Testing

/// The public reference cases, beside the package: skipped where they are absent.
@Suite("Reference cases of finance")
struct ReferenceCaseTests {
    private static let files = ReferenceFiles("finance")

    @Test("Every case is reproduced", .enabled(if: files.isPresent), arguments: files.paths)
    func reproduced(path: String) throws {
        let family = try #require(path.split(separator: "/").last?.split(separator: ".").first)
        #expect(FinanceReference.tolerances[String(family)] != nil, "a family without a tolerance: \(family)")
        for item in try #require(try ReferenceFiles.read(path)["cases"]?.list) {
            let id = try #require(item["id"]?.text)
            let outputs = try FinanceCase.outputs(CaseValue(try #require(item["inputs"])))
            let found = FinanceReference.differences(
                outputs.tree, case: id, expected: try #require(item["outputs"]), family: String(family))
            for difference in found.prefix(3) { Issue.record("\(id)\(difference)") }
        }
    }
}

extension CaseValue {
    fileprivate init(_ tree: JSONTree) {
        switch tree {
        case .null: self = .null
        case .flag(let flag): self = .flag(flag)
        case .number(let number): self = .number(number)
        case .text(let text): self = .text(text)
        case .list(let list): self = .list(list.map(CaseValue.init))
        case .fields(let fields): self = .fields(fields.mapValues(CaseValue.init))
        }
    }

    fileprivate var tree: JSONTree {
        switch self {
        case .null: .null
        case .flag(let flag): .flag(flag)
        case .number(let number): .number(number)
        case .text(let text): .text(text)
        case .list(let list): .list(list.map(\.tree))
        case .fields(let fields): .fields(fields.mapValues(\.tree))
        }
    }
}
