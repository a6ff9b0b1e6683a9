/// Cases that ask the same of several variants of their inputs: one result for each value of a list, or each entry of a
/// table.
enum CaseVariants {
    struct Variant {
        var key: String
        var inputs: CaseInputs
        var asked: AskedShape?
    }

    /// Lists that stand for variants where a case does not say what it asks for.
    private static let usual = ["flat_load_MW", "loads_MW", "arrival"]

    /// Variants by a number: an input is a list where a number is expected, and results are asked for by those numbers.
    static func byNumber(_ inputs: CaseInputs, _ asked: AskedShape?) throws(PowerError) -> [Variant]? {
        guard case .fields(let fields) = inputs.value else { return nil }
        let wanted = asked?.numbers ?? []
        for field in fields {
            // Lists inside a table, such as the sizes of a store.
            if !wanted.isEmpty, case .fields = field.value,
                let inner = try byNumber(CaseInputs(field.value, path: field.key), asked)
            {
                return inner.map { variant in
                    Variant(
                        key: variant.key, inputs: replacing(inputs, [.init(field.key, variant.inputs.value)]),
                        asked: variant.asked)
                }
            }
            guard case .list(let values) = field.value, !values.isEmpty else { continue }
            let numbers = values.compactMap { if case .number(let number) = $0 { number } else { nil } }
            guard numbers.count == values.count else { continue }
            let isAsked =
                asked != nil && !wanted.isEmpty && wanted.count == asked?.keys.count
                && wanted.allSatisfy { pair in numbers.contains(pair.number) } && wanted.count == Set(numbers).count
            guard isAsked || (asked == nil && usual.contains(field.key)) else { continue }
            return numbers.map { number in
                let key = asked?.spelling(of: number) ?? CaseNumber.text(number, among: numbers)
                return Variant(
                    key: key, inputs: replacing(inputs, [.init(field.key, .number(number))]), asked: asked?[key])
            }
        }
        return nil
    }

    /// Variants by name: results are asked for under the keys of a table of tables, whose entries add to the inputs.
    static func byName(_ inputs: CaseInputs, _ asked: AskedShape?) throws(PowerError) -> [Variant]? {
        guard case .fields(let fields) = inputs.value else { return nil }
        let wanted = asked?.keys ?? []
        let nested = fields.filter { if case .fields = $0.value { true } else { false } }
        // The inputs themselves are such a table.
        if !nested.isEmpty, asked == nil ? nested.count == fields.count : wanted == nested.map(\.key) {
            let shared = fields.filter { field in !nested.contains { $0.key == field.key } }
            let isCase = nested.allSatisfy { entry in
                if case .fields(let own) = entry.value { own.count > 2 } else { false }
            }
            if isCase {
                return nested.map { entry in
                    var own: [CaseValue.Field] = []
                    if case .fields(let inner) = entry.value { own = inner }
                    let value = CaseValue.fields(shared.filter { field in !own.contains { $0.key == field.key } } + own)
                    return Variant(key: entry.key, inputs: CaseInputs(value), asked: asked?[entry.key])
                }
            }
        }
        guard !wanted.isEmpty else { return nil }
        for field in nested {
            guard case .fields(let entries) = field.value,
                wanted.allSatisfy({ key in entries.contains { $0.key == key } })
            else { continue }
            let tables = entries.filter { wanted.contains($0.key) }
            guard tables.allSatisfy({ if case .fields = $0.value { true } else { false } }) else { continue }
            return tables.map { entry in
                var own: [CaseValue.Field] = []
                if case .fields(let inner) = entry.value { own = inner }
                return Variant(
                    key: entry.key, inputs: replacing(without(inputs, field.key), own), asked: asked?[entry.key])
            }
        }
        return nil
    }

    private static func without(_ inputs: CaseInputs, _ key: String) -> CaseInputs {
        guard case .fields(let fields) = inputs.value else { return inputs }
        return CaseInputs(.fields(fields.filter { $0.key != key }))
    }

    private static func replacing(_ inputs: CaseInputs, _ new: [CaseValue.Field]) -> CaseInputs {
        guard case .fields(let fields) = inputs.value else { return inputs }
        return CaseInputs(.fields(fields.filter { field in !new.contains { $0.key == field.key } } + new))
    }
}
