import Calendar
import Lanes
import Model

/// One step of a contract's ramp: a slot that is dormant until its equipment runs.
struct Tranche: Sendable {
    enum State {
        static let dormant: Int64 = 0
        static let live: Int64 = 1
        static let renewed: Int64 = 2
        static let ended: Int64 = 3
        /// The customer has walked away past the long-stop date.
        static let lost: Int64 = 4
        /// Not started when the seller failed.
        static let void: Int64 = 5
    }

    let number: Int
    let start: Int
    let load: Double
    let state: Row<Whole>
    /// Quarters left, this one included.
    let remaining: Row<Whole>
    /// Quarters that it is late.
    let late: Row<Whole>
    /// Price in force per megawatt-year, in dollars; before the start, unused.
    let price: Row<Dollars>
    /// IT megawatts that it gets this quarter.
    let served: Row<Megawatts>
    /// 1 in the quarter in which it is lost: its share of the prepayment falls due.
    let lostNow: Row<Whole>
    /// Quarters since its customer left.
    private let since: Row<Whole>

    init(_ record: Record, number: Int, _ path: String, _ compiler: Compiler) {
        self.number = number
        start = compiler.horizonOffset(record.quarter("start"), at: record.place)
        load = compiler.constant(record, "load")
        state = compiler.whole()
        remaining = compiler.plan.scratch()
        late = compiler.plan.scratch()
        price = compiler.plan.scratch()
        served = compiler.plan.scratch()
        lostNow = compiler.plan.scratch()
        since = compiler.plan.scratch()
        compiler.mark(
            path, state,
            [
                State.live: "tranche \(number + 1) of \(load) MW starts",
                State.renewed: "tranche \(number + 1) is renewed at a new price",
                State.ended: "tranche \(number + 1) ends; its capacity goes to the spot market",
                State.void: "tranche \(number + 1) never starts: the seller has failed",
                State.lost: "the customer walks away from tranche \(number + 1): past the long-stop date",
            ])
    }

    /// Whether it cannot have started yet: it is dormant in every path, or void.
    func isAhead(_ block: Block) -> Bool { block.quarter < start }

    func deliver(_ block: Block, _ contract: ComputeContract) {
        let width = block.width
        guard !isAhead(block) else {
            // Its capacity is promised, and that is all.
            let (state, ended, taken) = (block[state], block[contract.rows.ended], block[contract.rows.taken])
            let promised = block[contract.site.rows.promised]
            for lane in 0..<width {
                promised[lane] += state[lane] == State.dormant && ended[lane] == 0 ? load * taken[lane] : 0
            }
            return
        }
        let (state, remaining, late) = (block[state], block[remaining], block[late])
        let (served, lostNow, price) = (block[served], block[lostNow], block[self.price])
        let (total, unsold) = (block[contract.rows.served], block[contract.site.rows.unsold])
        let (seller, ended) = (block[contract.seller.rows.state], block[contract.rows.ended])
        let (base, rise) = (block[contract.price], block[contract.escalator])
        let (acceptance, taken) = (block[contract.inputs.acceptance], block[contract.rows.taken])
        let promised = block[contract.site.rows.promised]
        contract.renewal.decide(block, contract, self)
        for lane in 0..<width {
            lostNow[lane] = 0
            // Power and halls may shrink: what is live gets what is there.
            let room = unsold[lane] - total[lane]
            let load = load * taken[lane]
            let isLive = state[lane] == State.live || state[lane] == State.renewed
            if isLive {
                served[lane] = room < load ? (room > 0 ? room : 0) : load
            } else if state[lane] == State.dormant && block.quarter >= start && ended[lane] == 0
                && seller[lane] < PartyState.defaulted.rawValue
            {
                if room >= load * acceptance[lane] * (1 - 1e-9) {
                    state[lane] = State.live
                    remaining[lane] = contract.terms.term
                    price[lane] = base[lane]
                    served[lane] = room < load ? room : load
                    late[lane] = 0
                } else {
                    served[lane] = 0
                    late[lane] += 1
                    if late[lane] > contract.terms.longStop {
                        state[lane] = State.lost
                        lostNow[lane] = 1
                        late[lane] = 0
                    }
                }
            } else {
                served[lane] = 0
            }
            if state[lane] == State.dormant && ended[lane] == 0 { promised[lane] += load }
            total[lane] += served[lane]
            let isNew = state[lane] == State.renewed && remaining[lane] == contract.renewal.term
            if isLive && !isNew { price[lane] *= block.quarter % 4 == start % 4 ? 1 + rise[lane] : 1 }
        }
        stand(block, contract)
        let (isLate, lostCause) = (block[contract.rows.late], block[contract.rows.notRenewed])
        for lane in 0..<width {
            isLate[lane] = late[lane] > 0 || state[lane] == State.lost ? 1 : isLate[lane]
            lostCause[lane] = state[lane] == State.ended ? 1 : lostCause[lane]
        }
    }

    /// What a customer has left stands idle until others can have it.
    private func stand(_ block: Block, _ contract: ComputeContract) {
        let (state, since, vacancy) = (block[state], block[since], block[contract.inputs.vacancy])
        let (vacant, ended) = (block[contract.rows.vacant], block[contract.rows.ended])
        for lane in 0..<block.width {
            let wasLive = state[lane] == State.live || state[lane] == State.renewed
            let hasLeft = state[lane] == State.ended || (wasLive && ended[lane] != 0)
            since[lane] = hasLeft ? since[lane] + 1 : 0
            let share = hasLeft ? vacancy[lane] - Double(since[lane] - 1) : 0
            vacant[lane] += share > 0 ? load * (share < 1 ? share : 1) : 0
        }
    }

    /// Counts the term down; a seller in default starts nothing more.
    func settle(_ block: Block, _ contract: ComputeContract) {
        let (state, remaining) = (block[state], block[remaining])
        let enters = block[contract.seller.rows.enters]
        for lane in 0..<block.width {
            if state[lane] == State.live || state[lane] == State.renewed { remaining[lane] -= 1 }
            if enters[lane] != 0 && state[lane] == State.dormant { state[lane] = State.void }
        }
    }

    /// Adds what the tranche holds of its site to the site's sums.
    func weigh(_ block: Block, _ site: Site, ended: Column<Int64>) {
        guard !isAhead(block) else { return }
        let (served, remaining, price) = (block[served], block[remaining], block[price])
        let sums = site.rows.contracted
        let (share, left, mean) = (block[sums.share], block[sums.quarters], block[sums.price])
        let running = block[site.rows.running]
        for lane in 0..<block.width where running[lane] > 0 && ended[lane] == 0 {
            let weight = served[lane] / running[lane]
            share[lane] += weight
            left[lane] += weight * Double(remaining[lane])
            mean[lane] += weight * price[lane]
        }
    }
}
