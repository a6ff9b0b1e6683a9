import FinancialNetwork

extension NetworkFile {
    /// An element of `models`.
    static func model(_ fields: NetworkFields) throws -> NetworkAnswer {
        let inputs = try fields.numbers("inputs")
        try fields.checkCount("inputs", inputs.count)
        let network = try FlowNetwork(
            name: fields.name, count: inputs.count,
            flows: fields.rows("flows", width: 3).enumerated().map { row, values in
                let place = "flows, row \(row)"
                return .init(
                    try fields.whole(values[0], place), try fields.whole(values[1], place),
                    try fields.number(values[2], place))
            },
            inflows: inputs.enumerated().map { .init($0, $1, .customer) },
            outflows: fields.has("outputs") ? fields.numbers("outputs") : [])
        let found = try network.circularity()
        let circulation = network.maximumCirculation()
        let netting = network.netting()
        return NetworkAnswer(
            result: [
                ("TST", .number(found.totalThroughflow)),
                ("TSTc", .number(found.cycledThroughflow)),
                ("FCI", .number(found.finnCyclingIndex)),
                ("node_throughflow", .numbers(network.throughflow)),
                ("node_N_diag", .numbers(found.visits)),
                ("internal_gross", .number(network.internalGross)),
                ("max_circulation", .number(circulation.amount)),
                ("max_circulation_share", .number(circulation.share)),
                ("bilateral_netted", .number(netting.bilateral)),
                ("excess_multilateral", .number(netting.multilateral)),
            ],
            title: "flows of one period, " + counted(network.count, "party", "parties"),
            tables: [
                NetworkTable([
                    ("party", fields.labels(network.count)), ("throughflow", .amounts(network.throughflow)),
                    ("been there before", .shares(found.visits.map { 1 - 1 / $0 })),
                ])
            ],
            summary: [
                "Finn cycling index \(percent(found.finnCyclingIndex)) of \(amount(found.totalThroughflow)).",
                "Of \(amount(network.internalGross)) between parties \(amount(circulation.amount)) could go round in loops, "
                    + "\(amount(netting.bilateral)) nets pair by pair, \(amount(netting.multilateral)) among all.",
            ])
    }

    /// An element of `own_money_cases`.
    static func ownMoney(_ fields: NetworkFields) throws -> NetworkAnswer {
        let network = try ownMoneyNetwork(fields)
        let own = try network.ownMoney()
        let split = try network.fundingSplit()
        let found = try network.circularity()
        let circulation = network.maximumCirculation()
        let usual: [FlowNetwork.Source] = [.customer, .capital, .cash]
        let sources = usual + split.keys.filter { !usual.contains($0) }.sorted { $0.rawValue < $1.rawValue }
        return NetworkAnswer(
            result: [
                ("throughflow", .numbers(network.throughflow)),
                ("revenue", .numbers(own.revenue)),
                ("own_money_revenue", .numbers(own.amount)),
                ("own_money_share", .list(own.share.map { .optional($0) })),
                ("system_own_money_share", .optional(own.systemShare)),
                ("financed_round_trip", .numbers(own.financedRoundTrip)),
                ("own_money_lower", .numbers(own.lower)),
                ("own_money_upper", .numbers(own.upper)),
                ("FCI", .number(found.finnCyclingIndex)),
                ("funding_split", .fields(sources.map { ($0.rawValue, .numbers(split[$0] ?? [])) })),
                ("max_circulation", .number(circulation.amount)),
                ("max_circulation_share", .number(circulation.share)),
                ("netting_excess", .number(network.netting().multilateral)),
            ],
            title: "own money in revenue, " + counted(network.count, "party", "parties"),
            tables: [
                NetworkTable([
                    ("party", fields.labels(network.count)), ("revenue", .amounts(own.revenue)),
                    ("own money", .amounts(own.amount)), ("of revenue", .shares(own.share)),
                    ("at least", .amounts(own.lower)), ("at most", .amounts(own.upper)),
                    ("financed", .amounts(own.financedRoundTrip)),
                ]),
                NetworkTable(
                    [("party", fields.labels(network.count))]
                        + sources.map { source in
                            ("from \(source.rawValue)", NetworkTable.Cells.shares((split[source] ?? []).map { $0 }))
                        }),
            ],
            summary: [
                own.systemShare.map {
                    "Of each dollar of revenue \(amount($0 * 100)) cents are the seller's own money."
                }
                    ?? "There is no revenue.",
                "Finn cycling index \(percent(found.finnCyclingIndex)); \(percent(circulation.share)) of flows between "
                    + "parties could go round in loops.",
            ])
    }

    private static func ownMoneyNetwork(_ fields: NetworkFields) throws -> FlowNetwork {
        let count = try fields.count()
        var outflows = [Double](repeating: 0, count: count)
        for (row, values) in (try fields.has("external_out") ? fields.rows("external_out", width: 2) : []).enumerated()
        {
            let place = "external_out, row \(row)"
            let party = try fields.whole(values[0], place)
            guard (0..<count).contains(party) else {
                throw NetworkError(
                    network: fields.name, part: "external_out", row: row, value: Double(party),
                    reason: .unknownNode(count: count))
            }
            outflows[party] += try fields.number(values[1], place)
        }
        return try FlowNetwork(
            name: fields.name, count: count,
            flows: fields.rows("flows", width: 3).enumerated().map { row, values in
                let place = "flows, row \(row)"
                return .init(
                    try fields.whole(values[0], place), try fields.whole(values[1], place),
                    try fields.number(values[2], place),
                    values.count > 3 ? try fields.kind(values[3], place) : .other)
            },
            inflows: (fields.has("external_in") ? fields.rows("external_in", width: 3) : []).enumerated().map {
                row, values in
                let place = "external_in, row \(row)"
                return .init(
                    try fields.whole(values[0], place), try fields.number(values[1], place),
                    .init(rawValue: try fields.word(values[2], place)))
            }, outflows: outflows)
    }
}
