import Calendar

/// What options and futures share: a price seen at exercise, and a settlement after it.
struct ExerciseTerms: Sendable {
    /// What an exercise is worth at a price of the underlying.
    enum Payout: Sendable {
        case call(strike: Double)
        case put(strike: Double)
        case straddle(callStrike: Double, putStrike: Double)
        case future(price: Double)

        func worth(at price: Double) -> Double {
            switch self {
            case .call(let strike): max(price - strike, 0)
            case .put(let strike): max(strike - price, 0)
            case .straddle(let call, let put): max(price - call, 0) + max(put - price, 0)
            case .future(let agreed): price - agreed
            }
        }

        /// A future is settled whatever it is worth, an option only if it is worth something.
        var binds: Bool {
            if case .future = self { true } else { false }
        }
    }

    var common: CommonTerms
    var maturity: Timestamp
    var payout: Payout
    /// The market object whose price decides.
    var underlying: String
    var settlementPeriod: Period
    /// The exercise, if it lies behind.
    var exerciseDate: Timestamp?
    var exerciseAmount: Double
    var allowsEarlyExercise: Bool

    init(_ reader: inout TermReader, payout: Payout, allowsEarlyExercise: Bool) {
        common = CommonTerms(&reader)
        maturity = reader.requiredTime("maturityDate")
        self.payout = payout
        self.allowsEarlyExercise = allowsEarlyExercise
        settlementPeriod = reader.period("settlementPeriod") ?? Period(0, .day)
        exerciseDate = reader.time("exerciseDate")
        exerciseAmount =
            exerciseDate == nil
            ? 0 : reader.requiredNumber("exerciseAmount", "is required where there is an exerciseDate")
        let references = reader.references(.underlying, pricesOnly: true)
        underlying = references.first?.market ?? ""
        if underlying.isEmpty, !reader.problems.contains(where: { $0.term == "contractStructure" }) {
            reader.note("contractStructure", "needs a reference in the role UDL with a marketObjectCode")
        }
    }

    func kernel(_ horizon: Horizon) -> any Kernel {
        var steps = Steps(common)
        steps.addCommon(horizon)
        let early = exerciseDate == nil && allowsEarlyExercise ? earlyExercise(horizon) : nil
        if let exercise = exerciseDate ?? early ?? Optional(maturity) {
            let time = common.businessDays.eventTime(exercise.adding(settlementPeriod))
            if exerciseDate == nil {
                if early == nil { steps.addFixed(.maturity, at: maturity) }
                steps.addFixed(.exercise, at: exercise)
            }
            steps.addFixed(.settlement, at: time)
        }
        return ExerciseKernel(terms: self, steps: steps.inOrder(horizon))
    }

    /// The first exercise observed up to the maturity, of the option or of its underlying.
    private func earlyExercise(_ horizon: Horizon) -> Timestamp? {
        horizon.events(of: common.contract, [.exercise]).first {
            $0.time > common.statusDate && $0.time <= maturity
        }?.time
    }
}

/// Walks an option or a future through its events.
struct ExerciseKernel: Kernel {
    var terms: ExerciseTerms
    var steps: [Step]

    func run(_ market: any MarketObserver, into events: inout [ContractEvent]) throws(MissingObservation) {
        let common = terms.common
        let shown = common.firstShown(in: steps)
        var date = terms.exerciseDate
        var amount = terms.exerciseAmount
        for (place, step) in steps.enumerated() {
            var payoff = common.trade(step).amount
            switch step.type {
            case .maturity:
                if date == nil, try worth(step, market) > 0 { date = step.time }
            case .exercise:
                amount = try worth(step, market)
                date = terms.payout.binds || amount > 0 ? step.time : nil
            case .settlement:
                payoff = common.sign * amount
                amount = 0
            default:
                break
            }
            guard place >= shown else { continue }
            if payoff != 0 { payoff *= try market.exchange(common, at: step.observation) }
            events.append(
                ContractEvent(
                    time: step.time, type: step.type, payoff: payoff,
                    currency: common.settlementCurrency ?? common.currency, exerciseAmount: amount,
                    exerciseDate: date))
        }
    }

    private func worth(_ step: Step, _ market: any MarketObserver) throws(MissingObservation) -> Double {
        terms.payout.worth(at: try market.require(terms.underlying, at: step.observation, for: terms.common.contract))
    }
}
