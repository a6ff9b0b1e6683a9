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
        comingYear = compiler.plan.state()
        remaining = compiler.plan.state()
        value = compiler.plan.state()
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
        var isAnything = false
        for lane in 0..<block.width {
            annuity[lane] = length[lane] * logarithm[lane]
            delay[lane] = wait[lane] * logarithm[lane]
            isAnything = isAnything || quarterly[lane] > 0
        }
        guard isAnything else { return }
        fillExponentials(from: annuity, into: annuity, count: block.width)
        fillExponentials(from: delay, into: delay, count: block.width)
        let (remaining, comingYear, value) = (block[remaining], block[comingYear], block[value])
        for lane in 0..<block.width where quarterly[lane] > 0 && length[lane] > 0 {
            remaining[lane] += quarterly[lane] * length[lane]
            comingYear[lane] += quarterly[lane] * min(length[lane], max(0, 4 - wait[lane]))
            guard wait[lane] <= Self.horizon else { continue }
            let each = rate[lane] > 1e-9 ? (1 - annuity[lane]) / rate[lane] : length[lane]
            value[lane] += quarterly[lane] * (each * (wait[lane] == 0 ? 1 : delay[lane]))
        }
    }
}
