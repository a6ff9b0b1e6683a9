import Calendar

extension FinanceCase {
    static func irr(_ inputs: CaseInputs) throws(CaseError) -> CaseValue {
        let amounts = try inputs.numbers("amounts")
        let rates = internalRatesOfReturn(of: amounts)
        var outputs: [String: CaseValue] = [
            "irr_numpy_financial": .optional(nearest(to: 0, rates)), "irr_pyxirr": .optional(nearest(to: 0.1, rates)),
            "npv": .fields(
                Dictionary(
                    uniqueKeysWithValues: [("0", 0.0), ("0.05", 0.05), ("0.1", 0.1), ("0.25", 0.25)].map {
                        ($0.0, .number(netPresentValue(rate: $0.1, of: amounts)))
                    })),
        ]
        if inputs.has("finance_rate") {
            let finance = try inputs.number("finance_rate")
            let reinvest = try inputs.number("reinvest_rate")
            outputs["mirr_numpy_financial"] = .optional(
                try? modifiedRateOfReturn(of: amounts, financedAt: finance, reinvestedAt: reinvest))
        }
        return .fields(outputs)
    }

    static func xirr(_ inputs: CaseInputs) throws(CaseError) -> CaseValue {
        let amounts = try inputs.numbers("amounts")
        let days = try inputs.days("dates")
        guard days.count == amounts.count else { throw CaseError("'dates' and 'amounts' differ in length") }
        let flows = zip(days, amounts).map { DatedAmount($0, $1) }
        let rates = internalRatesOfReturn(of: flows)
        let rate = nearest(to: 0.1, rates)
        let points = [
            ("-0.5", -0.5), ("-0.1", -0.1), ("0", 0.0), ("0.03", 0.03), ("0.08", 0.08), ("0.15", 0.15), ("1.0", 1),
        ]
        return .fields([
            "xirr_pyxirr": .optional(rate),
            "residual_xnpv_at_xirr": .optional(rate.map { netPresentValue(rate: $0, of: flows) }),
            "all_roots_scan": .numbers(rates),
            "xnpv": .fields(
                Dictionary(
                    uniqueKeysWithValues: points.map { ($0.0, .number(netPresentValue(rate: $0.1, of: flows))) })),
        ])
    }

    /// Where there are several rates, one of them: numpy-financial takes the one nearest to zero, others find one by a
    /// search from the customary first guess of 10 %.
    private static func nearest(to guess: Double, _ rates: [Double]) -> Double? {
        rates.min { abs($0 - guess) < abs($1 - guess) }
    }
}

extension CaseInputs {
    func day(_ key: String) throws(CaseError) -> Day {
        guard let day = Day(try text(key)) else { throw wrong(key, "a date like 2026-03-31") }
        return day
    }

    func days(_ key: String) throws(CaseError) -> [Day] {
        var days: [Day] = []
        for value in try list(key) {
            guard case .text(let text) = value, let day = Day(text) else { throw wrong(key, "a list of dates") }
            days.append(day)
        }
        return days
    }
}
