import Lanes
import Ledger
import Model

/// Who wants how much compute, who gets it, and what revenue it makes: part of stage Trade.
///
///     wanted  = volume x share x intensity / efficiency x (first rent / last rent)^e
///     served  = min(1, (own + contracted + spot) / wanted)
///     revenue = volume x price x collected share x served;  half of the unserved goes to rivals with room
///
/// Training gets what service leaves, up to `budget / rent`, and rents at spot what the budget pays for beyond that; what
/// neither uses is sublet.
struct Demand: Sendable {
    private let labs: [Lab]
    private let segments: [Segment]
    private let market: ComputeMarket?
    private let firstRent: Row<Scalar>
    /// H100-equivalents that labs want at spot, to serve and to train, and that they offer, for the market.
    private let wanted: Row<Scalar>
    private let trained: Row<Scalar>
    private let offered: Row<Scalar>

    init(_ compiler: Compiler) {
        labs = compiler.labs
        segments = compiler.segments
        market = compiler.market
        firstRent = compiler.scalar()
        wanted = compiler.demandWanted
        trained = compiler.demandTraining
        offered = compiler.demandOffered
    }

    func run(_ block: Block) {
        guard !labs.isEmpty else { return }
        let width = block.width
        for lab in labs { lab.gather(block) }
        var mean = [Double](repeating: 0, count: width)
        for lab in labs {
            let training = block[lab.rows.training.previous]
            for lane in 0..<width { mean[lane] += training[lane] / Double(labs.count) }
        }
        for lab in labs { lab.improve(block, meanTraining: mean) }
        let rent = market.map { block[$0.price] }
        if block.quarter == 0, let rent {
            let first = block[firstRent]
            for lane in 0..<width { first[lane] = rent[lane] }
        }
        for segment in segments {
            segment.choose(block, labs)
            segment.price(block, rent: rent)
        }
        for lane in 0..<width { share(block, lane) }
    }

    /// Serves one lane's customers with one lane's compute.
    private func share(_ block: Block, _ lane: Int) {
        var need = [Double](repeating: 0, count: labs.count)
        var units = segments.map { [Double](repeating: 0, count: $0.suppliers.count) }
        var each = [Double](repeating: 0, count: segments.count)
        for (index, segment) in segments.enumerated() {
            let (volume, compute) = demand(segment, block, lane)
            each[index] = compute
            for (number, supplier) in segment.suppliers.enumerated() {
                units[index][number] = volume * block[supplier.share][lane]
                need[supplier.lab] += units[index][number] * compute
            }
        }
        var (room, served) = (need, need)
        for lab in labs { (room[lab.index], served[lab.index]) = serve(lab, need[lab.index], block, lane) }
        var taken = [Double](repeating: 0, count: labs.count)
        for (index, segment) in segments.enumerated() {
            passOn(segment, &units[index], each[index], served, &room, &taken, block, lane)
        }
        for lab in labs { train(lab, used: need[lab.index] * served[lab.index] + taken[lab.index], block, lane) }
    }

    /// Units wanted this quarter, and H100-equivalents that each takes for the quarter.
    private func demand(_ segment: Segment, _ block: Block, _ lane: Int) -> (volume: Double, compute: Double) {
        var volume = block[segment.inputs.volume][lane]
        let e = block[segment.inputs.elasticity][lane]
        if let market, e > 0, block.quarter > 0 {
            let (first, last) = (block[firstRent][lane], block[market.lastPrice.previous][lane])
            if first > 0 && last > 0 { volume *= exponential(e * naturalLogarithm(first / last)) }
        }
        return (volume, block[segment.inputs.intensity][lane] / block[segment.inputs.efficiency][lane] / 2_190)
    }

    /// What a lab can serve of what is asked of it: own and contracted compute, then spot as far as the market had it.
    private func serve(_ lab: Lab, _ need: Double, _ block: Block, _ lane: Int) -> (room: Double, served: Double) {
        let fixed = block[lab.rows.fixed][lane]
        let isAlive = block[lab.party.rows.state][lane] < PartyState.grace.rawValue
        var rented = 0.0
        if need > fixed, isAlive, let market {
            let asked = min(need - fixed, block[lab.inputs.spotLimit][lane])
            block[wanted][lane] += asked
            rented = asked * market.availability(block, lane)
            block[lab.rows.spotCost][lane] = rented * block[market.price][lane] * 2_190
        } else {
            block[lab.rows.spotCost][lane] = 0
        }
        block[lab.rows.rented][lane] = rented
        block[lab.rows.wanted][lane] = need
        let has = fixed + rented
        block[lab.rows.obtained][lane] = has
        let served = need > 0 ? min(1, has / need) : 1
        block[lab.rows.served][lane] = served
        return (max(0, has - need), served)
    }

