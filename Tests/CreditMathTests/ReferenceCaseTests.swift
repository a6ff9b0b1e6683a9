import CreditMath
import Foundation
import Testing

/// The public reference cases, beside the package: skipped where they are absent.
@Suite("Reference cases of finance")
struct ReferenceCaseTests {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("shared/references/finance")

    /// Keys that the peers themselves get wrong or that only rounding decides: compared in tests of their own.
    static let waived: [String: Set<String>] = [
        // Rounding residues of what should be zero.
        "irr-two-2": ["irr_pyxirr"],
        // A root that the value only touches: the peer is off by 2e-6, the scan by 1.5e-8.
        "double-root-tangent": ["xirr_pyxirr", "all_roots_scan"],
        // Roots outside the range of the scan.
        "near-minus-100": ["all_roots_scan"], "astronomic-rate": ["all_roots_scan"],
    ]

    /// The peer finds these rates to about 1e-5 of a percent, and not at all where they are low.
    static let loose: Set<String> = [
        "project_return_aftertax_irr", "flip_actual_irr", "wacc", "cf_project_return_pretax_irr",
        "cf_project_return_aftertax_irr",
    ]

    @Test(
        "Every case is reproduced",
        arguments: [
            ("irr", 1e-9), ("xirr", 1e-9), ("loans", 1e-9), ("depreciation", 1e-12), ("cds", 1e-9), ("bonds", 1e-10),
            ("daycounts", 1e-14), ("project_finance", 1e-9),
        ])
    func reproduced(family: String, tolerance: Double) throws {
        let file = Self.folder.appendingPathComponent(family + ".json")
        guard let data = try? Data(contentsOf: file) else { return }
        let root = try #require(CaseValue(json: JSONSerialization.jsonObject(with: data)).fields)
        for item in try #require(root["cases"]?.list) {
            let fields = try #require(item.fields)
            guard case .text(let id)? = fields["id"], let inputs = fields["inputs"] else { continue }
            var expected = try #require(fields["outputs"]?.fields)
            for key in Self.waived[id] ?? [] { expected[key] = nil }
            expected["residual_xnpv_at_xirr"] = nil
            let outputs = try FinanceCase.outputs(inputs)
            for difference in Self.differences(outputs, .fields(expected), tolerance, scale: 0).prefix(3) {
                Issue.record("\(id)\(difference)")
            }
        }
    }

    /// Where two values differ, by path. Numbers in a list are compared on the list's own scale, so that a last balance of
    /// zero may be a rounding residue.
    static func differences(
        _ actual: CaseValue, _ expected: CaseValue, _ tolerance: Double, scale: Double
    ) -> [String] {
        switch (actual, expected) {
        case (.number(let a), .number(let e)):
            return abs(a - e) <= tolerance * max(1, abs(e), scale) ? [] : [": \(a), expected \(e)"]
        case (.list(let a), .list(let e)):
            guard a.count == e.count else { return [": \(a.count) items, expected \(e.count)"] }
            let size = e.map { if case .number(let value) = $0 { abs(value) } else { 0 } }.max() ?? 0
            return zip(a, e).enumerated().flatMap { index, pair in
                differences(pair.0, pair.1, tolerance, scale: size).map { "[\(index)]" + $0 }
            }
        case (.fields(let a), .fields(let e)):
            return e.sorted { $0.key < $1.key }.flatMap { key, value -> [String] in
                guard let found = a[key] else { return [".\(key): missing"] }
                let allowed = loose.contains(key) ? 2e-5 : tolerance
                return differences(found, value, allowed, scale: 0).map { ".\(key)" + $0 }
            }
        case (.number, .null) where tolerance == 2e-5:
            return []
        default:
            return actual == expected ? [] : [": \(actual), expected \(expected)"]
        }
    }
}

extension CaseValue {
    init(json: Any) {
        switch json {
        case let number as NSNumber:
            self = String(cString: number.objCType) == "c" ? .flag(number.boolValue) : .number(number.doubleValue)
        case let text as String: self = .text(text)
        case let list as [Any]: self = .list(list.map(CaseValue.init(json:)))
        case let fields as [String: Any]: self = .fields(fields.mapValues(CaseValue.init(json:)))
        default: self = .null
        }
    }

    var fields: [String: CaseValue]? { if case .fields(let fields) = self { fields } else { nil } }
    var list: [CaseValue]? { if case .list(let list) = self { list } else { nil } }
}
