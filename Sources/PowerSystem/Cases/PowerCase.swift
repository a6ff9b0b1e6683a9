/// Computes one case of a power file: the inputs say by their keys what they describe, and what the case asks for says
/// which results are wanted and under which names.
public enum PowerCase {
    /// The inputs of another case, by its id or the beginning of it; nil where there is none.
    public typealias Lookup = (String) -> CaseValue?

    /// The results of a whole case: of its `inputs`, of the linear program in its `lp`, or of the plan in its `domain`.
    ///
    /// - Throws: `PowerError` that names the key that is missing, wrong or not understood.
    public static func result(
        of item: CaseValue, asked: AskedShape? = nil, lookup: Lookup = { _ in nil }
    ) throws(PowerError) -> CaseValue {
        guard case .fields = item else { throw PowerError("case", "\(item.brief) is not a table; give {id, inputs}") }
        if let inputs = item["inputs"] { return try result(inputs, asked: asked, lookup: lookup) }
        if let program = item["lp"] { return try linearProgram(program, asked) }
        if let domain = item["domain"] { return try planning(domain, asked) }
        throw PowerError(
            "inputs", "is missing; give a table of inputs, a linear program as 'lp', or a plan as 'domain'")
    }

    /// The results for a table of inputs.
    ///
    /// - Parameters:
    ///   - inputs: the case's `inputs`, or its `domain`.
    ///   - asked: the names of the results wanted; nil for all that these inputs allow.
    ///   - lookup: finds the system that `base` names.
    /// - Throws: `PowerError` that names the key that is missing, wrong or not understood.
    public static func result(
        _ inputs: CaseValue, asked: AskedShape? = nil, lookup: Lookup = { _ in nil }
    ) throws(PowerError) -> CaseValue {
        guard case .fields = inputs else {
            throw PowerError("inputs", "\(inputs.brief) is not a table; give the case's inputs by name")
        }
        let inputs = CaseInputs(try CaseBase.resolved(inputs, lookup: lookup))
        return try result(inputs, asked: asked, depth: 0)
    }

    static func result(_ inputs: CaseInputs, asked: AskedShape?, depth: Int) throws(PowerError) -> CaseValue {
        var variants: [CaseVariants.Variant]?
        if depth < 4 {
            variants = try CaseVariants.byNumber(inputs, asked)
            if variants == nil { variants = try CaseVariants.byName(inputs, asked) }
        }
        if let variants {
            var fields: [CaseValue.Field] = []
            for variant in variants {
                fields.append(.init(variant.key, try result(variant.inputs, asked: variant.asked, depth: depth + 1)))
            }
            return .fields(fields)
        }
        for family in Family.allCases {
            if let value = try family.result(inputs, asked) { return value }
        }
        throw PowerError(
            "inputs",
            "are of no known kind; give 'gate_pass', 'stages_advance_withdraw', 'median_quarters', 'shock' or "
                + "'beta', 'slots' and 'orders', 'servers', 'claims', 'age', 'A', 'units' or 'gens' with a load, "
                + "'additions', 'shares' with a load, 'unit_MW' with 'load_MW', or a store")
    }

    /// What inputs may describe. Families tell by their keys whether inputs are theirs, in this order.
    private enum Family: CaseIterable {
        case gates, hazardStages, studyDesk, allocation, supplier, commonShock, queuedProject, cohort, criticalPath
        case inputOutput, curtailment, regions, storage, additions, loadTargets, redundantUnits, system

        /// The results, or nil where the inputs are not of this family.
        func result(_ inputs: CaseInputs, _ asked: AskedShape?) throws(PowerError) -> CaseValue? {
            switch self {
            case .gates: try PowerCase.gates(inputs, asked)
            case .hazardStages: try PowerCase.hazardStages(inputs, asked)
            case .studyDesk: try PowerCase.studyDesk(inputs, asked)
            case .allocation: try PowerCase.allocation(inputs, asked)
            case .supplier: try PowerCase.supplier(inputs, asked)
            case .commonShock: try PowerCase.commonShock(inputs, asked)
            case .queuedProject: try PowerCase.queuedProject(inputs, asked)
            case .cohort: try PowerCase.cohort(inputs, asked)
            case .criticalPath: try PowerCase.criticalPath(inputs, asked)
            case .inputOutput: try PowerCase.inputOutput(inputs, asked)
            case .curtailment: try PowerCase.curtailment(inputs, asked)
            case .regions: try PowerCase.regions(inputs, asked)
            case .storage: try PowerCase.storageAdequacy(inputs, asked)
            case .additions: try PowerCase.additions(inputs, asked)
            case .loadTargets: try PowerCase.loadTargets(inputs, asked)
            case .redundantUnits: try PowerCase.redundantUnits(inputs, asked)
            case .system: try PowerCase.system(inputs, asked)
            }
        }
    }
}
