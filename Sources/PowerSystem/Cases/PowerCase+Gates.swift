extension PowerCase {
    /// Projects through gates: `gate_pass`, `gate_quarters`, `projects`, `MW`.
    static func gates(_ inputs: CaseInputs, _ asked: AskedShape?) throws(PowerError) -> CaseValue? {
        guard inputs.any("gate_pass", "gates_pass", "pass") else { return nil }
        let passes = try inputs.numbers(["gate_pass", "gates_pass", "pass"])
        let hasTimes = inputs.any("gate_quarters", "quarters")
        let gates = try StageGates(
            passes: passes,
            quarters: hasTimes ? inputs.numbers(["gate_quarters", "quarters"]) : passes.map { _ in 0 })
        let sizes = inputs.any("MW", "project_MW") ? try inputs.oneOrMore(["MW", "project_MW"]) : [1]
        let projects = try inputs.whole(["projects", "n"], default: sizes.count, in: 0...10_000)
        var offers = Offers()
        offers.add("completion_probability", "completion", number: gates.completion)
        offers.add("first_delivery_quarter", "delivery_quarter", number: gates.delivery)
        let delivered: DeliveredMegawatts
        if sizes.count > 1 {
            try Check.sameCount("MW", sizes.count, projects, as: "projects")
            delivered = try DeliveredMegawatts(sizes: sizes, chances: sizes.map { _ in gates.completion })
        } else {
            delivered = DeliveredMegawatts(gates.delivered(of: projects), each: sizes.first ?? 1)
        }
        delivered.addFirst(to: &offers)
        offers.add("expected_alive_after_gate") { (_: AskedShape?) throws(PowerError) in
            .numbers(gates.survival.map { $0 * Double(projects) })
        }
        offers.onlyWhenAsked()
        offers.add("survival_after_gate", "P_alive_after_gate") { (_: AskedShape?) throws(PowerError) in
            .numbers(gates.survival)
        }
        offers.add("expected_alive_by_quarter") { (asked: AskedShape?) throws(PowerError) in
            Offers.byNumber(asked, otherwise: [0, 4, 8, 12, 16]) { gates.alive(at: $0) * Double(projects) }
        }
        delivered.addOthers(to: &offers)
        return try offers.table(asked)
    }

    /// Projects that share their luck: `projects`, `MW` and any of `shock` (completion, completion under the shock,
    /// chance of the shock), `beta` (its parameters), `regimes` (weight, completion), `copula` (completion, correlation).
    static func commonShock(_ inputs: CaseInputs, _ asked: AskedShape?) throws(PowerError) -> CaseValue? {
        let kinds = [
            "shock", "beta", "beta_binomial", "copula", "gaussian_copula", "regimes", "mixture", "independent",
        ]
        guard inputs.any("projects", "n"), inputs.key(kinds) != nil else { return nil }
        let projects = try inputs.whole(["projects", "n"], in: 0...10_000)
        let size = try inputs.number(["MW", "project_MW"], default: 1)
        var offers = Offers()
        for kind in kinds where inputs.has(kind) {
            let mixture = try mixture(kind, inputs, projects: projects)
            offers.add(kind) { (asked: AskedShape?) throws(PowerError) in
                var inner = Offers()
                let delivered = DeliveredMegawatts(mixture, each: size)
                delivered.addFirst(to: &inner, distribution: "pmf")
                inner.add("pairwise_correlation", "correlation", number: mixture.pairwiseCorrelation)
                inner.onlyWhenAsked()
                delivered.addOthers(to: &inner)
                inner.add("mean_completion", "completion", number: mixture.mean)
                inner.add(
                    "sd_if_independent_MW", "independent_sd_MW",
                    number: size
                        * (Double(projects) * mixture.mean * (1 - mixture.mean)).squareRoot())
                return try inner.table(asked)
            }
        }
        // A file with one kind may ask for its results without naming the kind.
        if let only = inputs.key(kinds), asked?[only] == nil, asked != nil, let make = offers.maker(only) {
            return try make(asked)
        }
        return try offers.table(asked)
    }

    private static func mixture(
        _ kind: String, _ inputs: CaseInputs, projects: Int
    ) throws(PowerError) -> CompletionMixture {
        func numbers(_ count: Int, _ names: [String]) throws(PowerError) -> [Double] {
            var found: [Double] = []
            if case .fields? = inputs.value[kind] {
                let table = try inputs.inner(kind)
                for name in names { found.append(try table.number(name)) }
            } else {
                found = try inputs.oneOrMore([kind])
            }
            guard found.count == count else {
                throw PowerError(kind, "has \(found.count) numbers; give \(names.joined(separator: ", "))")
            }
            return found
        }
        switch kind {
        case "shock":
            let values = try numbers(3, ["completion", "completion_under_shock", "probability"])
            try Check.share("shock, probability", values[2])
            return try CompletionMixture(
                projects: projects, states: [(1 - values[2], values[0]), (values[2], values[1])])
        case "beta", "beta_binomial":
            let values = try numbers(2, ["a", "b"])
            return try CompletionMixture(projects: projects, a: values[0], b: values[1])
        case "copula", "gaussian_copula":
            let values = try numbers(2, ["completion", "correlation"])
            return try CompletionMixture(projects: projects, chance: values[0], copulaCorrelation: values[1])
        case "independent":
            return try CompletionMixture(projects: projects, states: [(1, numbers(1, ["completion"])[0])])
        default:
            let rows = try inputs.rows(kind)
            for (row, values) in rows.enumerated() where values.count != 2 {
                throw PowerError("\(kind), row \(row)", "has \(values.count) numbers; give weight and completion")
            }
            return try CompletionMixture(projects: projects, states: rows.map { ($0[0], $0[1]) })
        }
    }
}
