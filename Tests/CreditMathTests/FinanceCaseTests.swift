import CreditMath
import Testing

@Suite("Cases of finance")
struct FinanceCaseTests {
    private func outputs(_ inputs: [String: CaseValue]) throws -> [String: CaseValue] {
        try fields(FinanceCase.outputs(.fields(inputs)))
    }

    private func fields(_ value: CaseValue?) throws -> [String: CaseValue] {
        guard case .fields(let fields)? = value else { throw CaseError("no table") }
        return fields
    }

    private func number(_ value: CaseValue?) throws -> Double {
        guard case .number(let number)? = value else { throw CaseError("no number") }
        return number
    }

    @Test("Of several rates of return one peer takes the one nearest to zero, the other that nearest to 10 %")
    func severalRates() throws {
        // 1,000 (1 + r)^2 - 2,150 (1 + r) + 1,155 is zero at 5 % and at 10 %.
        let found = try outputs(["amounts": .list([.number(-1_000), .number(2_150), .number(-1_155)])])
        #expect(abs(try number(found["irr_numpy_financial"]) - 0.05) < 1e-12)
        #expect(abs(try number(found["irr_pyxirr"]) - 0.1) < 1e-12)
    }

    @Test("Days are counted by the rules as they read, also back in time")
    func daysBack() throws {
        let found = try outputs(["start": .text("2024-06-27"), "end": .text("2024-01-31")])
        // Five months of 30 days less four days; the 31st counts as the 30th only where the start is the 30th or later.
        for (name, days) in [("30/360-US", -146.0), ("30/360-BondBasis", -146), ("30E/360", -147), ("Act/360", -148)] {
            let count = try fields(found[name])
            #expect(try number(count["days"]) == days)
            #expect(try number(count["fraction"]) == days / 360)
        }
    }

    @Test("A basis point moves the value of a bond in proportion to its face")
    func face() throws {
        func basisPoint(_ face: Double) throws -> Double {
            let found = try outputs([
                "issue": .text("2025-01-15"), "maturity": .text("2030-01-15"), "settlement": .text("2025-01-15"),
                "coupon": .number(0.04), "frequency": .number(1), "day_count": .text("30E/360"),
                "calendar": .text("Null"), "accrual_bdc": .text("U"), "payment_bdc": .text("U"),
                "clean_price": .number(100), "face": .number(face),
            ])
            return try number(found["bpv"])
        }
        // At par: the annuity of five years at 4 %, 4.45, over 10,000 and for 100 of face.
        #expect(abs(try basisPoint(100) + 0.0445) < 1e-4)
        #expect(abs(try basisPoint(1_000) / basisPoint(100) - 10) < 1e-12)
    }

    @Test("A loan that is never repaid has no number of periods, and of two rates the one is given that a search finds")
    func loans() throws {
        let endless = try outputs(["rate_per_period": .number(0.25), "n": .number(360), "pv": .number(250_000)])
        #expect(endless["nper_back"] == .null)
        #expect(abs(try number(endless["rate_back"]) - 0.25) < 1e-12)
        let both = try outputs([
            "rate_per_period": .number(0.01), "n": .number(12), "pv": .number(100_000), "fv": .number(1_000),
            "when": .text("begin"),
        ])
        #expect(abs(try number(both["rate_back"]) - 0.01) < 1e-9)
    }

    /// A plant for 100 that sells 125 kWh a year for two years.
    private func project(_ terms: [String: CaseValue]) throws -> [String: CaseValue] {
        let base: [String: CaseValue] = [
            "analysis_period": .number(2), "total_installed_cost": .number(100), "dscr": .number(1.25),
            "term_tenor": .number(2), "term_int_rate": .number(0), "ppa_price_input": .list([.number(1)]),
        ]
        return try outputs([
            "overrides_and_base": .fields(base.merging(terms) { $1 }), "capacity_kw": .number(1_000),
            "constant_gen_kw": .number(1), "hours": .number(125),
        ])
    }

    @Test("Sculpted debt may exceed all cost unless its share of cost is limited")
    func debtLimit() throws {
        // 125 a year at a cover of 1.25 and no interest.
        let free = try project([:])
        #expect(try number(fields(free["scalars"])["size_of_debt"]) == 200)
        #expect(try fields(free["derived_checks"])["debt_bound_by"] == .text("cover"))
        let limited = try project(["dscr_limit_debt_fraction": .number(1), "dscr_maximum_debt_fraction": .number(150)])
        #expect(try number(fields(limited["scalars"])["size_of_debt"]) == 150)
        // A loss of 25 in the second year takes its part of the loan away.
        let loss = try project(["om_fixed": .list([.number(0), .number(150)])])
        #expect(abs(try number(fields(loss["scalars"])["size_of_debt"]) - 80) < 1e-12)
    }

    @Test("Fuel, leased land and payments for capacity are counted")
    func fuelLandCapacity() throws {
        // 6 a million BTU at 7 BTU per Wh for 1,000 kWh; 3 acres at 2; 1 MW, half of it credited, at 20.
        let found = try project([
            "om_fuel_cost": .list([.number(6)]), "system_heat_rate": .number(7), "annual_fuel_usage": .number(1_000),
            "land_area": .number(3), "om_land_lease": .list([.number(2)]),
            "cp_capacity_payment_amount": .list([.number(20)]), "cp_capacity_credit_percent": .list([.number(50)]),
        ])
        let series = try fields(found["series_year0_to_N"])
        #expect(series["cf_operating_expenses"] == .list([.number(0), .number(48), .number(48)]))
        #expect(series["cf_total_revenue"] == .list([.number(0), .number(135), .number(135)]))
    }

    @Test("A credit of the state is federal income, one of a fixed amount is paid in its year")
    func credits() throws {
        func income(_ terms: [String: CaseValue]) throws -> [String: CaseValue] {
            try fields(project(terms)["series_year0_to_N"])
        }
        let none = try income([:])
        let state = try income(["itc_sta_amount": .list([.number(0), .number(10)])])
        let federal = try income(["itc_fed_amount": .list([.number(0), .number(10)])])
        func second(_ series: [String: CaseValue], _ key: String) throws -> Double {
            guard case .list(let values)? = series[key] else { throw CaseError("no list") }
            return try number(values[2])
        }
        let taxed = "cf_fedtax_income_prior_incentives"
        let kept = "cf_project_return_aftertax"
        #expect(try second(state, taxed) - second(none, taxed) == 10)
        #expect(try second(federal, taxed) == second(none, taxed))
        #expect(try second(federal, kept) - second(none, kept) == 10)
    }

    @Test(
        "Terms of a project that are not computed are refused by name",
        arguments: [
            "months_receivables_reserve", "equip1_reserve_cost", "equip3_reserve_cost",
            "depr_alloc_custom_percent", "dispatch_tod_factors",
        ])
    func refused(key: String) {
        do {
            _ = try project([key: .list([.number(2)])])
            Issue.record("accepted")
        } catch { #expect("\(error)".hasPrefix("'\(key)' is not ")) }
        #expect(throws: Never.self) { try project([key: .list([.number(key.hasPrefix("dispatch") ? 1 : 0)])]) }
    }
}
