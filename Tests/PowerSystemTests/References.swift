import Foundation
import PowerSystem

/// The shared reference cases, which live beside the package and may be absent.
enum References {
    /// Every case of the folder, by file name.
    static let cases: [(name: String, value: CaseValue)] = {
        var folder = URL(filePath: #filePath)
        for _ in 0..<3 { folder.deleteLastPathComponent() }
        let path = folder.appending(path: "../shared/references/power").standardizedFileURL.path()
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter {
            $0.hasSuffix(".json")
        }
        return names.sorted().compactMap { name in
            guard let data = FileManager.default.contents(atPath: path + "/" + name),
                let object = try? JSONSerialization.jsonObject(with: data)
            else { return nil }
            return (name, value(object))
        }
    }()

    static func value(_ object: Any) -> CaseValue {
        switch object {
        case let table as [String: Any]:
            .fields(table.sorted { $0.key < $1.key }.map { .init($0.key, value($0.value)) })
        case let list as [Any]: .list(list.map(value))
        case let text as String: .text(text)
        case let number as NSNumber:
            String(cString: number.objCType) == "c" ? .flag(number.boolValue) : .number(number.doubleValue)
        default: .null
        }
    }
}

extension CaseValue {
    var double: Double? { if case .number(let number) = self { number } else { nil } }
    var numbers: [Double] { if case .list(let values) = self { values.compactMap(\.double) } else { [] } }
    var entries: [Field] { if case .fields(let fields) = self { fields } else { [] } }

    static func table(_ pairs: KeyValuePairs<String, CaseValue>) -> CaseValue {
        .fields(pairs.map { .init($0.key, $0.value) })
    }
    static func numbers(_ values: [Double]) -> CaseValue { .list(values.map { .number($0) }) }
}

/// Where two values differ by more than is allowed.
func differences(
    _ found: CaseValue, _ expected: CaseValue, relative: Double, absolute: (String) -> Double, at path: String = ""
) -> [String] {
    switch (found, expected) {
    case (.number(let a), .number(let b)):
        let isNear = (a - b).magnitude <= max(absolute(path), relative * b.magnitude)
        return isNear ? [] : ["\(path): \(a) where \(b) is expected"]
    case (.fields, .fields(let fields)):
        if Set(found.entries.map(\.key)) != Set(fields.map(\.key)) { return ["\(path): other keys"] }
        return fields.flatMap {
            differences(
                found[$0.key] ?? .null, $0.value, relative: relative, absolute: absolute, at: path + "/" + $0.key)
        }
    case (.list(let a), .list(let b)):
        if a.count != b.count { return ["\(path): \(a.count) entries where \(b.count) are expected"] }
        return zip(a, b).enumerated().flatMap {
            differences($0.element.0, $0.element.1, relative: relative, absolute: absolute, at: path + "/\($0.offset)")
        }
    default: return found == expected ? [] : ["\(path): \(found) where \(expected) is expected"]
    }
}

/// SplitMix64: the same numbers on every machine.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
