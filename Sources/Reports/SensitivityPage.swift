import Analysis

/// What matters, on a terminal.
package enum SensitivityPage {
    package static func text(_ answer: SensitivityAnswer, width: Int = 80) -> String {
        let width = max(60, min(width, 160))
        var lines = "WHAT MATTERS IN \(answer.scenario) FOR \(answer.metric): \(answer.shown)".wrapped(width)
        lines += ["", "CHANGE WITH ONE INPUT AT 10 AND 90 % OF ITS RANGE, ± STANDARD ERROR"]
        let isWide = width >= 110
        let largest = answer.bars.map(\.swing).max() ?? 0
        if isWide {
            var table = TextTable(
                ["input", "at 10 %", "change", "at 90 %", "change", "low | high"],
                [.left, .right, .right, .right, .right, .left])
            for bar in answer.bars {
                table.add([
                    bar.input, bar.lowText, bar.shownLow, bar.highText, bar.shownHigh, picture(bar, largest),
                ])
            }
            lines += table.lines(width: width)
        } else {
            // Names of inputs are long: changes stand below them where there is no room beside.
            for bar in answer.bars {
                lines += CalibrationPage.pair(
                    bar.input, "at \(bar.lowText) \(bar.shownLow)", "at \(bar.highText) \(bar.shownHigh)",
                    width: width)
            }
        }
        if !answer.shares.isEmpty {
            lines += ["", "SHARES OF THE VARIANCE, WITH 95 % INTERVALS"]
            var shares = TextTable(["input", "by itself", "with all interactions"], [.left, .right, .right])
            for own in answer.shares {
                shares.add([
                    own.input, interval(own.first, own.firstLow, own.firstHigh),
                    interval(own.total, own.totalLow, own.totalHigh),
                ])
            }
            lines += shares.lines(width: width)
        }
        lines.append("")
        lines += """
            \(screened(answer))Changes on the same random numbers, \(answer.paths) paths. Shares of the variance of single paths, \
            \(answer.points) points; `chance` is all that is drawn besides these inputs. Seed \(answer.seed).
            """.wrapped(width)
        return lines.joined(separator: "\n") + "\n"
    }

    /// How the inputs were found, and how weak a weight could be found.
    private static func screened(_ answer: SensitivityAnswer) -> String {
        guard answer.screened > 0 else { return "" }
        let weights = answer.bars.map(\.weight)
        let (least, chance) = (percent(weights.min() ?? 0), percent(answer.chance))
        guard (weights.max() ?? 0) > answer.chance else {
            return """
                None of \(answer.candidates) inputs with a range or a distribution, all drawn at once on \(answer.screened) paths, \
                stands out from chance, which alone would show up to \(chance) of the variance; the heaviest is shown. More paths \
                find weaker ones: --screened \(4 * answer.screened).\u{20}
                """
        }
        let (shown, own) =
            answer.bars.count == 1
            ? ("input that weighs most", "it has") : ("\(answer.bars.count) inputs that weigh most", "each has")
        return """
            The \(shown) of \(answer.candidates) with a range or a distribution, all drawn at once on \(answer.screened) paths: \
            \(own) \(least) of the variance or more, where chance alone would show up to \(chance). More paths find weaker \
            ones: --screened \(4 * answer.screened).\u{20}
            """
    }

    /// A bar to each side, as long as the change there.
    private static func picture(_ bar: SensitivityAnswer.Bar, _ largest: Double) -> String {
        func length(_ change: Estimate) -> Int {
            largest > 0 ? Int((change.value.magnitude / largest * 8).rounded()) : 0
        }
        func side(_ change: Estimate) -> String {
            String(repeating: change.value < 0 ? "-" : "+", count: length(change))
        }
        let low = side(bar.lowChange)
        return String(repeating: " ", count: 8 - low.count) + low + "|" + side(bar.highChange)
    }

    private static func percent(_ share: Double) -> String { "\(Money.rounded(share * 100, 1)) %" }

    private static func interval(_ value: Double, _ low: Double, _ high: Double) -> String {
        "\(Money.rounded(value * 100, 0)) % (\(Money.rounded(low * 100, 0))..\(Money.rounded(high * 100, 0)))"
    }
}
