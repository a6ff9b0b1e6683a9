import FinancialNetwork

extension NetworkFile {
    /// An element of `clearing`.
    static func clearing(_ fields: NetworkFields) throws -> NetworkAnswer {
        let assets = try fields.numbers("external_assets")
        try fields.checkCount("external_assets", assets.count)
        let network = try ObligationNetwork(
            name: fields.name, alpha: fields.number("alpha", default: 1), beta: fields.number("beta", default: 1),
            externalAssets: assets,
            tiers: fields.list("tiers").enumerated().map { index, tier in
                guard case .object = tier else { throw fields.fault("tiers, row \(index)", "is not an object") }
                return try self.tier(NetworkFields(name: fields.name, value: tier), parties: assets.count)
            })
        let clearing = network.clear()
        let least = network.clearLeast()
        let isUnique = network.isUnique(greatest: clearing, least: least)
        let byTier = clearing.paymentsByTier.count > 1 ? clearing.paymentsByTier : nil
        let equity = clearing.equity
        return NetworkAnswer(
            result: [
                ("payment_total", .numbers(clearing.payments)),
                ("payment_by_tier", byTier.map { .list($0.map { .numbers($0) }) } ?? .null),
                ("default", .bits(clearing.isDefault)),
                ("n_default", .whole(clearing.defaultCount)),
                ("equity", .numbers(equity)),
                ("signed_equity", .numbers(clearing.netWorth)),
                ("recovery_rate", .list(clearing.recoveryRate.map { .optional($0) })),
                ("total_obligations", .number(clearing.totalObligations)),
                ("total_paid", .number(clearing.totalPaid)),
                ("bankruptcy_cost_total", .number(clearing.bankruptcyCost)),
                ("least_payment_total", isUnique ? .null : .numbers(least.payments)),
                ("unique", .flag(isUnique)),
            ],
            columns: ["party", "owes", "pays", "recovery", "equity", "state"],
            rows: assets.indices.map { party in
                [
                    fields.label(party), amount(network.obligations[party]), amount(clearing.payments[party]),
                    clearing.recoveryRate[party].map(percent) ?? "-", amount(equity[party]),
                    clearing.isDefault[party] ? "default" : "solvent",
                ]
            },
            summary: [
                "\(clearing.defaultCount) of \(assets.count) in default; \(amount(clearing.totalPaid)) paid of "
                    + "\(amount(clearing.totalObligations)) owed; bankruptcy costs \(amount(clearing.bankruptcyCost)).",
                isUnique
                    ? "No other payments clear."
                    : "Other payments clear too: in the least of them \(amount(least.totalPaid)) are paid.",
            ])
    }

    /// The debts of one tier: `liabilities` and `to_outside`.
    private static func tier(_ fields: NetworkFields, parties: Int) throws -> ObligationNetwork.Tier {
        ObligationNetwork.Tier(
            obligations: try fields.rows("liabilities", width: 3).enumerated().map { row, values in
                .init(
                    try fields.whole(values[0], "liabilities, row \(row)"),
                    try fields.whole(values[1], "liabilities, row \(row)"),
                    try fields.number(values[2], "liabilities, row \(row)"))
            },
            toOutside: fields.has("to_outside")
                ? try fields.numbers("to_outside") : .init(repeating: 0, count: parties))
    }

    /// An element of `extra`.
    static func contagion(_ fields: NetworkFields) throws -> NetworkAnswer {
        let family = try fields.word(fields.field("family"), "family")
        if family.hasPrefix("cross_holdings") { return try crossHoldings(fields) }
        if family.hasPrefix("fire_sale") { return try fireSale(fields) }
        if family.hasPrefix("linear_debtrank") { return try debtRank(fields) }
        throw fields.fault("family", "\"\(family)\" is not cross_holdings, fire_sale or linear_debtrank")
    }

    private static func crossHoldings(_ fields: NetworkFields) throws -> NetworkAnswer {
        let network = try CrossHoldings(
            name: fields.name, holdings: fields.matrix("C"), assetShares: fields.matrix("D"),
            assetPrices: fields.numbers("asset_prices"), failureCosts: fields.numbers("failure_cost"),
            thresholds: fields.numbers("threshold"))
        let cascade = network.cascade()
        return NetworkAnswer(
            result: [
                ("A", .list(network.dependency.map { .numbers($0) })),
                ("value", .numbers(cascade.values)),
                ("failed", .bits(cascade.hasFailed)),
                ("waves", .list(cascade.waves.map { .list($0.map { .whole($0) }) })),
            ],
            columns: ["party", "value", "state"],
            rows: cascade.values.indices.map { party in
                let wave = cascade.waves.firstIndex { $0.contains(party) }
                return [
                    fields.label(party), amount(cascade.values[party]),
                    wave.map { "failed in wave \($0 + 1)" } ?? "stands",
                ]
            },
            summary: ["\(cascade.hasFailed.count { $0 }) of \(cascade.values.count) failed."])
    }

    private static func fireSale(_ fields: NetworkFields) throws -> NetworkAnswer {
        let cash = try fields.numbers("cash")
        let sale = try FireSale(
            name: fields.name, cash: cash, units: fields.numbers("illiquid_units"),
            priceImpact: fields.number("price_impact"), tiers: [tier(fields, parties: cash.count)])
        return NetworkAnswer(
            result: [
                ("price", .number(sale.price)),
                ("payment", .numbers(sale.clearing.payments)),
                ("units_sold", .numbers(sale.unitsSold)),
                ("default", .bits(sale.clearing.isDefault)),
            ],
            columns: ["party", "pays", "sells", "state"],
            rows: cash.indices.map { party in
                [
                    fields.label(party), amount(sale.clearing.payments[party]), amount(sale.unitsSold[party]),
                    sale.clearing.isDefault[party] ? "default" : "solvent",
                ]
            },
            summary: ["The price falls to \(percent(sale.price)) of where it was."])
    }

    private static func debtRank(_ fields: NetworkFields) throws -> NetworkAnswer {
        let rank = try LinearDebtRank(
            name: fields.name, exposures: fields.matrix("exposure"), equity: fields.numbers("equity0"),
            shock: fields.numbers("shock"))
        return NetworkAnswer(
            result: [
                ("relative_loss", .numbers(rank.relativeLoss)),
                ("equity", .numbers(rank.equity)),
                ("debtrank_excess", .number(rank.excess)),
            ],
            columns: ["party", "loss", "equity left"],
            rows: rank.equity.indices.map {
                [fields.label($0), percent(rank.relativeLoss[$0]), amount(rank.equity[$0])]
            },
            summary: ["Beyond the shock itself \(percent(rank.excess)) of all equity is lost."])
    }

    /// Four digits after the point at most.
    static func amount(_ value: Double) -> String { NetworkReport.amount(value) }
    static func percent(_ value: Double) -> String { NetworkReport.percent(value) }
}
