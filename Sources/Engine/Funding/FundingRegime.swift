import Lanes
import Model

/// The state of the funding markets: open, tight or shut, a Markov chain that answers the system.
///
/// `P(worse) = base x exp(a D + b max(0, -s) + c dSpread / 100 bp)`, at most 0.5; `P(better) = base x exp(-same)`. D is the
/// share of all modelled debt whose borrower defaulted last quarter, s the surprise in the revenue of the bellwethers,
/// dSpread the rise of a spread. One uniform against both odds, so that worse odds never give a better state.
package struct FundingRegime: Sendable {
    package static let schema = Schema(
        kind: "regime", meaning: "The state of the funding markets: 0 open, 1 tight, 2 shut.",
        attributes: [
            Attribute("start", .choice(["open", "tight", "shut"]), default: "open", "State before the first quarter."),
            Attribute(
                "open-to-tight", .quantity("share"), default: "8 % assumption 4..12 %, a squeeze every three years",
                range: 0...1, "Odds in a quarter."),
            Attribute(
                "tight-to-shut", .quantity("share"), default: "12 % assumption 5..20 %, one squeeze in three shuts",
                range: 0...1, "Odds in a quarter."),
            Attribute(
                "tight-to-open", .quantity("share"), default: "25 % assumption 15..40 %, a squeeze lasts a year",
                range: 0...1, "Odds in a quarter."),
            Attribute(
                "shut-to-tight", .quantity("share"), default: "35 % assumption 20..50 %, shut for three quarters",
                range: 0...1, "Odds in a quarter."),
            Attribute(
                "default-response", .quantity("1"), default: "1.2 assumption 0..3, answer to defaults", range: 0...100,
                "a: answer to the share of all modelled debt whose borrower defaulted last quarter."),
            Attribute(
                "surprise-response", .quantity("1"), default: "1 assumption 0..3, answer to revenue",
                range: 0...100, "b: answer to revenue short of what was expected, as a logarithm."),
            Attribute(
                "spread-response", .quantity("1"), default: "0.5 assumption 0..2, answer to spreads",
                range: 0...100, "c: answer to a rise of `spread` by 100 bp."),
            Attribute("spread", .quantity("per year"), default: "0 bp", range: -0.5...1, "A credit spread that moves."),
            Attribute(
                "bellwethers", .list(.reference(["parties"])), default: "",
                "Parties whose revenue investors watch; their surprises count by revenue."),
            Attribute(
                "at-least", .quantity("1"), default: "0", range: 0...2,
                "The markets are at least this bad: 2 for shut. What a funding shock replaces."),
        ],
        lines: [Schema.Line("state", "1", "0 open, 1 tight, 2 shut: last quarter's.")])

    package enum State {
        package static let open: Int64 = 0
        package static let tight: Int64 = 1
        package static let shut: Int64 = 2
    }

    /// What markets are in this quarter.
    package let state: Row<Whole>
    private let start: Int64
    private let odds: [Row<Scalar>]
    private let responses: [Row<Scalar>]
    private let spread: Row<Scalar>
    private let lastSpread: Row<Scalar>
    private let floor: Row<Scalar>
    private let uniform: Row<Scalar>
    private let stream: UInt32
    /// The chain itself; `state` may be worse where `at-least` says so.
    private let chain: Row<Whole>
    /// Written by the last stage of the quarter before.
    let signals: MarketSignals

    init(_ item: Item, _ compiler: Compiler) {
        start = Int64(["open", "tight", "shut"].firstIndex(of: item.record.choice("start")) ?? 0)
        odds = ["open-to-tight", "tight-to-shut", "tight-to-open", "shut-to-tight"].map { compiler.input(item, $0) }
        responses = ["default-response", "surprise-response", "spread-response"].map { compiler.input(item, $0) }
        spread = compiler.input(item, "spread")
        lastSpread = compiler.scalar()
        floor = compiler.input(item, "at-least")
        uniform = compiler.plan.scratch()
        stream = compiler.stream("\(item.path)/state", at: item.place)
        state = compiler.whole()
        chain = compiler.whole()
        signals = MarketSignals(bellwethers: item.record.references("bellwethers").map(\.name), compiler)
        let shown = compiler.scalar()
        level = shown
        compiler.lines["\(item.path).state"] = FormulaSource(.real(shown.previous), factor: 1)
        compiler.mark(
            item.path, state,
            [
                State.open: "funding markets are open again", State.tight: "funding markets are tight",
                State.shut: "funding markets shut",
            ])
    }
    private let level: Row<Scalar>

    func observe(_ block: Block) {
        let width = block.width
        let (chain, state, level) = (block[chain], block[state], block[level])
        let (floor, uniform) = (block[floor], block[uniform])
        block.random.fillUniforms(
            uniform, count: width, firstPath: block.firstPath, quarter: block.quarter, stream: stream, draw: 0)
        let (a, b, c) = (block[responses[0]], block[responses[1]], block[responses[2]])
        let (defaults, surprise) = (block[signals.defaultShare.previous], block[signals.surprise.previous])
        let (spread, before, last) = (block[spread], block[lastSpread.previous], block[lastSpread])
        let odds = odds.map { block[$0] }
        for lane in 0..<width {
            let rise = block.quarter == 0 ? 0 : (spread[lane] - before[lane]) * 100
            last[lane] = spread[lane]
            let short = surprise[lane] < 0 ? -surprise[lane] : 0
            let stress = a[lane] * defaults[lane] + b[lane] * short + c[lane] * rise
            let factor = exponential(stress)
            var now = block.quarter == 0 ? start : chain[lane]
            if block.quarter > 0 {
                let toWorse = now == State.open ? odds[0][lane] : now == State.tight ? odds[1][lane] : 0
                let toBetter = now == State.shut ? odds[3][lane] : now == State.tight ? odds[2][lane] : 0
                // Odds of nothing stay nothing, however large or small the factor.
                let worse = toWorse > 0 ? min(0.5, toWorse * factor) : 0
                let better = toBetter > 0 ? min(0.5, toBetter / factor) : 0
                if uniform[lane] < worse { now += 1 } else if uniform[lane] >= 1 - better { now -= 1 }
            }
            chain[lane] = now
            let least = floor[lane] >= 1.5 ? State.shut : floor[lane] >= 0.5 ? State.tight : State.open
            state[lane] = now > least ? now : least
            level[lane] = Double(state[lane])
        }
    }
}

