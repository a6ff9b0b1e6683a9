extension PowerCase {
    /// A linear program as cases write it: `sense`, `variables` and `rows`, all by name.
    static func linearProgram(_ value: CaseValue, _ asked: AskedShape?) throws(PowerError) -> CaseValue {
        guard case .fields = value else {
            throw PowerError("lp", "\(value.brief) is not a table; give variables and rows")
        }
        let inputs = CaseInputs(value, path: "lp")
        let isMaximum: Bool
        if inputs.has("sense") {
            let sense = try inputs.text("sense").lowercased()
            guard ["min", "max"].contains(where: { sense.hasPrefix($0) }) else {
                throw inputs.wrong("sense", "min or max")
            }
            isMaximum = sense.hasPrefix("max")
        } else {
            isMaximum = false
        }
        var program = LinearProgram()
        var numbers: [String: Int] = [:]
        for (index, item) in try inputs.list("variables").enumerated() {
            let fields = CaseInputs(item, path: "lp, variables, row \(index)")
            let name = try fields.text("name")
            if numbers[name] != nil {
                throw PowerError("lp, variables, row \(index)", "\"\(name)\" is there twice; rename it")
            }
            let cost = try fields.number("cost", default: 0)
            numbers[name] = program.addVariable(
                name, cost: isMaximum ? -cost : cost,
                lower: item["lower"] == nil ? 0 : try fields.number("lower", default: -.infinity),
                upper: try fields.number("upper", default: .infinity))
        }
        for (index, item) in try inputs.list("rows").enumerated() {
            let fields = CaseInputs(item, path: "lp, rows, row \(index)")
            var terms: [(variable: Int, coefficient: Double)] = []
            for (name, number) in try fields.numbersByName("coef") {
                guard let variable = numbers[name] else {
                    throw PowerError("lp, rows, row \(index)", "\"\(name)\" is no variable; add it to 'variables'")
                }
                terms.append((variable, number))
            }
            program.addRow(
                try fields.text("name"), terms, lower: try fields.number("lower", default: -.infinity),
                upper: try fields.number("upper", default: .infinity))
        }
        return try results(of: program, isMaximum: isMaximum, asked)
    }

    /// Results of a program by the names of its variables and rows.
    static func results(
        of program: LinearProgram, isMaximum: Bool = false, _ asked: AskedShape?
    ) throws(PowerError) -> CaseValue {
        let solution = try program.solve()
        let sign: Double = isMaximum ? -1 : 1
        var fields: [CaseValue.Field] = [.init("status", .text(solution.status.rawValue))]
        guard solution.status == .optimal else { return .fields(fields) }
        func named(_ names: [String], _ values: [Double]) -> CaseValue {
            .table(zip(names, values).map { ($0, .number($1 == 0 ? 0 : $1)) })
        }
        let names = program.variables.map(\.name)
        let primal = named(names, solution.values)
        fields.append(.init("objective", .number(sign * solution.objective)))
        if asked == nil || asked?["primal"] != nil { fields.append(.init("primal", primal)) }
        if asked == nil || asked?["row_dual"] != nil {
            fields.append(.init("row_dual", named(program.rows.map(\.name), solution.duals.map { sign * $0 })))
        }
        if asked == nil || asked?["reduced_cost"] != nil {
            fields.append(.init("reduced_cost", named(names, solution.reducedCosts.map { sign * $0 })))
        }
        if let headline = asked?["headline"] {
            fields.append(.init("headline", .table(headline.keys.compactMap { key in primal[key].map { (key, $0) } })))
        }
        return .fields(fields)
    }
}
