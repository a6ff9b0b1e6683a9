public import Calendar

/// A bond that pays a fixed coupon and its face at maturity.
public struct FixedRateBond: Sendable, Hashable {
    public let schedule: CouponSchedule
    /// Per year, as a plain number.
    public let coupon: Double
    public let face: Double
    public let dayCount: CouponDayCount
    /// Payments, rising: each coupon, then the face.
    public let payments: [BondPayment]

    /// - Parameter paymentConvention: how a payment moves that falls on a day without business.
    public init(
        schedule: CouponSchedule, coupon: Double, face: Double = 100, dayCount: CouponDayCount,
        paymentConvention: BusinessDayConvention = .following
    ) {
        self.schedule = schedule
        self.coupon = coupon
        self.face = face
        self.dayCount = dayCount
        var payments: [BondPayment] = []
        for period in 1..<schedule.days.count {
            let start = schedule.days[period - 1]
            let end = schedule.days[period]
            let reference = schedule.reference(of: period)
            let fraction = dayCount.fraction(from: start, to: end, period: reference)
            payments.append(
                BondPayment(
                    day: schedule.calendar.adjust(end, paymentConvention), amount: face * coupon * fraction,
                    period: BondPayment.Period(
                        start: start, end: end, referenceStart: reference.start, referenceEnd: reference.end)))
        }
        let last = schedule.days[schedule.days.count - 1]
        payments.append(
            BondPayment(day: schedule.calendar.adjust(last, paymentConvention), amount: face, period: nil))
        self.payments = payments
    }

    /// What is paid after a settlement day.
    public func payments(after settlement: Day) -> [BondPayment] {
        payments.filter { $0.day > settlement }
    }

    /// The day of the last payment on or before a settlement day, if any.
    public func previousPayment(at settlement: Day) -> Day? {
        payments.last { $0.day <= settlement }?.day
    }

    /// Interest earned since the last coupon, for 100 of face: what a buyer pays on top of the clean price.
    public func accrued(at settlement: Day) -> Double {
        guard let next = payments.first(where: { $0.day > settlement }) else { return 0 }
        var sum = 0.0
        for payment in payments where payment.day == next.day {
            guard let period = payment.period, settlement > period.start else { continue }
            sum +=
                coupon
                * dayCount.fraction(
                    from: period.start, to: min(settlement, period.end),
                    period: (period.referenceStart, period.referenceEnd))
        }
        return 100 * sum
    }
}

/// A payment of a bond; the face has no coupon period.
public struct BondPayment: Sendable, Hashable {
    public let day: Day
    public let amount: Double
    public let period: Period?

    /// What a coupon accrues over, and the regular period that this is part of.
    public struct Period: Sendable, Hashable {
        public let start: Day
        public let end: Day
        public let referenceStart: Day
        public let referenceEnd: Day
    }
}