/// What the funding markets see of the system, measured at the end of each quarter.
struct MarketSignals: Sendable {
    /// Share of all modelled debt whose borrower entered default this quarter.
    let defaultShare: Row<Scalar>
    /// Surprise of the bellwethers' revenue, weighted by revenue.
    let surprise: Row<Scalar>
    private let bellwethers: [Party]

    init(bellwethers names: [String], _ compiler: Compiler) {
        bellwethers = names.map { compiler.party($0) }.filter { !$0.isSector }
        defaultShare = compiler.scalar()
        surprise = compiler.scalar()
    }

    func close(_ block: Block, _ parties: [Party]) {
        let width = block.width
        let (share, surprise) = (block[defaultShare], block[surprise])
        var (all, failed) = ([Double](repeating: 0, count: width), [Double](repeating: 0, count: width))
        for party in parties where !party.isSector {
            let (debt, enters) = (block[party.credit.debt], block[party.rows.enters])
            let state = block[party.rows.state]
            for lane in 0..<width {
                let isOpen = state[lane] <= PartyState.defaulted.rawValue
                all[lane] += isOpen ? debt[lane] : 0
                failed[lane] += enters[lane] != 0 ? debt[lane] : 0
            }
        }
        var (sum, weight) = ([Double](repeating: 0, count: width), [Double](repeating: 0, count: width))
        for party in bellwethers {
            let (own, revenue) = (block[party.credit.surprise], block[party.credit.revenue])
            for lane in 0..<width {
                sum[lane] += own[lane] * Double(revenue[lane])
                weight[lane] += Double(revenue[lane])
            }
        }
        for lane in 0..<width {
            share[lane] = all[lane] > 0 ? failed[lane] / all[lane] : 0
            surprise[lane] = weight[lane] > 0 ? sum[lane] / weight[lane] : 0
        }
    }
}
