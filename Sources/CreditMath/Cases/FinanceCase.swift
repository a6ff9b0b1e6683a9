/// Computes one case of a finance file: the inputs say by their keys which family it belongs to, and the outputs have the
/// keys of the public reference cases.
public enum FinanceCase {
    /// The outputs for a table of inputs.
    public static func outputs(_ inputs: CaseValue) throws(CaseError) -> CaseValue {
        guard case .fields(let fields) = inputs else { throw CaseError("'inputs' is not a table") }
        let inputs = CaseInputs(fields: fields)
        if inputs.has("amounts") { return try inputs.has("dates") ? xirr(inputs) : irr(inputs) }
        if inputs.has("rate_per_period") { return try loan(inputs) }
        if inputs.has("spreads_bp") { return try defaultSwap(inputs) }
        if inputs.has("basis") { return try deductions(inputs) }
        if inputs.has("overrides_and_base") { return try project(inputs) }
        if inputs.has("coupon") { return try bond(inputs) }
        if inputs.has("start"), inputs.has("end") { return try dayCounts(inputs) }
        throw CaseError(
            "the inputs are of no known family: one of 'amounts', 'rate_per_period', 'spreads_bp', 'basis', 'coupon', "
                + "'overrides_and_base' or 'start' and 'end' is needed")
    }
}
