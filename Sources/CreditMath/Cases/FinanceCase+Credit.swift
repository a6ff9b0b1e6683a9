import Calendar
import Lanes

extension FinanceCase {
    /// Years after the evaluation at which survival is reported.
    private static let horizons: [(name: String, years: Double)] = [
        ("0.5", 0.5), ("1", 1), ("2", 2), ("3", 3), ("5", 5), ("7", 7), ("10", 10),
    ]

    static func defaultSwap(_ inputs: CaseInputs) throws(CaseError) -> CaseValue {
        var quotes: [(years: Int, spread: Double)] = []
        for value in try inputs.list("spreads_bp") {
            guard case .list(let pair) = value, pair.count == 2, case .number(let years) = pair[0],
                case .number(let spread) = pair[1], let whole = Int(exactly: years), (1...100).contains(whole)
            else { throw inputs.wrong("spreads_bp", "a list of [years from 1 to 100, basis points]") }
            quotes.append((whole, spread / 10_000))
        }
        guard let last = quotes.last else { throw inputs.wrong("spreads_bp", "a list with at least one quote") }
        let recovery = try inputs.number("recovery")
        let rate = try inputs.number("flat_rate_cont_act365")
        let today = try inputs.day("evaluation")
        let curve: HazardCurve
        do {
            curve = try HazardCurve(tradeDay: today, quotes: quotes, recovery: recovery) { day in
                exponential(-rate * Double(day - today) / 365)
            }
        } catch { throw CaseError(error.description) }
        let benchmark = quotes.first { $0.years == 5 } ?? last
        let flat = hazardRate(spread: benchmark.spread, recovery: recovery)
        func byHorizon(_ value: (Double) -> Double) -> CaseValue {
            .fields(Dictionary(uniqueKeysWithValues: horizons.map { ($0.name, .number(value($0.years))) }))
        }
        let nodes = [HazardCurve.Node(day: today, hazard: curve.nodes[0].hazard)] + curve.nodes
        return .fields([
            "nodes": .list(nodes.map { .list([.text($0.day.description), .number($0.hazard)]) }),
            "survival": byHorizon { curve.survival(to: $0) },
            "default_prob": byHorizon { 1 - curve.survival(to: $0) },
            "hazard": byHorizon { curve.hazard(at: $0) },
            "credit_triangle": .fields([
                "hazard": .number(flat),
                "default_prob": byHorizon { defaultProbability(hazard: flat, years: $0) },
                "annualised_pd_1y": .number(defaultProbability(hazard: flat, years: 1)),
            ]),
        ])
    }

    static func dayCounts(_ inputs: CaseInputs) throws(CaseError) -> CaseValue {
        let start = try inputs.day("start")
        let end = try inputs.day("end")
        let brazil = BusinessCalendar.brazil(years: min(start, end).year...max(start, end).year)
        let rules: [(String, DayCount)] = [
            ("30/360-US", .thirty360US), ("30/360-BondBasis", .thirty360), ("30E/360", .thirtyE360),
            ("30E/360-ISDA(term 2100-02-28)", .thirtyE360ISDA(maturity: Day("2100-02-28"))),
            ("ActAct-ISDA", .actualActualISDA), ("Act/360", .actual360), ("Act/365F", .actual365Fixed),
            ("Act/365.25", .actual36525), ("Bus/252-Brazil", .business252(brazil)),
        ]
        return .fields(
            Dictionary(
                uniqueKeysWithValues: rules.map { name, rule in
                    let days = Double(rule.literalDays(from: start, to: end))
                    let fraction = rule.literalFraction(from: start, to: end)
                    return (name, .fields(["days": .number(days), "fraction": .number(fraction)]))
                }))
    }
}
