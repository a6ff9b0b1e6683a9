import Model

/// What a scenario is held against: figures of others, what was reported since, and mechanisms that must move an answer.
///
/// The engine computes nothing from these sections; answers read them.
package enum Evidence {
    /// Units that evidence is written in, and how much of a measure's own unit one of them is.
    package static let units: [(name: String, scale: Double)] = [
        ("1", 1), ("%", 0.01), ("USD", 1), ("M USD", 1e6), ("B USD", 1e9), ("USD/GPU-h", 1), ("MW", 1), ("GW", 1e3),
        ("TWh", 1e6),
    ]

    package static func scale(_ unit: String) -> Double { units.first { $0.name == unit }?.scale ?? 1 }

    static let measured = [
        Attribute("title", .text, default: "", "Name in reports."),
        Attribute(
            "measure", .text, "What is measured: `parties.nvidia.revenue`, or several joined by ` + ` and ` - `."),
        Attribute("unit", .choice(units.map(\.name)), default: "1", "Unit of the figures given here."),
    ]

    static let calibration = Schema(
        kind: "target", meaning: "A published figure that the run is compared with.",
        attributes: measured + [
            Attribute("per", .text, default: "", "A second measure that the first is divided by."),
            Attribute("period", .text, "A year, a quarter, a span or `end`: `2028`, `2028Q4`, `2026Q2-2026Q4`."),
            Attribute("low", .constant("1"), range: -1e9...1e9, "Low end of what is published."),
            Attribute("high", .constant("1"), range: -1e9...1e9, "High end."),
            Attribute(
                "role", .choice(["input", "actual", "forecast"]),
                "Whether the scenario was set to it, it has been reported since, or it is a forecast of others."),
        ])

    static let hindcast = Schema(
        kind: "series", meaning: "A series reported since the start, scored against the run.",
        attributes: measured + [
            Attribute(
                "reported", .quantity("1"),
                "By quarter: before the start what a random walk is fitted to, from the start on what is scored.")
        ])

    static let spreads = Schema(
        kind: "spread",
        meaning: "What the market asks for a party's debt over what is safe: its odds stand beside the run's.",
        attributes: [
            Attribute("party", .reference(["parties"]), "Whose debt."),
            Attribute(
                "spread", .constant("per year"), range: 0...1, "Spread or price of default protection: `435 bp`."),
            Attribute(
                "recovery", .constant("share"), default: "40 % assumption 20..60 %, the market's convention",
                range: 0...0.99, "Share of the claim that the market expects to get back."),
            Attribute("note", .text, default: "", "Why the run's odds are another, where they differ twofold."),
        ])

    static let mechanisms = Schema(
        kind: "mechanism", meaning: "A mechanism that must move an answer when it is switched.",
        attributes: measured + [
            Attribute(
                "set", .list(.text), default: "", "Inputs that switch it, as for `--set`: `contracts.a.allowed = 0 %`."),
            Attribute("shocks", .list(.text), default: "", "Shocks that switch it, as for `--shock`."),
            Attribute("period", .text, "When it is measured, as for calibration."),
            Attribute("sign", .choice(["up", "down"]), "Which way the switch must move the measure."),
            Attribute("least", .constant("1"), default: "0", range: 0...1e9, "Smallest believable size of the effect."),
            Attribute("required", .flag, default: "true", "Whether `check --mechanisms` fails where it does not work."),
            Attribute("later", .text, default: "", "What it still waits for, where it does not work yet."),
        ])

    /// Formulas by which published tables are rebuilt; `plimsoll answer tables` computes them.
    package static let tableFormulas = [
        "revenue-for-hardware", "sum", "sum-in-parts", "spending-over-share", "annuity-payment", "equal-shares",
        "uses-and-sources", "need-less-supply", "per-unit", "line-through-ends", "split", "spread-cost",
        "decay-to-sum", "running-rate", "years-to-par", "clearing", "life-crossover", "open-bridge", "geometric-path",
        "overlay",
    ]

    private static let figure = [
        Attribute("name", .text, "What the formula calls it."),
        Attribute("value", .constant("1"), range: -1e9...1e9, "The number, in the unit given here."),
        Attribute("unit", .text, default: "", "As published: `B USD`, `GW`."),
    ]

    static let tables = Schema(
        kind: "table", meaning: "A published table: what went in, what came out, and the formula between.",
        attributes: [
            Attribute("title", .text, default: "", "Name in reports."),
            Attribute("source", .text, "Publication and date, as reported in the press."),
            Attribute(
                "class", .choice(["A", "B", "C"]),
                "A: an identity, exact. B: a reconstruction, within its tolerance. C: shown beside, not rebuilt."),
            Attribute("formula", .choice(tableFormulas), "How it is rebuilt."),
            Attribute("inputs", .records(figure), default: "", "What goes in."),
            Attribute(
                "results",
                .records(
                    figure + [
                        Attribute(
                            "tolerance", .constant("share"), default: "0 %", range: 0...1,
                            "How far ours may lie from it, as a share of it; rounding in the last digit is always allowed."
                        )
                    ]), default: "", "What is published."),
            Attribute("note", .text, default: "", "What the reader should know of it."),
            Attribute("measure", .text, default: "", "The same quantity in the scenario, as for calibration."),
            Attribute("period", .text, default: "end", "When it is measured."),
            Attribute("unit", .choice(units.map(\.name)), default: "B USD", "Unit of the measure."),
            Attribute("against", .text, default: "", "The published figure that the measure stands against."),
            Attribute("scope", .text, default: "", "Why the scenario's number is another one."),
        ])
}

extension Program {
    /// Everything that is wrong with the measures and periods of the evidence sections.
    package func evidenceFindings() -> [Diagnostic] {
        ["calibration", "hindcast", "mechanisms", "tables"].flatMap { scenario[$0] }.flatMap { item -> [Diagnostic] in
            var found: [Diagnostic] = []
            func check(_ name: String, _ read: (String) throws -> Void) {
                guard let text = item.record.optionalText(name), !text.isEmpty else { return }
                do {
                    try read(text)
                } catch let diagnostics as Diagnostics {
                    found += diagnostics.all.map {
                        Diagnostic(
                            $0.severity, at: item.record.place(of: name), $0.message, quote: $0.quote, hint: $0.hint)
                    }
                } catch {
                    found.append(Diagnostic(at: item.place, "\(error)"))
                }
            }
            check("measure") { _ = try measure($0) }
            check("per") { _ = try measure($0) }
            check("period") { _ = try Period($0, in: self) }
            return found
        }
    }
}
