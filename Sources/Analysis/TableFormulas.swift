import CreditMath
import FinancialNetwork
import Lanes

/// The formulas by which published tables are rebuilt, by name: from named inputs to named results.
enum TableFormula {
    typealias Figures = [String: Double]

    /// - Throws: `MissingFigure` where an input that the formula needs is not given, `UnfitFigure` where it cannot be computed with
    ///   one; errors of the libraries.
    static func results(_ name: String, _ inputs: Figures) throws -> Figures {
        let given = Given(inputs)
        switch name {
        case "revenue-for-hardware": return try revenueForHardware(given)
        case "sum": return ["total": inputs.values.sorted().reduce(0, +)]
        case "sum-in-parts": return sumInParts(given)
        case "spending-over-share":
            let required = try given("spending") / given("share")
            return ["required": required, "gap": try required - given("fundable")]
        case "annuity-payment": return try annuityPayment(given)
        case "equal-shares":
            return Dictionary(
                uniqueKeysWithValues: try given.named("price-").map {
                    ("payers-\($0.rest)", try given("total") / $0.value)
                })
        case "uses-and-sources": return try usesAndSources(given)
        case "need-less-supply": return try needLessSupply(given)
        case "per-unit":
            return Dictionary(
                uniqueKeysWithValues: try given.named("amount-").map {
                    ($0.rest, $0.value / (try given("units-\($0.rest)")))
                })
        case "line-through-ends": return try lineThroughEnds(given)
        case "split":
            return Dictionary(
                try given.named("share-").map { ($0.rest, try given("total") * $0.value) }
                    + [("whole", try given("total") + (inputs["more"] ?? 0))], uniquingKeysWith: { _, whole in whole })
        case "spread-cost":
            return Dictionary(
                uniqueKeysWithValues: try given.named("life-").map {
                    ("revenue-\($0.rest)", try given("spending") / $0.value / given("margin"))
                })
        case "decay-to-sum": return try decayToSum(given)
        case "running-rate": return try runningRate(given)
        case "years-to-par":
            return Dictionary(
                uniqueKeysWithValues: try given.named("decay-").map {
                    ("years-\($0.rest)", naturalLogarithm(1 / (try given("loan-to-value"))) / $0.value)
                })
        case "clearing": return try clearing(given)
        case "life-crossover":
            // A vintage costs 1/short a year until it is written off: the year after, the longer life costs more.
            let (short, long) = (try given("short"), try given("long"))
            return ["first-year": 1 / short - 1 / long, "crossover-year": short.rounded(.up) + 1]
        case "open-bridge": return try openBridge(given)
        case "geometric-path": return try geometricPath(given)
        default: return [:]
        }
    }

    /// Sequoia: hardware revenue grossed up for the rest of the cost, then for the users' margin.
    private static func revenueForHardware(_ given: Given) throws -> Figures {
        let required = try given("run-rate") / given("hardware-share") / (1 - given("margin"))
        return ["required": required, "hole": try required - given("assumed")]
    }

    private static func sumInParts(_ given: Given) -> Figures {
        func sum(_ prefix: String) -> Double { given.named(prefix).reduce(0) { $0 + $1.value } }
        let instruments = sum("instrument-")
        return [
            "instruments": instruments, "ladder": sum("due-"), "carrying": instruments - sum("discount-"),
            "balance-sheet": sum("sheet-"),
        ]
    }

    /// Revenue a year that pays spending back at a rate of return, and the life that a published one implies.
    private static func annuityPayment(_ given: Given) throws -> Figures {
        let (spending, rate) = (try given("spending"), try given("rate"))
        guard rate.isFinite, rate > -1 else { throw UnfitFigure(name: "rate", value: rate, allowed: "a rate above -1") }
        var results = Dictionary(
            uniqueKeysWithValues: try given.named("years-").map { years -> (String, Double) in
                let periods = try given.whole("years-\(years.rest)", 1...1_000)
                return (
                    "payment-\(years.rest)",
                    -LevelLoan(ratePerPeriod: rate, periods: periods, presentValue: spending).payment
                )
            })
        if let published = given.optional("published") {
            results["implied-years"] = LevelLoan.periods(
                ratePerPeriod: rate, payment: -published, presentValue: spending)
            results["for-ever"] = spending * rate
            results["cash-margin"] = spending * rate / published
        }
        return results
    }

