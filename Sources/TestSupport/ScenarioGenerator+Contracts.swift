extension ScenarioGenerator {
    mutating func addContracts() {
        for site in sites { addSite(site) }
        for number in 0..<Int.random(in: 0...3, using: &random) { addLoan(number) }
        for number in 0..<Int.random(in: 0...3, using: &random) { addPayment(number) }
        if random.chance(0.6) { addLease() }
        if random.chance(0.4) { addPayout() }
        addInstruments()
    }

    private mutating func other(than party: String) -> String {
        random.pick((parties + ["markets"]).filter { $0 != party })
    }

    private mutating func otherFirm(than party: String) -> String { random.pick(parties.filter { $0 != party }) }

    /// Equipment, power, upkeep, a customer and a loan for one site.
    private mutating func addSite(_ site: (name: String, owner: String, load: Int)) {
        let units = site.load * 500
        let price = random.pick([10_000, 40_000])
        let first = Int.random(in: 0...3, using: &random)
        let seller = other(than: site.owner)
        let isPaidBefore = fleets.chance(0.4)
        if isPaidBefore {
            equity[site.owner, default: 0] += units * price / 5
            equity[seller, default: 0] -= units * price / 5
        }
        let order = "order-\(site.name)"
        add(
            "contracts", order,
            [
                "kind: purchase-order", "buyer: \(site.owner)", "seller: \(seller)", "site: \(site.name)",
                "generation: chip", "units: \(units) units assumption", "amount: \(units * price) USD assumption",
                "delay: uniform(0, \(random.pick([0.1, 3]))) quarters assumption", "payments:",
                "  - {quarter: \(isPaidBefore ? "2025Q3" : quarter(0)), share: 20 % assumption}",
                "  - {quarter: \(quarter(first + random.pick([0, 1, 3]))), share: 80 % assumption}", "deliveries:",
                "  - {quarter: \(quarter(first)), share: 50 % assumption}",
                "  - {quarter: \(quarter(first + 1)), share: 50 % assumption}",
                "cancellable: \(random.chance(0.5))", "deferral-limit: \(random.pick([0, 3])) quarters assumption",
            ], needs: ["sites.\(site.name)", "parties.\(seller)", "generations.chip", "parties.\(site.owner)"])
        let utility = other(than: site.owner)
        add(
            "contracts", "power-\(site.name)",
            [
                "kind: power-purchase", "buyer: \(site.owner)", "seller: \(utility)", "site: \(site.name)",
                "price: = drivers.power", "take-or-pay: \(random.pick([0, 50])) % assumption",
            ], needs: ["sites.\(site.name)", "drivers.power"])
        let supplier = other(than: site.owner)
        add(
            "contracts", "upkeep-\(site.name)",
            [
                "kind: operations", "owner: \(site.owner)", "supplier: \(supplier)", "site: \(site.name)",
                "per-megawatt: \(random.pick([0.2, 1, 5])) M USD per MW-year assumption",
                "fixed: \(random.pick([0, 1])) M USD per year assumption",
            ], needs: ["sites.\(site.name)"])
        if random.chance(0.8) { addCustomer(site, first) }
        if random.chance(0.8) { addEquipmentLoan(site, order, units * price) }
    }

    private mutating func addCustomer(_ site: (name: String, owner: String, load: Int), _ first: Int) {
        let customer = other(than: site.owner)
        let name = "capacity-\(site.name)"
        var lines = [
            "kind: compute", "seller: \(site.owner)", "buyer: \(customer)", "site: \(site.name)",
            "price: \(random.pick([2, 6, 12])) M USD per MW-year assumption", "escalator: 2 % per year assumption",
            "take-or-pay: \(random.pick([60, 100])) % assumption", "use: = min(1, drivers.luck)",
            "term: \(random.pick([3, 8])) quarters assumption",
            "late-damages: \(random.pick([0, 20])) % assumption",
            "long-stop: \(random.pick([2, 6])) quarters assumption",
            "renewal-term: \(random.pick([0, 4])) quarters assumption", "tranches:",
            "  - {start: \(quarter(first)), load: \(site.load / 2) MW assumption}",
            "  - {start: \(quarter(first + 2)), load: \(site.load / 4) MW assumption}",
        ]
        if fleets.chance(0.3) {
            let prepaid = fleets.pick([1, 40]) * 1_000_000
            lines.append("prepaid: \(prepaid) USD assumption")
            equity[site.owner, default: 0] -= prepaid
            equity[customer, default: 0] += prepaid
        }
        if fleets.chance(0.4) {
            lines.insert("vacancy: \(fleets.pick([1, 3])) quarters assumption", at: 4)
            lines.insert("deferral-step: 20 % assumption", at: 4)
            lines.insert("deferral-notice: \(fleets.pick([0, 2])) assumption", at: 4)
        }
        if random.chance(0.6) {
            lines += [
                "credit-after: \(random.pick([0, 2])) quarters assumption",
                "credit-over: \(random.pick([2, 7])) quarters assumption", "prepayments:",
                "  - {quarter: \(quarter(0)), amount: \(site.load) M USD assumption}",
                "  - {quarter: \(quarter(first)), amount: 1234567.89 USD assumption}",
            ]
        }
        add("contracts", name, lines, needs: ["sites.\(site.name)", "drivers.luck"])
        if random.chance(0.5) {
            let guarantor = random.pick((parties + ["markets"]).filter { $0 != customer })
            guard customer != "markets" else { return }
            add(
                "contracts", "guarantee-\(site.name)",
                [
                    "kind: guarantee", "guarantor: \(guarantor)", "obligor: \(customer)", "contract: \(name)",
                    "cap: \(random.pick([1, 100])) M USD assumption",
                ], needs: ["contracts.\(name)"])
        }
    }

    private mutating func addEquipmentLoan(
        _ site: (name: String, owner: String, load: Int), _ order: String, _ price: Int
    ) {
        let lender = other(than: site.owner)
        let maturity = Int.random(in: 4...(quarters + 6), using: &random)
        let last = "\(2026 + maturity / 4)Q\(maturity % 4 + 1)"
        let name = "loan-\(site.name)"
        add(
            "contracts", name,
            [
                "kind: facility", "borrower: \(site.owner)", "lender: \(lender)",
                "commitment: \(price * random.pick([3, 9]) / 10) USD assumption", "purpose: capex",
                "orders: [\(order)]", "advance-rate: \(random.pick([50, 100])) % assumption",
                "available-until: \(quarter(6))", "base-rate: = drivers.rate",
                "margin: \(random.pick([2, 9])) % assumption", "commitment-fee: 50 bp assumption",
                "first-repayment: \(quarter(min(4, maturity)))", "maturity: \(last)",
                "repayment: \(random.pick(["level", "bullet"]))",
                "security: \(random.pick(["none", "equipment", "all-assets"]))", "collateral: [\(order)]",
                "collateral-value: \(random.pick(["market", "contracted"]))",
                "cross-default: \(random.chance(0.5))", "covenants:",
                "  - {test: dscr, limit: 1.2 assumption, from: \(quarter(4)), cure: \(random.pick([0, 2])) quarters, "
                    + "actions: [\(random.pick(["sweep, lock-up", "acceleration", "step-up, draw-stop"]))]}",
                "  - {test: ltv, limit: 0.9 assumption, from: \(quarter(2)), actions: [sweep]}",
                "  - {test: powered, limit: 0.5 assumption, site: \(site.name), from: \(quarter(1)), actions: [draw-stop]}",
            ], needs: ["contracts.\(order)", "sites.\(site.name)", "drivers.rate"])
        if random.chance(0.4), lender != "markets" {
            let guarantor = random.pick(parties.filter { $0 != site.owner } + ["markets"])
            add(
                "contracts", "guarantee-\(name)",
                [
                    "kind: guarantee", "guarantor: \(guarantor)", "obligor: \(site.owner)", "contract: \(name)",
                    "cap: \(random.pick([5, 5_000])) M USD assumption",
                ], needs: ["contracts.\(name)"])
        }
    }

    /// A loan that is outstanding at the start, or a revolver.
    private mutating func addLoan(_ number: Int) {
        let borrower = random.pick(parties)
        let lender = other(than: borrower)
        let isRevolver = random.chance(0.5)
        let drawn = isRevolver ? 0 : random.pick([1, 30, 300]) * 1_000_000
        equity[borrower, default: 0] -= drawn
        equity[lender, default: 0] += drawn
        let maturity = Int.random(in: 2...(quarters + 4), using: &random)
        add(
            "contracts", "credit-\(number)",
            [
                "kind: facility", "borrower: \(borrower)", "lender: \(lender)",
                "commitment: \(isRevolver ? 50_000_000 : drawn) USD assumption", "drawn: \(drawn) USD assumption",
                "purpose: \(isRevolver ? "liquidity" : "term")", "base-rate: = drivers.rate",
                "margin: 3 % assumption", "maturity: \(2026 + maturity / 4)Q\(maturity % 4 + 1)",
                "repayment: \(random.pick(["level", "bullet"]))", "first-repayment: 2026Q2",
                "cross-default: \(random.chance(0.5))",
            ], needs: ["drivers.rate", "parties.\(borrower)", "parties.\(lender)"])
    }

    private mutating func addPayment(_ number: Int) {
        let payer = random.pick(parties + ["markets"])
        let payee = other(than: payer)
        add(
            "contracts", "payment-\(number)",
            [
                "kind: payment", "payer: \(payer)", "payee: \(payee)",
                "amount: = \(random.pick([0.5, 5, 40])) M USD * drivers.luck + 1 % * parties.\(payer == "markets" ? payee : payer).cash"
                    .replacingNegative,
                "as: \(random.pick(["cost", "tax"]))", "ends-at-default: \(random.chance(0.5))",
            ], needs: ["drivers.luck", "parties.\(payer)", "parties.\(payee)"])
    }

    private mutating func addLease() {
        let tenant = random.chance(0.6) ? sites[0].owner : random.pick(parties)
        let landlord = otherFirm(than: tenant)
        add(
            "contracts", "lease",
            [
                "kind: lease", "tenant: \(tenant)", "landlord: \(landlord)",
                "rent: \(random.pick([1, 80])) M USD per year assumption", "escalator: 3 % per year assumption",
                "start: \(quarter(1))", "term: \(random.pick([5, 60])) quarters assumption", "relet-to: markets",
            ] + (random.chance(0.5) && !sites.isEmpty ? ["site: \(sites[0].name)"] : []),
            needs: ["parties.\(tenant)", "parties.\(landlord)"])
    }

    mutating func addShares() {
        let issuer = random.pick(parties)
        add(
            "funding", "shares",
            [
                "kind: equity", "issuer: \(issuer)", "investor: markets", "limit: = 20 M USD * drivers.luck",
            ], needs: ["drivers.luck", "parties.\(issuer)"])
    }

    private mutating func addPayout() {
        let payer = random.pick(parties)
        add(
            "contracts", "payout",
            [
                "kind: payout", "payer: \(payer)", "holder: markets", "share: 50 % assumption",
                "keep: 10 M USD assumption", "from: \(quarter(2))",
            ], needs: ["parties.\(payer)"])
    }
}

extension String {
    /// A sector's cash may be negative: formulas over a firm's cash only.
    fileprivate var replacingNegative: String { contains("parties.markets") ? "= 1 M USD * drivers.luck" : self }
}
