import Lanes

/// What a signed contract still promises its payee.
package struct SignedClaim: Sendable {
    let payer: Party
    let payee: Int
    /// Due within four quarters, all that is still to come, and the present value of what runs or starts soon.
    let comingYear: Row<Dollars>
    let remaining: Row<Dollars>
    let value: Row<Dollars>
    private let work: Work

    /// The stream that is added next, and its discounting: of use to one contract at a time.
    struct Work: Sendable {
        let quarterly, wait, length: Row<Scalar>
        /// A rate per quarter, the logarithm of 1 / (1 + rate), and powers of that.
        let rate, logarithm, annuity, delay: Row<Scalar>

        init(_ compiler: Compiler) {
            func row() -> Row<Scalar> { compiler.plan.scratch() }
            (quarterly, wait, length) = (row(), row(), row())
            (rate, logarithm, annuity, delay) = (row(), row(), row(), row())
        }
    }

    init(payer: Party, payee: Int, _ compiler: Compiler) {
        (self.payer, self.payee) = (payer, payee)
        comingYear = compiler.plan.scratch()
        remaining = compiler.plan.scratch()
        value = compiler.plan.scratch()
        work = compiler.signedWork
        compiler.signed.append(self)
    }

    /// Promises that start later than this many quarters ahead back no loan yet.
    static let horizon = 6.0

    /// Starts from nothing, at the payee's cost of capital per year, or at `standard` where it has none.
    func begin(rate yearly: Row<Scalar>?, standard: Double, _ block: Block) {
        for row in [comingYear, remaining, value] { block[row].fill(0, block.width) }
        let (rate, logarithm) = (block[work.rate], block[work.logarithm])
        rate.fill(quarterlyRate(standard), block.width)
        if let yearly {
            let yearly = block[yearly]
            for lane in 0..<block.width { rate[lane] = quarterlyRate(yearly[lane]) }
        }
        for lane in 0..<block.width { logarithm[lane] = 1 / (1 + rate[lane]) }
        fillLogarithms(from: logarithm, into: logarithm, count: block.width)
    }

    /// Adds a stream, lane by lane: so many dollars a quarter, 0 for none, that starts in `wait` quarters (0 for the next) and
    /// lasts `length`. Its value is that of `levelStreamValue`.
    func add(
        _ block: Block,
        _ stream: (_ quarterly: Column<Double>, _ wait: Column<Double>, _ length: Column<Double>) -> Void
    ) {
        let (quarterly, wait, length) = (block[work.quarterly], block[work.wait], block[work.length])
        stream(quarterly, wait, length)
        let (rate, logarithm) = (block[work.rate], block[work.logarithm])
        let (annuity, delay) = (block[work.annuity], block[work.delay])
        guard quarterly.hasAny(block.width) else { return }
        let (remaining, comingYear, value) = (block[remaining], block[comingYear], block[value])
        var (nearest, farthest) = (EightDoubles(repeating: .infinity), EightDoubles.zero)
        for group in 0..<block.width / 8 {
            let (length, wait, amount) = (length[eight: group], wait[eight: group], quarterly[eight: group])
            let owed = EightDoubles.zero.replacing(with: amount, where: (amount .> 0) .& (length .> 0))
            let ahead = (4 - wait).replacing(with: 0, where: wait .> 4)
            remaining[eight: group] += owed * length
            comingYear[eight: group] += owed * length.replacing(with: ahead, where: ahead .< length)
            annuity[eight: group] = length * logarithm[eight: group]
            delay[eight: group] = wait * logarithm[eight: group]
            nearest.replace(with: wait, where: wait .< nearest)
            farthest.replace(with: wait, where: wait .> farthest)
        }
        guard nearest.min() <= Self.horizon else { return }
        fillExponentials(from: annuity, into: annuity, count: block.width)
        // What has begun waits in no path.
        if farthest.max() > 0 {
            fillExponentials(from: delay, into: delay, count: block.width)
        } else {
            delay.fill(1, block.width)
        }
        for group in 0..<block.width / 8 {
            let (length, wait, amount) = (length[eight: group], wait[eight: group], quarterly[eight: group])
            let counts = (amount .> 0) .& (length .> 0) .& (wait .<= Self.horizon)
            let (rate, left) = (rate[eight: group], 1 - annuity[eight: group])
            let level = length.replacing(with: left / rate, where: rate .> 1e-9)
            let now = delay[eight: group].replacing(with: 1, where: wait .== 0)
            value[eight: group] += EightDoubles.zero.replacing(with: amount * (level * now), where: counts)
        }
    }
}
