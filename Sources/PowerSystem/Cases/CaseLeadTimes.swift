// Lead times as cases write them.

extension PowerCase {
    private static let medians = [
        "median_quarters", "median", "medians", "medians_quarters", "lead_median_quarters", "median_q",
    ]
    private static let sigmas = ["sigma", "sigmas", "lead_sigma"]

    /// A single distribution out of `median_quarters` (or `median_months`) with `sigma`, `k` with `scale`, or `mean`.
    static func leadTime(_ inputs: CaseInputs) throws(PowerError) -> LeadTime? {
        if let key = inputs.key(medians), case .number? = inputs.value[key] {
            return .lognormal(median: try inputs.number(key), sigma: try inputs.number(sigmas))
        }
        if inputs.has("median_months") {
            return .lognormal(median: try inputs.number("median_months") / 3, sigma: try inputs.number(sigmas))
        }
        if inputs.any("k", "shape", "weibull_k"), inputs.any("scale", "weibull_scale") {
            return .weibull(
                shape: try inputs.number(["k", "shape", "weibull_k"]),
                scale: try inputs.number(["scale", "weibull_scale"]))
        }
        let means = ["mean_quarters", "lead_mean", "mean"]
        guard let key = inputs.key(means), case .number? = inputs.value[key] else { return nil }
        return .exponential(mean: try inputs.number(key))
    }

    /// Several distributions by name: a table or a list of them, or medians and sigmas each by name or in a list.
    static func namedLeadTimes(_ inputs: CaseInputs) throws(PowerError) -> [(name: String, lead: LeadTime)]? {
        let groups = ["components", "lead_times", "leads", "parts", "equipment", "items", "lognormal", "tasks"]
        if let key = inputs.key(groups) {
            var result: [(name: String, lead: LeadTime)] = []
            switch inputs.value[key] {
            case .fields(let fields)?:
                for field in fields {
                    result.append((field.key, try leadTime(field.value, inputs, "\(key), \(field.key)")))
                }
            case .list(let values)?:
                for (row, value) in values.enumerated() {
                    result.append(try named(value, inputs, "\(key), row \(row)", row))
                }
            default: throw inputs.wrong(key, "a table or list of lead times")
            }
            return result
        }
        guard let key = inputs.key(medians) else { return nil }
        switch inputs.value[key] {
        case .fields?:
            var result: [(name: String, lead: LeadTime)] = []
            for (row, entry) in try inputs.numbersByName(key).enumerated() {
                result.append((entry.name, .lognormal(median: entry.number, sigma: try sigma(inputs, entry.name, row))))
            }
            return result
        case .list?:
            var names: [String] = []
            if case .list(let texts)? = inputs.value["names"] {
                names = texts.compactMap { if case .text(let text) = $0 { text } else { nil } }
            }
            var result: [(name: String, lead: LeadTime)] = []
            for (row, median) in try inputs.numbers(key).enumerated() {
                let name = row < names.count ? names[row] : "\(row)"
                result.append((name, .lognormal(median: median, sigma: try sigma(inputs, name, row))))
            }
            return result
        default: return nil
        }
    }

    /// The sigma of one part: common, by name, or by place.
    private static func sigma(_ inputs: CaseInputs, _ name: String, _ row: Int) throws(PowerError) -> Double {
        guard let key = inputs.key(sigmas) else { throw inputs.wrong("sigma", "a number, or one for each part") }
        switch inputs.value[key] {
        case .fields?: return try inputs.inner(key).number(name)
        case .list?:
            let values = try inputs.numbers(key)
            guard row < values.count else {
                throw PowerError(key, "has \(values.count) entries; give one for each part")
            }
            return values[row]
        default: return try inputs.number(key)
        }
    }

    private static func leadTime(_ value: CaseValue, _ inputs: CaseInputs, _ place: String) throws(PowerError)
        -> LeadTime
    {
        switch value {
        case .number(let median): return .lognormal(median: median, sigma: try sigma(inputs, place, 0))
        case .list(let values):
            let numbers = try CaseInputs.numbers(values, place)
            guard numbers.count == 2 else {
                throw PowerError(place, "has \(numbers.count) numbers; give median and sigma")
            }
            return .lognormal(median: numbers[0], sigma: numbers[1])
        default:
            let own = CaseInputs(value, path: place)
            if let found = try leadTime(own) { return found }
            // A common sigma stands beside the group.
            return .lognormal(median: try own.number(medians), sigma: try inputs.number(sigmas))
        }
    }

    /// A row such as ["transformer", 12, 0.35] or a table with a name.
    private static func named(
        _ value: CaseValue, _ inputs: CaseInputs, _ place: String, _ row: Int
    ) throws(PowerError) -> (name: String, lead: LeadTime) {
        if case .list(let values) = value, case .text(let name)? = values.first {
            return (name, try leadTime(.list(Array(values.dropFirst())), inputs, place))
        }
        if case .text(let name)? = value["name"] { return (name, try leadTime(value, inputs, place)) }
        return ("\(row)", try leadTime(value, inputs, place))
    }
}