    private static func usesAndSources(_ given: Given) throws -> Figures {
        let uses = given.named("use-").reduce(0) { $0 + $1.value }
        let sources = given.named("source-").reduce(0) { $0 + $1.value }
        var results = ["uses": uses, "sources": sources, "left": uses - sources]
        if let own = given.optional("source-own-cash") { results["gap"] = uses - own }
        if let low = given.optional("range-low"), let high = given.optional("range-high") {
            results["left-low"] = uses - sources - high
            results["left-high"] = uses - sources - low
        }
        if let gigawatts = given.optional("gigawatts") { results["per-gigawatt"] = uses / gigawatts }
        return results
    }

    /// Need less supply; where supplies are ranges, also how likely a net figure is if each is uniform within its own.
    private static func needLessSupply(_ given: Given) throws -> Figures {
        let need = given.optional("need") ?? 0
        let firm = given.named("supply-").reduce(0) { $0 + $1.value }
        let (low, high) = (given.named("low-"), given.named("high-"))
        var results = ["gap": need - firm]
        guard !low.isEmpty else { return results }
        results["supply-low"] = low.reduce(0) { $0 + $1.value }
        results["supply-high"] = high.reduce(0) { $0 + $1.value }
        guard let net = given.optional("net") else { return results }
        results["needed"] = need - firm - net
        // Distribution of a sum of uniforms by convolution on a grid of 0.01.
        var density = [1.0]
        for part in low {
            guard let top = high.first(where: { $0.rest == part.rest }) else { continue }
            let width = top.value - part.value
            guard width >= 0, width <= widest else {
                throw UnfitFigure(
                    name: "high-\(top.rest)", value: top.value,
                    allowed: "0 to \(Money.rounded(widest, 0)) above `low-\(part.rest)`, \(part.value)")
            }
            let steps = max(1, Int((width * 100).rounded()))
            var next = [Double](repeating: 0, count: density.count + steps)
            var window = 0.0
            for index in next.indices {
                if index < density.count { window += density[index] }
                if index > steps { window -= density[index - steps - 1] }
                next[index] = window / Double(steps + 1)
            }
            density = next
        }
        let base = results["supply-low"]!
        results["odds"] = density.enumerated().reduce(0) {
            base + Double($1.offset) / 100 >= need - firm - net - 1e-9 ? $0 + $1.element : $0
        }
        return results
    }

    /// The widest range of one supply whose odds are computed, in its unit: a grid of two million steps.
    private static let widest = 20_000.0

    private static func lineThroughEnds(_ given: Given) throws -> Figures {
        let (x0, x1, at) = (try given("gigawatts-low"), try given("gigawatts-high"), try given("gigawatts-middle"))
        let (y0, y1) = (try given("cost-low"), try given("cost-high"))
        let slope = (y1 - y0) / (x1 - x0)
        return [
            "slope": slope, "middle": y0 + slope * (at - x0), "per-gigawatt-low": y0 / x0 * 1_000,
            "per-gigawatt-middle": try given("cost-middle") / at * 1_000, "per-gigawatt-high": y1 / x1 * 1_000,
        ]
    }

    /// Yearly prices that fall by one factor and sum to what a contract of three years costs.
    private static func decayToSum(_ given: Given) throws -> Figures {
        let (first, sum) = (try given("one-year"), try 3 * given("three-year"))
        // 1 + x + x^2 = sum / first
        let x = (-1 + (1 - 4 * (1 - sum / first)).squareRoot()) / 2
        return ["sum": sum, "factor": x, "second-year": first * x, "third-year": first * x * x]
    }

