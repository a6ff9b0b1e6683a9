/// Stages and regimes as cases write them.
struct HazardInputs {
    var stages: [[HazardStages.Stage]]
    var chain: RegimeChain

    private static let stageKeys = [
        "stages_advance_withdraw", "stages", "hazards", "stages_advance_withdraw_by_regime", "regimes",
        "hazards_by_regime", "advance_withdraw",
    ]
    private static let transitionKeys = ["transition", "regime_transition", "transition_matrix", "P", "chain"]
    private static let initialKeys = [
        "initial", "initial_regime", "start", "start_regime", "pi0", "initial_distribution",
    ]

    /// Nil where the inputs have no stages.
    init?(_ inputs: CaseInputs) throws(PowerError) {
        var names: [String] = []
        if let key = inputs.key(Self.stageKeys) {
            switch inputs.value[key] {
            case .fields(let fields)?:
                names = fields.map(\.key)
                stages = []
                for field in fields {
                    let rows = CaseInputs(field.value, path: "\(key), \(field.key)")
                    if let inner = rows.key(Self.stageKeys) {
                        stages.append(try Self.list(try rows.list(inner), "\(key), \(field.key), \(inner)"))
                    } else if case .list(let values) = field.value {
                        stages.append(try Self.list(values, "\(key), \(field.key)"))
                    } else {
                        throw PowerError("\(key), \(field.key)", "is no list; give [advance, withdraw] for each stage")
                    }
                }
            case .list(let values)?:
                // Three deep where there are several regimes.
                if case .list(let first)? = values.first, case .list? = first.first {
                    stages = []
                    for (row, value) in values.enumerated() {
                        guard case .list(let rows) = value else { throw inputs.wrong(key, "a list of lists of pairs") }
                        stages.append(try Self.list(rows, "\(key), regime \(row)"))
                    }
                } else {
                    stages = [try Self.list(values, key)]
                }
            default: throw inputs.wrong(key, "a list of [advance, withdraw]")
            }
        } else if inputs.has("advance"), inputs.has("withdraw"), inputs.key(Self.transitionKeys) != nil {
            // One stage, whose chances are listed by regime.
            let (advance, withdraw) = (try inputs.numbers("advance"), try inputs.numbers("withdraw"))
            try Check.sameCount("withdraw", withdraw.count, advance.count, as: "advance")
            stages = zip(advance, withdraw).map { [.init(advance: $0, withdraw: $1)] }
        } else {
            return nil
        }
        stages = try Self.scaled(stages, by: inputs)
        if stages.isEmpty { throw inputs.wrong(inputs.key(Self.stageKeys) ?? "stages", "one regime or more") }
        if stages.count == 1, inputs.key(Self.transitionKeys) == nil {
            chain = .none
            return
        }
        let transition = try Self.transition(inputs)
        chain = try RegimeChain(transition: transition, initial: Self.initial(inputs, names, transition))
    }

    /// Factors on the chances of each regime, where all regimes share their stages.
    private static func scaled(
        _ stages: [[HazardStages.Stage]], by inputs: CaseInputs
    ) throws(PowerError) -> [[HazardStages.Stage]] {
        let advance = ["advance_multiplier", "advance_factor"]
        let withdraw = ["withdraw_multiplier", "withdraw_factor"]
        guard stages.count == 1, inputs.key(advance) != nil || inputs.key(withdraw) != nil else { return stages }
        let base = stages[0]
        let up = inputs.key(advance) == nil ? [] : try inputs.numbers(advance)
        let out = inputs.key(withdraw) == nil ? [] : try inputs.numbers(withdraw)
        return (0..<max(up.count, out.count)).map { regime in
            base.map {
                .init(
                    advance: $0.advance * (regime < up.count ? up[regime] : 1),
                    withdraw: $0.withdraw * (regime < out.count ? out[regime] : 1))
            }
        }
    }

    private static func list(_ values: [CaseValue], _ place: String) throws(PowerError) -> [HazardStages.Stage] {
        var stages: [HazardStages.Stage] = []
        for (row, value) in values.enumerated() {
            if case .fields = value {
                let inputs = CaseInputs(value, path: "\(place), row \(row)")
                stages.append(.init(advance: try inputs.number("advance"), withdraw: try inputs.number("withdraw")))
                continue
            }
            guard case .list(let pair) = value, pair.count == 2 else {
                throw PowerError("\(place), row \(row)", "\(value.brief) is not a pair; give [advance, withdraw]")
            }
            let numbers = try CaseInputs.numbers(pair, "\(place), row \(row)")
            stages.append(.init(advance: numbers[0], withdraw: numbers[1]))
        }
        return stages
    }

    private static func transition(_ inputs: CaseInputs) throws(PowerError) -> [[Double]] {
        let key = inputs.key(transitionKeys) ?? "transition"
        guard case .fields(let fields)? = inputs.value[key] else { return try inputs.rows(key) }
        var rows: [[Double]] = []
        for field in fields {
            switch field.value {
            case .list(let values): rows.append(try CaseInputs.numbers(values, "\(key), \(field.key)"))
            default:
                let table = try inputs.inner(key).inner(field.key)
                var row: [Double] = []
                for other in fields { row.append(try table.number(other.key, default: 0)) }
                rows.append(row)
            }
        }
        return rows
    }

    /// A distribution, a regime's number or name, or "stationary"; the first regime where nothing is said.
    private static func initial(
        _ inputs: CaseInputs, _ names: [String], _ transition: [[Double]]
    ) throws(PowerError) -> [Double] {
        func only(_ regime: Int) -> [Double] { transition.indices.map { $0 == regime ? 1 : 0 } }
        guard let key = inputs.key(initialKeys) else { return only(0) }
        switch inputs.value[key] {
        case .list?: return try inputs.numbers(key)
        case .number?: return only(try inputs.whole([key], in: 0...max(0, transition.count - 1)))
        case .fields?: return try inputs.numbersByName(key).map(\.number)
        default:
            let text = try inputs.text(key)
            if text.lowercased().hasPrefix("stationary") { return try RegimeChain.stationary(transition) }
            guard let regime = names.firstIndex(of: text) else {
                throw PowerError(key, "\"\(text)\" is no regime; give one of \(names.joined(separator: ", "))")
            }
            return only(regime)
        }
    }
}
