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
            title: "payments that clear, \(setting(network))",
            tables: [clearingTable(fields, network, clearing)],
            summary: [
                "\(clearing.defaultCount) of \(assets.count) in default; \(amount(clearing.totalPaid)) paid of "
                    + "\(amount(clearing.totalObligations)) owed; bankruptcy costs \(amount(clearing.bankruptcyCost)).",
                isUnique
                    ? "No other payments clear."
                    : "Other payments clear too: in the least of them \(amount(least.totalPaid)) are paid.",
            ])
    }

    /// `2 parties, 3 tiers of debt; in default 50.00 % of assets and 70.00 % of receipts are left`.
    private static func setting(_ network: ObligationNetwork) -> String {
        counted(network.count, "party", "parties")
            + (network.tierCount > 1 ? ", \(network.tierCount) tiers of debt" : "")
            + (network.alpha < 1 || network.beta < 1
                ? "; a default leaves \(percent(network.alpha)) of assets and \(percent(network.beta)) of receipts"
                : "")
    }

    /// What each party owes and pays, by tier too where there are a few.
    private static func clearingTable(_ fields: NetworkFields, _ network: ObligationNetwork, _ clearing: Clearing)
        -> NetworkTable
    {
        let byTier =
            (2...4).contains(network.tierCount)
            ? clearing.paymentsByTier.enumerated().map { ("tier \($0)", NetworkTable.Cells.amounts($1)) } : []
        return NetworkTable(
            [
                ("party", fields.labels(network.count)), ("owes", .amounts(network.obligations)),
                ("pays", .amounts(clearing.payments)),
            ] + byTier + [
                ("recovery", .shares(clearing.recoveryRate)), ("net worth", .amounts(clearing.netWorth)),
                ("state", .words(states(clearing))),
            ])
    }

    private static func states(_ clearing: Clearing) -> [String] {
        clearing.isDefault.map { $0 ? "default" : "solvent" }
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
            title: "values of organisations that own one another, "
                + counted(cascade.values.count, "organisation", "organisations"),
            tables: [
                NetworkTable([
                    ("organisation", fields.labels(cascade.values.count)), ("value", .amounts(cascade.values)),
                    (
                        "state",
                        .words(
                            cascade.values.indices.map { party in
                                cascade.waves.firstIndex { $0.contains(party) }.map { "failed in wave \($0 + 1)" }
                                    ?? "stands"
                            })
                    ),
                ])
            ],
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
            title: "sale of a common asset, " + counted(cash.count, "party", "parties"),
            tables: [
                NetworkTable([
                    ("party", fields.labels(cash.count)), ("pays", .amounts(sale.clearing.payments)),
                    ("sells", .amounts(sale.unitsSold)), ("state", .words(states(sale.clearing))),
                ])
            ],
            summary: [
                sale.price == 1
                    ? "The price of the asset holds."
                    : "The asset's price falls to \(percent(sale.price)) of what it was."
            ])
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
            title: "losses of equity passed on to creditors, " + counted(rank.equity.count, "party", "parties"),
            tables: [
                NetworkTable([
                    ("party", fields.labels(rank.equity.count)), ("equity lost", .shares(rank.relativeLoss)),
                    ("equity left", .amounts(rank.equity)),
                ])
            ],
            summary: ["Beyond the shock itself \(percent(rank.excess)) of all equity is lost."])
    }

    static func amount(_ value: Double) -> String { Figures.amount(value) }
    static func percent(_ value: Double) -> String { Figures.percent(value) }
    static func counted(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }
}
