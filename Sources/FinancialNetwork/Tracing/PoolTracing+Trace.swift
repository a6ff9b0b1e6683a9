extension PoolTracing {
    /// What came back, in numbers of one kind: `Double`, or exact `Fraction`.
    public struct Trace<Number: Sendable & Hashable>: Sendable, Hashable {
        /// One revenue posting of the origin.
        public struct Receipt: Sendable, Hashable {
            /// Its period.
            public internal(set) var time: Int
            /// Its amount.
            public internal(set) var revenue: Number
            /// The part that had left the origin before.
            public internal(set) var own: Number
            /// Of that, what had left in the same period.
            public internal(set) var samePeriod: Number
            /// Of that, what had left in an earlier period.
            public internal(set) var earlier: Number
        }
        /// Every revenue posting of the origin, in order.
        public internal(set) var receipts: [Receipt]
        /// All revenue of the origin.
        public internal(set) var revenue: Number
        /// All of it that had left the origin before.
        public internal(set) var own: Number
        /// `own` over `revenue`; nil without revenue.
        public internal(set) var share: Number?
        /// What each party holds at the end.
        public internal(set) var closingPool: [Number]
        /// How much of that is dyed and not older than the horizon.
        public internal(set) var outstanding: [Number]
    }

    /// Follows the money in floating point.
    public func trace() -> Trace<Double> {
        follow {
            $0
        } isZero: {
            $0 <= 0
        }
    }

    /// Follows the money in exact fractions, which grow with every posting: for some hundreds of postings.
    public func traceExactly() -> Trace<Fraction> {
        let zero = Fraction(0)
        return follow {
            Fraction($0)
        } isZero: {
            $0 <= zero
        }
    }

    private func follow<Number: Traceable>(
        _ number: (Double) -> Number, isZero: (Number) -> Bool
    ) -> Trace<Number> {
        let zero = number(0)
        var pool = openingCash.map(number)
        // Dye in each pool, by the time at which it left the origin, earliest first.
        var dye = [[(time: Int, amount: Number)]](repeating: [], count: pool.count)
        var trace = Trace<Number>(
            receipts: [], revenue: zero, own: zero, share: nil, closingPool: [], outstanding: [])
        for posting in postings {
            let amount = number(posting.amount)
            var carried: [(time: Int, amount: Number)] = []
            if posting.from == origin {
                carried = [(posting.time, amount)]
            } else if posting.from >= 0, !isZero(pool[posting.from]) {
                let share = amount / pool[posting.from]
                for index in dye[posting.from].indices {
                    let part = dye[posting.from][index].amount * share
                    carried.append((dye[posting.from][index].time, part))
                    dye[posting.from][index].amount = dye[posting.from][index].amount - part
                }
            }
            if posting.from >= 0 { pool[posting.from] = pool[posting.from] - amount }
            if posting.to < 0 { continue }
            pool[posting.to] = pool[posting.to] + amount
            if posting.to != origin {
                Self.mix(carried, into: &dye[posting.to])
            } else if posting.kind == .revenue {
                let fresh = carried.filter { isFresh($0.time, at: posting.time) }
                let same = fresh.filter { $0.time == posting.time }.reduce(zero) { $0 + $1.amount }
                let earlier = fresh.filter { $0.time != posting.time }.reduce(zero) { $0 + $1.amount }
                trace.receipts.append(
                    .init(time: posting.time, revenue: amount, own: same + earlier, samePeriod: same, earlier: earlier))
                trace.revenue = trace.revenue + amount
                trace.own = trace.own + same + earlier
            }
        }
        if !isZero(trace.revenue) { trace.share = trace.own / trace.revenue }
        let end = postings.last?.time ?? 0
        trace.closingPool = pool
        trace.outstanding = dye.map { $0.filter { isFresh($0.time, at: end) }.reduce(zero) { $0 + $1.amount } }
        return trace
    }

    /// Whether dye of one time still counts at another.
    private func isFresh(_ time: Int, at now: Int) -> Bool { horizon.map { now - time <= $0 } ?? true }

    /// Adds dye to a pool. Both lists are in order of time.
    private static func mix<Number: Traceable>(
        _ carried: [(time: Int, amount: Number)], into pool: inout [(time: Int, amount: Number)]
    ) {
        for part in carried {
            if let index = pool.firstIndex(where: { $0.time >= part.time }) {
                if pool[index].time == part.time {
                    pool[index].amount = pool[index].amount + part.amount
                } else {
                    pool.insert(part, at: index)
                }
            } else {
                pool.append(part)
            }
        }
    }
}

/// The arithmetic that tracing needs.
protocol Traceable: Sendable, Hashable {
    static func + (left: Self, right: Self) -> Self
    static func - (left: Self, right: Self) -> Self
    static func * (left: Self, right: Self) -> Self
    static func / (left: Self, right: Self) -> Self
}

extension Double: Traceable {}
extension Fraction: Traceable {}
