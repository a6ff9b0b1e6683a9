extension ScenarioGenerator {
    /// Up to three contracts of the ACTUS standard, of types whose events pay in every way there is.
    mutating func addInstruments() {
        for number in 0..<Int.random(in: 0...3, using: &instruments) {
            let debtor = instruments.pick(parties)
            let creditor = instruments.pick((parties + ["markets"]).filter { $0 != debtor })
            let notional = instruments.pick([1, 12, 120]) * 1_000_000
            var (terms, more): ([String], [String])
            switch Int.random(in: 0..<5, using: &instruments) {
            case 0: (terms, more) = bullet(notional)
            case 1: (terms, more) = (runningLoan(notional, creditor: creditor, debtor: debtor), [])
            case 2: (terms, more) = (annuity(notional), [])
            case 3: (terms, more) = swap(notional)
            default: (terms, more) = future(notional)
            }
            terms.append("dayCountConvention: 30E360")
            add(
                "contracts", "instrument-\(number)",
                ["kind: instrument", "creditor: \(creditor)", "debtor: \(debtor)", "terms:"]
                    + terms.map { "  \($0)" } + more,
                needs: ["parties.\(creditor)", "parties.\(debtor)"])
        }
    }

    /// Lent at a discount or premium, with fees either way, interest capitalised at first, and a prepayment.
    private mutating func bullet(_ notional: Int) -> (terms: [String], more: [String]) {
        (
            [
                "contractType: PAM", "initialExchangeDate: 2026-02-15", "maturityDate: 2028-02-15",
                "notionalPrincipal: \(notional)", "nominalInterestRate: 0.0\(instruments.pick([3, 9]))",
                "cycleAnchorDateOfInterestPayment: 2026-05-15", "cycleOfInterestPayment: P3ML1",
                "capitalizationEndDate: 2026-08-15",
                "premiumDiscountAtIED: \(instruments.pick([-1, 1]) * notional / 50)", "feeBasis: A",
                "feeRate: \(instruments.pick([-1, 1]) * notional / 300)", "cycleAnchorDateOfFee: 2026-03-31",
                "cycleOfFee: P6ML1", "prepaymentEffect: A",
            ],
            ["observed:", "  - {time: 2027-01-20, type: PP, value: \(notional / 3) USD assumption}"]
        )
    }

    /// Outstanding at the start with a quarter's interest of 10 % a year, paid on the run's first day.
    private mutating func runningLoan(_ notional: Int, creditor: String, debtor: String) -> [String] {
        let owed = notional + notional / 40
        equity[debtor, default: 0] -= owed
        equity[creditor, default: 0] += owed
        return [
            "contractType: \(instruments.pick(["PAM", "LAM"]))", "statusDate: 2025-09-30",
            "initialExchangeDate: 2025-10-01", "maturityDate: 2027-07-01", "notionalPrincipal: \(notional)",
            "nominalInterestRate: 0.1", "cycleAnchorDateOfInterestPayment: 2026-01-01", "cycleOfInterestPayment: P3ML1",
            "cycleAnchorDateOfPrincipalRedemption: 2026-04-01", "cycleOfPrincipalRedemption: P3ML1",
        ]
    }

    private mutating func annuity(_ notional: Int) -> [String] {
        [
            "contractType: ANN", "initialExchangeDate: 2026-\(instruments.pick(["01-01", "04-20"]))",
            "maturityDate: 2029-01-20", "notionalPrincipal: \(notional)", "nominalInterestRate: 0.08",
            "cycleAnchorDateOfInterestPayment: 2026-05-20", "cycleOfInterestPayment: P1ML1",
            "cycleAnchorDateOfPrincipalRedemption: 2026-05-20", "cycleOfPrincipalRedemption: P1ML1",
        ]
    }

    private mutating func swap(_ notional: Int) -> (terms: [String], more: [String]) {
        (
            [
                "contractType: SWPPV", "contractRole: \(instruments.pick(["RFL", "PFL"]))",
                "initialExchangeDate: 2026-01-10", "maturityDate: 2029-01-10", "notionalPrincipal: \(notional)",
                "nominalInterestRate: 0.05", "nominalInterestRate2: 0.04",
                "cycleAnchorDateOfInterestPayment: 2026-07-10", "cycleOfInterestPayment: P6ML1",
                "cycleAnchorDateOfRateReset: 2026-04-10", "cycleOfRateReset: P3ML1",
                "marketObjectCodeOfRateReset: SOFR", "deliverySettlement: \(instruments.pick(["D", "S"]))",
            ],
            [
                "market:", "  - object: SOFR",
                "    values: {2026Q1: 4 % assumption, 2027Q1: \(instruments.pick([1, 9])) % assumption}",
            ]
        )
    }

    private mutating func future(_ notional: Int) -> (terms: [String], more: [String]) {
        (
            [
                "contractType: FUTUR", "contractRole: BUY", "maturityDate: 2026-09-01",
                "futuresPrice: \(notional)", "settlementPeriod: P3D", "contractStructure:",
                "  - {referenceRole: UDL, referenceType: MOC, object: {marketObjectCode: INDEX}}",
            ],
            [
                "market:",
                "  - {object: INDEX, values: \(notional / 10 * instruments.pick([9, 12])) assumption}",
            ]
        )
    }
}
