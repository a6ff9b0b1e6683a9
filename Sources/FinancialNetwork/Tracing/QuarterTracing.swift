/// Where each party's money came from, quarter by quarter, when payments within a quarter are simultaneous.
///
/// Money has a colour. A party's pool in a quarter is its cash at the opening, what comes from outside and what other
/// parties pay; all of it is mixed, and what it pays or keeps has the colours of the mix. Two colourings are usual:
///
/// - By *origin*: what comes from outside has the colour of its outside sector, for good (`recoloursFinancing` false).
/// - By *last financier*: besides, money handed out as financing takes the colour of the party that hands it out.
///
/// Shares of a pool are zero or more and sum to one. Money that went round among parties none of which had any from
/// elsewhere has no colour to take: it gets the last one, `unfunded`.
public struct QuarterTracing: Sendable {
    /// A payment between parties.
    public struct Payment: Sendable, Hashable {
        /// The payer, 0-based.
        public var from: Int
        /// The payee, 0-based.
        public var to: Int
        /// How much, zero or more.
        public var amount: Double
        /// Whether this is a loan, investment, prepayment or guarantee payment.
        public var isFinancing: Bool

        /// A payment of a quarter; no financing unless told otherwise. `quarter` traps where it is wrong.
        public init(from: Int, to: Int, amount: Double, isFinancing: Bool = false) {
            self.from = from
            self.to = to
            self.amount = amount
            self.isFinancing = isFinancing
        }
    }

    /// Money from outside.
    public struct Inflow: Sendable, Hashable {
        /// The payee, 0-based.
        public var to: Int
        /// How much, zero or more.
        public var amount: Double
        /// Its colour, below `colours`.
        public var colour: Int

        /// Money of a colour that comes to a party from outside. `quarter` traps where it is wrong.
        public init(to: Int, amount: Double, colour: Int) {
            self.to = to
            self.amount = amount
            self.colour = colour
        }
    }

    /// The number of parties.
    public let parties: Int
    /// The number of colours that outside money, opening cash and financiers can have.
    public let colours: Int
    /// The colour of money handed out by each party as financing; nil where financing keeps its colours.
    public let financierColour: [Int]?
    /// The colour of money that came from nowhere else: the last.
    public var unfunded: Int { colours }
    /// What each party holds.
    public private(set) var cash: [Double]
    /// The share of each colour in what each party holds: first index party, second colour, `unfunded` last.
    public private(set) var shares: [[Double]]

    /// Opens the pools.
    ///
    /// Traps if lengths or colours disagree, or if cash is negative.
    /// - Parameters:
    ///   - colours: How many colours there are.
    ///   - openingCash: What each party holds.
    ///   - openingColour: Its colour.
    ///   - financierColour: The colour that each party gives to money it hands out as financing; nil to trace by origin.
    public init(colours: Int, openingCash: [Double], openingColour: [Int], financierColour: [Int]? = nil) {
        precondition(openingColour.count == openingCash.count, "one colour per party")
        precondition(openingCash.allSatisfy { $0 >= 0 }, "cash is not negative")
        parties = openingCash.count
        self.colours = colours
        self.financierColour = financierColour
        cash = openingCash
        shares = openingColour.map { colour in
            var row = [Double](repeating: 0, count: colours + 1)
            row[colour] = 1
            return row
        }
    }

    /// The mix of each party's pool in one quarter.
    public struct Mix: Sendable {
        /// All that each party had or got.
        public internal(set) var pool: [Double]
        /// The share of each colour in it: first index party, second colour. Receipts from a party have these shares,
        /// but for financing that takes a colour.
        public internal(set) var shares: [[Double]]
    }

    /// Traces one quarter and moves on to the next.
    ///
    /// Every pool solves `T_i s_i = opening + inflows + sum over payers j of F_ji s_j`, one linear system for all
    /// colours. Traps for negative amounts or unknown parties. A payer that pays out more than its pool is left with
    /// no cash.
    public mutating func quarter(payments: [Payment], inflows: [Inflow], outflows: [Double]) -> Mix {
        precondition(outflows.count == parties, "one outflow per party")
        var pool = cash
        var brought = (0..<parties).map { party in shares[party].map { $0 * cash[party] } }
        for inflow in inflows {
            precondition(inflow.amount >= 0, "an inflow is not negative")
            pool[inflow.to] += inflow.amount
            brought[inflow.to][inflow.colour] += inflow.amount
        }
        var mixed: [Payment] = []
        var spent = outflows
        for payment in payments where payment.amount != 0 {
            precondition(payment.amount > 0, "a payment is not negative")
            pool[payment.to] += payment.amount
            spent[payment.from] += payment.amount
            if payment.isFinancing, let financierColour {
                brought[payment.to][financierColour[payment.from]] += payment.amount
            } else {
                mixed.append(payment)
            }
        }
        let mix = Mix(pool: pool, shares: solve(pool, brought, mixed))
        for party in 0..<parties { cash[party] = max(0, pool[party] - spent[party]) }
        shares = mix.shares
        return mix
    }

    /// Shares of every pool from what is brought to it and what mixed payments add.
    private func solve(_ pool: [Double], _ brought: [[Double]], _ payments: [Payment]) -> [[Double]] {
        let hasColour = coloured(brought, payments)
        var matrix = SquareMatrix.identity(parties)
        for payment in payments where hasColour[payment.from] && hasColour[payment.to] {
            matrix[payment.to, payment.from] -= payment.amount / pool[payment.to]
        }
        let solvable = matrix.invert(smallestPivot: 1e-300)
        return (0..<parties).map { party in
            var row = [Double](repeating: 0, count: colours + 1)
            if solvable, hasColour[party] {
                for other in 0..<parties where hasColour[other] && matrix[party, other] > 0 {
                    let weight = matrix[party, other] / pool[other]
                    for colour in row.indices { row[colour] += weight * brought[other][colour] }
                }
            }
            let sum = row.reduce(0, +)
            if sum < 1 - 1e-6 {
                row[unfunded] += 1 - sum
            } else {
                for colour in row.indices { row[colour] /= sum }
            }
            return row
        }
    }

    /// Which pools get money of some colour, directly or by way of others.
    private func coloured(_ brought: [[Double]], _ payments: [Payment]) -> [Bool] {
        var reached = brought.map { $0.contains { $0 > 0 } }
        var changed = true
        while changed {
            changed = false
            for payment in payments where reached[payment.from] && !reached[payment.to] {
                reached[payment.to] = true
                changed = true
            }
        }
        return reached
    }
}