    /// Half of what a lab cannot serve goes to rivals with room; then revenue is what was served.
    private func passOn(
        _ segment: Segment, _ units: inout [Double], _ each: Double, _ served: [Double], _ room: inout [Double],
        _ taken: inout [Double], _ block: Block, _ lane: Int
    ) {
        var lost = 0.0
        var got = [Double](repeating: 0, count: units.count)
        for (number, supplier) in segment.suppliers.enumerated() {
            got[number] = units[number] * served[supplier.lab]
            lost += 0.5 * (units[number] - got[number])
        }
        let free = segment.suppliers.reduce(0) { $0 + room[$1.lab] }
        if lost > 0, free > 0, each > 0 {
            let moved = min(lost, free / each)
            for (number, supplier) in segment.suppliers.enumerated() {
                let part = moved * room[supplier.lab] / free
                got[number] += part
                taken[supplier.lab] += part * each
            }
            for supplier in segment.suppliers { room[supplier.lab] *= 1 - min(1, moved * each / free) }
        }
        let wanted = units.reduce(0, +)
        let collected = block[segment.inputs.collected][lane] * (1 - block[segment.inputs.free][lane])
        var revenue = 0.0
        for (number, supplier) in segment.suppliers.enumerated() {
            let price = block[segment.rows.price][lane] * (1 + markup(segment, supplier, block, lane))
            block[supplier.revenue][lane] = got[number] * price * collected
            revenue += block[supplier.revenue][lane]
        }
        block[segment.rows.revenue][lane] = revenue
        block[segment.rows.served][lane] = wanted > 0 ? got.reduce(0, +) / wanted : 1
    }

    /// Only a lead in quality beyond the threshold earns a markup.
    private func markup(_ segment: Segment, _ supplier: Segment.Supplier, _ block: Block, _ lane: Int) -> Double {
        let own = block[labs[supplier.lab].rows.quality][lane]
        let rivals = segment.suppliers.filter { $0.lab != supplier.lab }
        let next = rivals.map { block[labs[$0.lab].rows.quality][lane] }.max() ?? own
        return own - next > block[segment.inputs.threshold][lane] ? block[segment.inputs.markup][lane] : 0
    }

    /// Training takes what service leaves, up to its budget, which answers a rival's lead; the rest is sublet. What the
    /// budget pays for beyond that is rented, as far as the market has it, unless money lacked last quarter.
    private func train(_ lab: Lab, used: Double, _ block: Block, _ lane: Int) {
        let obtained = block[lab.rows.obtained][lane]
        // What rounding leaves trains no model.
        let left = obtained - used > 1e-9 * obtained ? obtained - used : 0
        let raised = max(0, block[lab.party.credit.raised.previous][lane])
        let yearly = Double(max(0, block[lab.party.credit.revenue.previous][lane])) / 100
        var budget = yearly / 4 * block[lab.inputs.trainingShare][lane] + raised * block[lab.inputs.equityShare][lane]
        let best = labs.map { block[$0.rows.quality][lane] }.max() ?? 0
        budget *= exponential(block[lab.inputs.rivalry][lane] * min(2, best - block[lab.rows.quality][lane]))
        let spare = Double(block[lab.party.rows.cash][lane]) / 100 - block[lab.party.rows.minimumCash][lane]
        budget += max(0, spare) * block[lab.inputs.cashShare][lane]
        let rent = market.map { block[$0.price][lane] } ?? 0
        let price = market.map { $0.trainingPrice(block, lane) } ?? 0
        let affordable = price > 0 ? budget / (price * 2_190) : left
        let training = min(left, affordable)
        let rented = hire(lab, affordable - left, price, block, lane)
        block[lab.rows.training][lane] = training + rented
        let free = (left - training) * block[lab.inputs.sublet][lane]
        block[lab.rows.unused][lane] = left - training
        block[offered][lane] += free
        let use = market.map { block[$0.lastUtilisation.previous][lane] } ?? 0
        block[lab.rows.subletRevenue][lane] = free * rent * 2_190 * (block.quarter == 0 ? 0 : use)
    }

    /// H100-equivalents that a lab rents to train.
    private func hire(_ lab: Lab, _ lacking: Double, _ price: Double, _ block: Block, _ lane: Int) -> Double {
        guard lacking > 0, let market, block[lab.party.rows.state][lane] < PartyState.grace.rawValue,
            block[lab.party.rows.unmetNeed.previous][lane] == 0
        else { return 0 }
        let asked = min(lacking, block[lab.inputs.trainingSpot][lane])
        block[trained][lane] += asked
        let rented = asked * market.trainingAvailability(block, lane)
        block[lab.rows.spotCost][lane] += rented * price * 2_190
        block[lab.rows.rented][lane] += rented
        block[lab.rows.obtained][lane] += rented
        return rented
    }

    func owe(_ block: Block) {
        for lab in labs { lab.owe(block) }
        for segment in segments { segment.owe(block) }
    }
}
