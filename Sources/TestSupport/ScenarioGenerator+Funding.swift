extension ScenarioGenerator {
    /// Funding markets with their states, what each firm may raise, plans, stakes, and the contracts between partners.
    mutating func addFunding() {
        addRegime()
        addPlans()
        addStakes()
        addPartners()
        addPools()
        if random.chance(0.5) { addShares() }
    }

    private mutating func firm() -> String { random.pick(parties) }
    private mutating func firm(other than: String) -> String { random.pick(parties.filter { $0 != than }) }

    private mutating func addRegime() {
        guard random.chance(0.8) else { return }
        add(
            "regime", "funding",
            [
                "start: \(random.pick(["open", "tight", "shut"]))",
                "open-to-tight: \(random.pick([5, 30])) % assumption", "tight-to-shut: 30 % assumption",
                "bellwethers: [\(parties[0]), \(parties[1])]", "spread: = drivers.rate",
                "default-response: 3 assumption",
            ], needs: ["drivers.rate", "parties.\(parties[0])", "parties.\(parties[1])"])
    }

    private mutating func addPools() {
        for name in ["bonds", "funds"] {
            var lines = [
                "investor: markets", "open: \(random.pick([20, 5_000])) M USD assumption",
                "tight: \(random.pick([0, 50])) M USD assumption", "shut: 0 M USD assumption",
            ]
            if random.chance(0.5) {
                lines += ["powder: \(random.pick([30, 900])) M USD assumption", "inflow-open: 10 M USD assumption"]
            }
            add("capital-markets", name, lines)
        }
        for number in 0..<Int.random(in: 1...4, using: &random) { addPool(number) }
    }

    private mutating func addPool(_ number: Int) {
        let kind = random.pick(["bonds", "private-credit", "asset-backed"])
        let owners = sites.map(\.owner)
        let sellers = items.filter { $0.section == "contracts" && $0.lines[0] == "kind: compute" }
            .compactMap { $0.lines.first { $0.hasPrefix("seller: ") }?.dropFirst("seller: ".count) }.map(String.init)
        let choices = kind == "bonds" ? parties : kind == "private-credit" ? owners : sellers
        guard !choices.isEmpty else { return }
        let issuer = random.pick(choices)
        var lines = [
            "kind: \(kind)", "issuer: \(issuer)", "market: \(kind == "bonds" ? "bonds" : "funds")",
            "tenor: \(random.pick([2, 7, 40])) quarters assumption",
            "repayment: \(random.pick(["level", "bullet"]))", "base-rate: = drivers.rate",
            "premium: \(random.pick([0, 200])) bp assumption", "fixed: \(random.chance(0.5))",
            "fee: \(random.pick([0, 2])) % assumption",
        ]
        if kind == "bonds" { lines += ["leverage-cap: 4 assumption", "capex-share: 30 % assumption"] }
        var needs = ["capital-markets.bonds", "capital-markets.funds", "parties.\(issuer)", "drivers.rate"]
        if random.chance(0.6) {
            let (first, second) = (random.pick([3, 70]), random.pick([1, 44]))
            equity[issuer, default: 0] -= (first + second) * 1_000_000
            lines += [
                "rate: 7 % assumption", "outstanding:",
                "  - {due: \(quarter(1)), amount: \(first) M USD assumption}",
                "  - {due: 2040Q1, amount: \(second) M USD assumption}",
            ]
        }
        // What it borrows against must stay.
        needs += items.filter { $0.section == "contracts" && $0.lines.contains("seller: \(issuer)") }
            .map { "contracts.\($0.name)" }
        needs += items.filter { $0.section == "contracts" && $0.lines.contains("buyer: \(issuer)") }
            .map { "contracts.\($0.name)" }
        add("funding", "pool-\(number)", lines, needs: needs)
    }

    private mutating func addPlans() {
        for (number, site) in sites.enumerated() where random.chance(0.6) {
            let seller = random.pick(parties.filter { $0 != site.owner } + ["markets"])
            let isHall = random.chance(0.3)
            add(
                "plans", "plan-\(number)",
                [
                    "party: \(site.owner)", "seller: \(seller)", "site: \(site.name)",
                    "guidance: \(random.pick([4, 60, 800])) M USD per year assumption",
                    "lead: \(random.pick([1, 2, 4])) quarters assumption",
                    "deposit: \(random.pick([5, 20])) % assumption", "progress: \(random.pick([0, 40])) % assumption",
                ] + (isHall ? [] : equipment(price: random.pick([5_000, 20_000])))
                    + (number > 0 && items.contains { $0.name == "plan-0" } ? ["leader: plan-0"] : []),
                needs: ["sites.\(site.name)", "parties.\(seller)", "generations.chip", "generations.chip-next"]
                    + (number > 0 && items.contains { $0.name == "plan-0" } ? ["plans.plan-0"] : []))
        }
    }

    /// One kind of equipment, or a second one from some quarter on.
    private mutating func equipment(price: Int) -> [String] {
        guard fleets.chance(0.5) else { return ["generation: chip", "price: \(price) USD/unit assumption"] }
        return [
            "roadmap:", "  - {from: 2026Q1, generation: chip, price: \(price) USD/unit assumption}",
            "  - {from: \(quarter(3)), generation: chip-next, price: \(2 * price) USD/unit assumption}",
        ]
    }

    private mutating func addStakes() {
        guard random.chance(0.7) else { return }
        let issuer = firm()
        let holder = firm(other: issuer)
        let carrying = random.pick([0, 25])
        equity[holder, default: 0] += carrying * 1_000_000
        valued.insert(issuer)
        add(
            "contracts", "stake",
            [
                "kind: equity-investment", "investor: \(holder)", "issuer: \(issuer)", "held: 10 % assumption",
                "carrying: \(carrying) M USD assumption", "tranches:",
                "  - {from: \(quarter(0)), amount: 7 M USD assumption}",
                "  - {from: \(quarter(1)), amount: 90 M USD assumption, milestone: \"= if parties.\(issuer).cash > 30 M USD then 1 else 0\"}",
            ], needs: ["parties.\(issuer)", "parties.\(holder)"])
        if random.chance(0.5) {
            add(
                "funding", "sale-of-stake",
                ["kind: stake-sale", "holder: \(holder)", "buyer: markets", "stakes: [stake]"],
                needs: ["contracts.stake"])
        }
        if random.chance(0.5) {
            add(
                "contracts", "warrant",
                [
                    "kind: warrant", "issuer: \(issuer)", "holder: \(holder)", "tranches:",
                    "  - {from: \(quarter(1)), share: 4 % assumption, fair-value: 3 M USD assumption, "
                        + "strike: 1 M USD assumption}",
                    "  - {from: \(quarter(2)), share: 2 % assumption, fair-value: 5 M USD assumption, "
                        + "milestone: \"= if parties.\(holder).cash > 5 M USD then 1 else 0\"}",
                ], needs: ["parties.\(issuer)", "parties.\(holder)"])
        }
    }

    private mutating func addPartners() {
        if random.chance(0.5) {
            let payer = firm()
            add(
                "contracts", "shared",
                [
                    "kind: revenue-share", "payer: \(payer)", "payee: \(firm(other: payer))",
                    "share: 10 % assumption", "cap: \(random.pick([1, 400])) M USD assumption",
                ], needs: ["parties.\(payer)"])
        }
        if random.chance(0.4), let site = sites.first(where: { _ in true }), parties.count > 3 {
            let partners = parties.filter { $0 != site.owner }
            add(
                "contracts", "venture",
                [
                    "kind: joint-venture", "vehicle: \(site.owner)", "sponsor: \(partners[0])",
                    "investor: \(random.pick([partners[1], "markets"]))", "orders: [order-\(site.name)]",
                    "funded: \(random.pick([30, 100])) % assumption", "payout: 40 % assumption",
                    "payout-from: \(quarter(3))", "guarantee-at: \(quarter(5))",
                    "guaranteed-value: \(random.pick([1, 300])) M USD assumption",
                    "guarantee-cap: 100 M USD assumption", "residual-value: = drivers.luck",
                ], needs: ["contracts.order-\(site.name)", "drivers.luck"] + partners.map { "parties.\($0)" })
        }
        if random.chance(0.4) {
            let customer = firm()
            add(
                "contracts", "promise",
                [
                    "kind: spend-commitment", "customer: \(customer)", "supplier: \(firm(other: customer))",
                    "amount: \(random.pick([1, 90])) M USD assumption", "from: \(quarter(0))", "until: \(quarter(4))",
                    "counts: = 1 M USD * drivers.luck",
                ], needs: ["parties.\(customer)", "drivers.luck"])
        }
        if random.chance(0.4) {
            let issuer = random.pick(parties + ["government"])
            let holder = firm(other: issuer)
            let held = random.pick([0, 12])
            equity[holder, default: 0] += held * 1_000_000
            equity[issuer, default: 0] -= held * 1_000_000
            add(
                "contracts", "bills",
                [
                    "kind: security", "issuer: \(issuer)", "holder: \(holder)", "held: \(held) M USD assumption",
                    "target: = 10 % * max(0 USD, parties.\(holder).cash)", "price: = 0.5 + drivers.luck",
                    "coupon: = max(0 % per year, drivers.rate)",
                ], needs: ["parties.\(holder)", "drivers.luck", "drivers.rate"])
        }
        if random.chance(0.4) {
            let beneficiary = firm()
            add(
                "contracts", "help",
                [
                    "kind: rescue", "rescuer: \(random.pick([firm(other: beneficiary), "government"]))",
                    "beneficiary: \(beneficiary)", "cap: \(random.pick([2, 500])) M USD assumption",
                    "active: \(random.pick([0, 1])) assumption",
                ], needs: ["parties.\(beneficiary)"])
        }
    }
}