    /// Interest of a quarter, or a yearly amount over some years.
    private static func runningRate(_ given: Given) throws -> Figures {
        if let years = given.optional("years") {
            return Dictionary(uniqueKeysWithValues: given.named("yearly-").map { ($0.rest, $0.value * years) })
        }
        return [
            "quarter": try given.named("balance-").reduce(0) { $0 + $1.value * (try given("rate-\($1.rest)")) / 4 }
        ]
    }

    /// Who pays what among parties that owe one another: `debt-1-2` is what party 1 owes party 2.
    private static func clearing(_ given: Given) throws -> Figures {
        let assets = given.numbered("assets-").map { $0 * (1 - (given.optional("cut") ?? 0)) }
        let shocked = assets.enumerated().map { $1 - (given.optional("shock-\($0 + 1)") ?? 0) }
        let outside = given.numbered("owes-outside-")
        let debts = given.named("debt-").compactMap { debt -> ObligationNetwork.Obligation? in
            let ends = debt.rest.split(separator: "-").compactMap { Int($0) }
            return ends.count == 2 ? .init(ends[0] - 1, ends[1] - 1, debt.value) : nil
        }
        let none = [Double](repeating: 0, count: assets.count)
        func clear(_ tiers: [ObligationNetwork.Tier]) throws -> Clearing {
            try ObligationNetwork(externalAssets: shocked, tiers: tiers).clear()
        }
        let junior = try clear([
            .init(obligations: [], toOutside: outside), .init(obligations: debts, toOutside: none),
        ])
        let equal = try clear([.init(obligations: debts, toOutside: outside)])
        var results: Figures = [:]
        for party in assets.indices {
            results["pays-\(party + 1)"] = junior.paymentsByTier[1][party]
            results["worth-\(party + 1)"] = junior.netWorth[party]
            results["pays-in-all-\(party + 1)"] = equal.payments[party]
            results["worth-equal-\(party + 1)"] = equal.netWorth[party]
        }
        return results
    }

    /// What published parts leave open.
    private static func openBridge(_ given: Given) throws -> Figures {
        let sources = given.named("source-").reduce(0) { $0 + $1.value }
        return ["open": try given("need") - sources - given("gap")]
    }

    private static func geometricPath(_ given: Given) throws -> Figures {
        let (first, last, years) = (try given("first"), try given("last"), try given.whole("years", 1...1_000))
        let growth = exponential(naturalLogarithm(last / first) / Double(years))
        var (sum, value) = (0.0, first)
        for _ in 0...years {
            sum += value
            value *= growth
        }
        return ["growth": growth, "sum": sum]
    }

    /// Inputs by name.
    struct Given {
        private let figures: Figures

        init(_ figures: Figures) { self.figures = figures }

        func callAsFunction(_ name: String) throws -> Double {
            guard let value = figures[name] else { throw MissingFigure(name: name) }
            return value
        }

        func optional(_ name: String) -> Double? { figures[name] }

        /// An input that counts something.
        func whole(_ name: String, _ range: ClosedRange<Int>) throws -> Int {
            let value = try self(name)
            guard let count = Int(exactly: value), range.contains(count) else {
                throw UnfitFigure(
                    name: name, value: value, allowed: "a whole number from \(range.lowerBound) to \(range.upperBound)")
            }
            return count
        }

        /// Inputs whose name begins so, in the order of their names.
        func named(_ prefix: String) -> [(rest: String, value: Double)] {
            figures.filter { $0.key.hasPrefix(prefix) }.sorted { $0.key < $1.key }
                .map { (String($0.key.dropFirst(prefix.count)), $0.value) }
        }

        /// `assets-1`, `assets-2` ...
        func numbered(_ prefix: String) -> [Double] {
            var values: [Double] = []
            while let value = figures["\(prefix)\(values.count + 1)"] { values.append(value) }
            return values
        }
    }
}

/// An input that a formula needs and a table does not give.
struct MissingFigure: Error {
    let name: String
}

/// An input with which a formula cannot be computed.
struct UnfitFigure: Error {
    let name: String
    let value: Double
    /// What it may be.
    let allowed: String
}
