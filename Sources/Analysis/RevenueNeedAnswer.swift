import Calendar
import Engine
import Model

/// The revenue from AI that equipment needs, year by year, against what users pay.
///
/// Needed: the year's wear of equipment and halls (depreciation in the owners' books) and a return on their book value, quarter
/// by quarter. There: what the segments of demand pay. The rest of the cost of running models is not in it.
package struct RevenueNeedAnswer: Sendable, Codable {
    package var scenario: String
    package var paths: Int
    package var seed: UInt64
    /// Yearly return on book value.
    package var rate: Double
    package var years: [Year]

    package struct Year: Sendable, Codable {
        /// `2028`, and last the `whole run`.
        package var year: String
        /// Quarters of it within the run.
        package var quarters: Int
        /// Dollars, means over paths.
        package var needed: Estimate
        package var wear: Estimate
        package var paid: Estimate
        /// Paid less needed.
        package var surplus: Estimate
        /// What revenue would have to be multiplied by: needed over paid, 5, 50 and 95 % of paths.
        package var multiple: BuildOut.Band
        /// Share of paths in which users pay at least what is needed.
        package var covered: Estimate
    }
}

extension RevenueNeedAnswer {
    /// - Throws: `Diagnostics` where nobody buys AI or nobody owns equipment.
    package static func compute(
        _ program: Program, rate: Double, paths: Int, threads: Int, each: (Int, Int) -> Void = { _, _ in }
    ) async throws -> RevenueNeedAnswer {
        let segments = program.segments.map { "segments.\($0.name).revenue" }
        guard !segments.isEmpty else {
            throw program.lacks(
                "nobody buys AI in the scenario, so no revenue can be held against its equipment",
                hint: "add a section `segments`, as `base-2026` has")
        }
        guard let need = RevenueNeed.measures(of: program) else {
            throw program.lacks("nobody owns equipment", hint: "add fleets or contracts that deliver equipment")
        }
        let paid = try program.measure(segments.joined(separator: " + "))
        let wear = try program.measure(need.wear)
        let book = try program.measure(need.book)
        let quarters = Array(0..<program.quarters)
        let runs = VariedRuns(
            program,
            keeping: [paid, wear, book].flatMap { measure in quarters.map { Kept.measure(measure, $0...$0) } },
            threads: threads)
        let values = try await runs.run([Variation()], paths: 0..<paths) { each($0, paths) }[0]
        if let fault = values.fault { throw fault }
        let start = program.scenario.settings.start
        var spans = Set(quarters.map { start.advanced(by: $0).year }).sorted().map { year in
            ("\(year)", quarters.filter { start.advanced(by: $0).year == year })
        }
        spans.append(("whole run", quarters))
        let antithetic = program.scenario.settings.antithetic
        let years = spans.map { name, span in
            func byQuarter(_ measure: Int) -> [[Double]] {
                span.map { values.values[measure * quarters.count + $0] }
            }
            func sum(_ measure: Int) -> [Double] {
                byQuarter(measure).reduce([Double](repeating: 0, count: paths)) { sums, own in
                    zip(sums, own).map { $0 + $1 }
                }
            }
            let (paid, wear) = (sum(0), sum(1))
            let needed = RevenueNeed.dollars(wear: byQuarter(1), book: byQuarter(2), rate: rate)
            return Year(
                year: name, quarters: span.count, needed: Estimate(meanOf: needed, antithetic: antithetic),
                wear: Estimate(meanOf: wear, antithetic: antithetic),
                paid: Estimate(meanOf: paid, antithetic: antithetic),
                surplus: Estimate(differenceOf: paid, and: needed, antithetic: antithetic),
                multiple: BuildOut.Band(zip(needed, paid).map { $1 > 0 ? $0 / $1 : .nan }),
                covered: Estimate(shareOf: zip(paid, needed).map { $0 >= $1 }, antithetic: antithetic))
        }
        return RevenueNeedAnswer(
            scenario: program.scenario.settings.name, paths: paths, seed: program.seed, rate: rate, years: years)
    }
}
