import FinancialNetwork

extension NetworkFile {
    /// Up to so many postings are traced in exact fractions.
    ///
    /// Each posting multiplies denominators by what a pool holds, so the work grows with more than the fourth power of
    /// their number. Amounts that are no whole numbers bring some fifty binary digits each where whole ones bring ten or
    /// twenty.
    private static func exactPostings(_ tracing: PoolTracing) -> Int {
        let amounts = tracing.openingCash + tracing.postings.map(\.amount)
        return amounts.allSatisfy { $0 == $0.rounded() && $0 < 1e6 } ? 250 : 100
    }

    /// An element of `temporal_cases`.
    static func tracing(_ fields: NetworkFields) throws -> NetworkAnswer {
        let cash = try fields.numbers("opening_cash")
        try fields.checkCount("opening_cash", cash.count)
        let tracing = try PoolTracing(
            name: fields.name, openingCash: cash,
            postings: fields.rows("postings", width: 4).enumerated().map { row, values in
                let place = "postings, row \(row)"
                return .init(
                    try fields.whole(values[0], place), try fields.whole(values[1], place),
                    try fields.whole(values[2], place), try fields.number(values[3], place),
                    values.count > 4 ? try fields.kind(values[4], place) : .other)
            },
            origin: fields.whole("origin"), horizon: fields.has("horizon") ? fields.whole("horizon") : nil)
        if tracing.postings.count <= exactPostings(tracing) {
            return answer(tracing.traceExactly(), of: tracing.origin, fields) { ("\($0)", $0.value) }
        }
        return answer(tracing.trace(), of: tracing.origin, fields) { ("\($0)", $0) }
    }

    /// The answer in numbers that `read` turns into text and into floating point.
    private static func answer<Number>(
        _ trace: PoolTracing.Trace<Number>, of origin: Int, _ fields: NetworkFields,
        _ read: (Number) -> (text: String, value: Double)
    ) -> NetworkAnswer {
        func text(_ number: Number) -> JSONText { .text(read(number).text) }
        func plain(_ number: Number) -> String { amount(read(number).value) }
        func amounts(_ numbers: [Number]) -> NetworkTable.Cells { .amounts(numbers.map { read($0).value }) }
        return NetworkAnswer(
            result: [
                (
                    "by_receipt",
                    .list(
                        trace.receipts.map { receipt in
                            .fields([
                                ("t", .whole(receipt.time)), ("revenue", text(receipt.revenue)),
                                ("own", text(receipt.own)), ("same_period", text(receipt.samePeriod)),
                                ("earlier", text(receipt.earlier)),
                            ])
                        })
                ),
                ("revenue", text(trace.revenue)),
                ("own", text(trace.own)),
                ("share", trace.share.map(text) ?? .null),
                ("share_float", .optional(trace.share.map { read($0).value })),
                ("closing_pool", .list(trace.closingPool.map(text))),
                ("outstanding_dye", .list(trace.outstanding.map(text))),
            ],
            title: "own money come back to party \(fields.label(origin)), "
                + counted(trace.receipts.count, "receipt", "receipts"),
            tables: [
                NetworkTable([
                    ("period", .ordinals(trace.receipts.map(\.time))),
                    ("revenue", amounts(trace.receipts.map(\.revenue))),
                    ("own money", amounts(trace.receipts.map(\.own))),
                    ("same period", amounts(trace.receipts.map(\.samePeriod))),
                    ("earlier", amounts(trace.receipts.map(\.earlier))),
                ])
            ],
            summary: [
                trace.share.map { share in
                    "\(plain(trace.own)) of \(plain(trace.revenue)) revenue is own money: \(percent(read(share).value))."
                } ?? "There is no revenue."
            ])
    }
}
