/// Option: the right to buy or sell at a strike (technical specification section 7.15).
struct OPTNS: ContractRules {
    let exercise: ExerciseTerms
    var maturity: Timestamp? { exercise.maturity }

    init(_ reader: inout TermReader) {
        let strike = reader.requiredNumber("optionStrike1")
        let type = reader.text("optionType") ?? ""
        let payout: ExerciseTerms.Payout
        switch type {
        case "C": payout = .call(strike: strike)
        case "P": payout = .put(strike: strike)
        case "CP":
            payout = .straddle(
                callStrike: strike, putStrike: reader.requiredNumber("optionStrike2", "is required for type CP"))
        default:
            reader.note("optionType", "must be one of C, P, CP", found: reader.value("optionType"))
            payout = .call(strike: strike)
        }
        let isEuropean =
            reader.code("optionExerciseType", ["E": true, "B": false, "A": false]) ?? true
        exercise = ExerciseTerms(&reader, payout: payout, allowsEarlyExercise: !isEuropean)
    }

    func kernel(_ horizon: Horizon) throws(InvalidTerms) -> any Kernel {
        exercise.kernel(horizon)
    }
}
