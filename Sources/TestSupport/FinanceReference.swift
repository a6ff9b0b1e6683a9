/// How the public reference cases of finance are compared.
public enum FinanceReference {
    /// The families, as their files are called, and the share of a number by which it may be off.
    public static let tolerances: [String: Double] = [
        "irr": 1e-9, "xirr": 1e-9, "loans": 1e-9, "depreciation": 1e-12, "cds": 1e-9, "bonds": 1e-10,
        "daycounts": 1e-14, "project_finance": 1e-9,
    ]

    /// Keys that the peers themselves get wrong or that only rounding decides: compared in tests of their own.
    private static let waived: [String: Set<String>] = [
        // Rounding residues of what should be zero.
        "irr-two-2": ["irr_pyxirr"],
        // A root that the value only touches: the peer is off by 2e-6, the scan by 1.5e-8.
        "double-root-tangent": ["xirr_pyxirr", "all_roots_scan"],
        // Roots outside the range of the scan.
        "near-minus-100": ["all_roots_scan"], "astronomic-rate": ["all_roots_scan"],
    ]

    /// The peer finds these rates to about 1e-5 of a percent, and not at all where they are low.
    private static let looser: [String: Double] = [
        "project_return_aftertax_irr": 2e-5, "flip_actual_irr": 2e-5, "wacc": 2e-5,
        "cf_project_return_pretax_irr": 2e-5, "cf_project_return_aftertax_irr": 2e-5,
    ]

    /// Where the outputs of a case differ from what its file expects.
    public static func differences(_ outputs: JSONTree, case id: String, expected: JSONTree, family: String) -> [String]
    {
        var wanted = expected.fields ?? [:]
        for key in waived[id] ?? [] { wanted[key] = nil }
        wanted["residual_xnpv_at_xirr"] = nil
        return JSONComparison(tolerance: tolerances[family] ?? 1e-9, looser: looser)
            .differences(outputs, .fields(wanted))
    }
}
