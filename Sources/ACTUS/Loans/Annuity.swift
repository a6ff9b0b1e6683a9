import Calendar

/// The dates of an annuity's instalments, and the payment that brings its principal to zero at the last of them.
struct Annuity: Sendable {
    private let days: [Day]
    /// Fractions of a year from each day to the next.
    private let fractions: [Double]
    private let dayCount: DayCount

    /// Instalments on ascending days.
    init(days: [Day], dayCount: DayCount) {
        self.days = days
        self.dayCount = dayCount
        var count = days.first.map { DayCount.Walk(dayCount, from: $0) }
        fractions = days.dropFirst().map { count?.fraction(to: $0) ?? 0 }
    }

    /// The level payment of principal and interest from the first instalment after a day.
    ///
    /// The annuity amount function of technical specification section 3.8, with the interest up to the first
    /// instalment added to what is to be repaid: no interest accrues on interest before that.
    func payment(after day: Day, principal: Double, accrued: Double, rate: Double) -> Double {
        guard let first = days.firstIndex(where: { $0 > day }) else { return principal + accrued }
        let due = principal + accrued + principal * rate * dayCount.fraction(from: day, to: days[first])
        var growth = 1.0
        var sum = 0.0
        for place in (first..<(days.count - 1)).reversed() {
            growth *= 1 + rate * fractions[place]
            sum += growth
        }
        return due * growth / (1 + sum)
    }
}
