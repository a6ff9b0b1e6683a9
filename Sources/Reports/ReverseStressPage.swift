import Analysis

/// The nearest combination that makes a condition true, on a terminal.
package enum ReverseStressPage {
    package static func text(_ answer: ReverseStressAnswer, width: Int = 80) -> String {
        let width = max(60, min(width, 160))
        var lines = "REVERSE STRESS OF \(answer.scenario): WHAT MAKES IT TRUE THAT \(answer.condition)".wrapped(width)
        lines.append("")
        lines += "As it stands: \(answer.currentText).".wrapped(width, indent: 2)
        switch answer.verdict {
        case .already: lines.append("  It is true already.")
        case .nothingMoves:
            lines += """
                None of \(answer.candidates) uncertain inputs and drivers moves it by more than chance alone would show.
                """.wrapped(width, indent: 2)
        case .tooFar:
            lines += """
                No combination within six standard deviations was found along the steepest way; at its end \(answer.verifiedText).
                """.wrapped(width, indent: 2)
        case .found:
            lines += """
                Nearest combination found: \(Money.rounded(answer.distance, 2)) standard deviations away; there \
                \(answer.verifiedText), by a run. At \(Money.rounded(answer.lastFalse, 2)) it is not yet true.
                """.wrapped(width, indent: 2)
            lines.append("")
            for move in answer.moves {
                let score = (move.score > 0 ? "+" : "") + Money.rounded(move.score, 2)
                lines += CalibrationPage.pair(
                    move.name, "\(move.from) to \(move.to)",
                    "\(score) deviations, \(Money.rounded(move.share * 100, 0)) % of the way", width: width)
            }
            lines.append("")
            lines += """
                Were the moves independent and normal, \(Numerals.significant(answer.beyond * 100, 2)) % would lie farther out in \
                that direction. A range of an assumption is read as 5 to 95 %; a driver is moved in all quarters, by deviations of \
                its path mean. \(answer.screened) of \(answer.candidates) candidates stand out from chance and could move.
                """.wrapped(width)
        }
        lines += "\(answer.paths) paths, seed \(answer.seed).".wrapped(width)
        return lines.joined(separator: "\n") + "\n"
    }
}
