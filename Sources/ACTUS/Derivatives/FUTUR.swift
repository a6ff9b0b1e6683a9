/// Future: the duty to buy or sell at a price agreed now (technical specification section 7.16).
struct FUTUR: ContractRules {
    let exercise: ExerciseTerms
    var maturity: Timestamp? { exercise.maturity }

    init(_ reader: inout TermReader) {
        let price = reader.requiredNumber("futuresPrice")
        exercise = ExerciseTerms(&reader, payout: .future(price: price), allowsEarlyExercise: false)
    }

    func kernel(_ horizon: Horizon) throws(InvalidTerms) -> any Kernel {
        exercise.kernel(horizon)
    }
}
