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
    /// The best quality of all labs; room to compute with.
    private let best, work: Row<Scalar>

    init(_ compiler: Compiler) {
        labs = compiler.labs
        segments = compiler.segments
        market = compiler.market
        firstRent = compiler.scalar()
        wanted = compiler.demandWanted
        trained = compiler.demandTraining
        offered = compiler.demandOffered
        best = compiler.plan.scratch()
        work = compiler.plan.scratch()
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
        for lab in labs {
            for row in [lab.rows.wanted, lab.rows.taken] { block[row].fill(0, width) }
        }
        for segment in segments { want(segment, block) }
        for lab in labs { serve(lab, block) }
        for segment in segments {
            passOn(segment, block)
            sell(segment, block)
        }
        let best = block[best]
        for (number, lab) in labs.enumerated() {
            let quality = block[lab.rows.quality]
            for lane in 0..<width {
                best[lane] = number == 0 || best[lane] < quality[lane] ? quality[lane] : best[lane]
            }
        }
        for lab in labs { train(lab, block) }
    }

    /// Units wanted this quarter, by lab, and the H100-equivalents that they take.
    private func want(_ segment: Segment, _ block: Block) {
        let width = block.width
        let (volume, compute) = (block[segment.rows.volume], block[segment.rows.compute])
        let (asked, e) = (block[segment.inputs.volume], block[segment.inputs.elasticity])
        let (intensity, efficiency) = (block[segment.inputs.intensity], block[segment.inputs.efficiency])
        for lane in 0..<width {
            volume[lane] = asked[lane]
            compute[lane] = intensity[lane] / efficiency[lane] / 2_190
        }
        if let market, block.quarter > 0 {
            let (first, last) = (block[firstRent], block[market.lastPrice.previous])
            let response = block[work]
            for lane in 0..<width { response[lane] = first[lane] / last[lane] }
            fillLogarithms(from: response, into: response, count: width)
            for lane in 0..<width { response[lane] *= e[lane] }
            fillExponentials(from: response, into: response, count: width)
            for lane in 0..<width where e[lane] > 0 && first[lane] > 0 && last[lane] > 0 {
                volume[lane] *= response[lane]
            }
        }
        for supplier in segment.suppliers {
            let (wanted, share) = (block[supplier.wanted], block[supplier.share])
            let need = block[labs[supplier.lab].rows.wanted]
            for lane in 0..<width {
                wanted[lane] = volume[lane] * share[lane]
                need[lane] += wanted[lane] * compute[lane]
            }
        }
    }

    /// What a lab can serve of what is asked of it: own and contracted compute, then spot as far as the market had it.
    private func serve(_ lab: Lab, _ block: Block) {
        let width = block.width
        let (need, fixed, room) = (block[lab.rows.wanted], block[lab.rows.fixed], block[lab.rows.room])
        let (rented, obtained, served) = (block[lab.rows.rented], block[lab.rows.obtained], block[lab.rows.served])
        rented.fill(0, width)
        block[lab.rows.spotCost].fill(0, width)
        if let market {
            let (state, limit) = (block[lab.party.rows.state], block[lab.inputs.spotLimit])
            let (cost, price, wanted) = (block[lab.rows.spotCost], block[market.price], block[wanted])
            let available = market.availability(block)
            for lane in 0..<width where need[lane] > fixed[lane] && state[lane] < PartyState.grace.rawValue {
                let asked = min(need[lane] - fixed[lane], limit[lane])
                wanted[lane] += asked
                rented[lane] = asked * (available?[lane] ?? 1)
                cost[lane] = rented[lane] * price[lane] * 2_190
            }
        }
        for lane in 0..<width {
            obtained[lane] = fixed[lane] + rented[lane]
            served[lane] = need[lane] > 0 ? min(1, obtained[lane] / need[lane]) : 1
            room[lane] = max(0, obtained[lane] - need[lane])
        }
    }

    /// Half of what a lab cannot serve goes to rivals with room.
    private func passOn(_ segment: Segment, _ block: Block) {
        let width = block.width
        let (compute, moved) = (block[segment.rows.compute], block[segment.rows.work])
        let (lost, free) = (block[segment.rows.other], block[segment.rows.sum])
        lost.fill(0, width)
        free.fill(0, width)
        for supplier in segment.suppliers {
            let lab = labs[supplier.lab]
            let (wanted, got) = (block[supplier.wanted], block[supplier.got])
            let (served, room) = (block[lab.rows.served], block[lab.rows.room])
            for lane in 0..<width {
                got[lane] = wanted[lane] * served[lane]
                lost[lane] += 0.5 * (wanted[lane] - got[lane])
                free[lane] += room[lane]
            }
        }
        for lane in 0..<width {
            let isMoving = lost[lane] > 0 && free[lane] > 0 && compute[lane] > 0
            moved[lane] = isMoving ? min(lost[lane], free[lane] / compute[lane]) : 0
        }
        for supplier in segment.suppliers {
            let (room, taken) = (block[labs[supplier.lab].rows.room], block[labs[supplier.lab].rows.taken])
            let got = block[supplier.got]
            for lane in 0..<width where moved[lane] > 0 {
                let part = moved[lane] * room[lane] / free[lane]
                got[lane] += part
                taken[lane] += part * compute[lane]
            }
        }
        for supplier in segment.suppliers {
            let room = block[labs[supplier.lab].rows.room]
            for lane in 0..<width where moved[lane] > 0 {
                room[lane] *= 1 - min(1, moved[lane] * compute[lane] / free[lane])
            }
        }
    }

    /// Revenue is what was served.
    private func sell(_ segment: Segment, _ block: Block) {
        let width = block.width
        let (list, paid, gratis) = (
            block[segment.rows.price], block[segment.inputs.collected], block[segment.inputs.free]
        )
        let (revenue, served) = (block[segment.rows.revenue], block[segment.rows.served])
        let (wanted, next) = (block[segment.rows.other], block[segment.rows.work])
        let (threshold, markup) = (block[segment.inputs.threshold], block[segment.inputs.markup])
        for column in [revenue, served, wanted] { column.fill(0, width) }
        for supplier in segment.suppliers {
            let (units, got, earned) = (block[supplier.wanted], block[supplier.got], block[supplier.revenue])
            let quality = block[labs[supplier.lab].rows.quality]
            findBestRival(of: supplier, in: segment, into: next, block)
            for lane in 0..<width {
                // Only a lead in quality beyond the threshold earns a markup.
                let added = quality[lane] - next[lane] > threshold[lane] ? markup[lane] : 0
                earned[lane] = got[lane] * (list[lane] * (1 + added)) * (paid[lane] * (1 - gratis[lane]))
                revenue[lane] += earned[lane]
                wanted[lane] += units[lane]
                served[lane] += got[lane]
            }
        }
        for lane in 0..<width { served[lane] = wanted[lane] > 0 ? served[lane] / wanted[lane] : 1 }
    }

    /// The quality of the best other supplier; its own where there is none.
    private func findBestRival(
        of supplier: Segment.Supplier, in segment: Segment, into next: Column<Double>, _ block: Block
    ) {
        let rivals = segment.suppliers.filter { $0.lab != supplier.lab }
        let first = block[labs[rivals.first?.lab ?? supplier.lab].rows.quality]
        for lane in 0..<block.width { next[lane] = first[lane] }
        for rival in rivals.dropFirst() {
            let quality = block[labs[rival.lab].rows.quality]
            for lane in 0..<block.width { next[lane] = next[lane] < quality[lane] ? quality[lane] : next[lane] }
        }
    }

    /// Training takes what service leaves, up to its budget, which answers a rival's lead; the rest is sublet. What the
    /// budget pays for beyond that is rented, as far as the market has it, unless money lacked last quarter.
    private func train(_ lab: Lab, _ block: Block) {
        let width = block.width
        let budget = block[work]
        findBudget(of: lab, into: budget, block)
        let (need, served, taken) = (block[lab.rows.wanted], block[lab.rows.served], block[lab.rows.taken])
        let (obtained, training, unused) = (
            block[lab.rows.obtained], block[lab.rows.training], block[lab.rows.unused]
        )
        let idle = block[lab.party.rows.idleCompute]
        let (sublet, revenue, offered) = (block[lab.inputs.sublet], block[lab.rows.subletRevenue], block[offered])
        let (rent, price) = (market.map { block[$0.price] }, market.map { block[$0.trainingPrice] })
        let use = block.quarter == 0 ? nil : market.map { block[$0.lastUtilisation.previous] }
        for lane in 0..<width {
            let used = need[lane] * served[lane] + taken[lane]
            let rest = obtained[lane] - used
            // What rounding leaves trains no model.
            let left = rest > 1e-9 * obtained[lane] ? rest : 0
            let price = price?[lane] ?? 0
            let affordable = price > 0 ? budget[lane] / (price * 2_190) : left
            training[lane] = min(left, affordable)
            unused[lane] = left - training[lane]
            idle[lane] = unused[lane]
            // From here on what the budget pays for beyond what is there.
            budget[lane] = affordable - left
            let free = unused[lane] * sublet[lane]
            offered[lane] += free
            revenue[lane] = free * (rent?[lane] ?? 0) * 2_190 * (use?[lane] ?? 1)
        }
        hire(lab, lacking: budget, block)
    }

    /// What a lab spends on training in the quarter, in dollars.
    private func findBudget(of lab: Lab, into budget: Column<Double>, _ block: Block) {
        let (best, quality, rivalry) = (block[best], block[lab.rows.quality], block[lab.inputs.rivalry])
        for lane in 0..<block.width { budget[lane] = rivalry[lane] * min(2, best[lane] - quality[lane]) }
        fillExponentials(from: budget, into: budget, count: block.width)
        let (raised, revenue) = (block[lab.party.credit.raised.previous], block[lab.party.credit.revenue.previous])
        let (share, fresh) = (block[lab.inputs.trainingShare], block[lab.inputs.equityShare])
        let (cash, least) = (block[lab.party.rows.cash], block[lab.party.rows.minimumCash])
        let spent = block[lab.inputs.cashShare]
        for lane in 0..<block.width {
            let yearly = Double(max(0, revenue[lane])) / 100
            let plain = yearly / 4 * share[lane] + max(0, raised[lane]) * fresh[lane]
            let spare = Double(cash[lane]) / 100 - least[lane]
            budget[lane] = plain * budget[lane] + max(0, spare) * spent[lane]
        }
    }

    /// H100-equivalents that a lab rents to train.
    private func hire(_ lab: Lab, lacking: Column<Double>, _ block: Block) {
        guard let market else { return }
        let (state, unmet) = (block[lab.party.rows.state], block[lab.party.rows.unmetNeed.previous])
        let (limit, price, trained) = (block[lab.inputs.trainingSpot], block[market.trainingPrice], block[trained])
        let (rented, obtained) = (block[lab.rows.rented], block[lab.rows.obtained])
        let (cost, training) = (block[lab.rows.spotCost], block[lab.rows.training])
        let available = market.trainingAvailability(block)
        for lane in 0..<block.width {
            guard lacking[lane] > 0, state[lane] < PartyState.grace.rawValue, unmet[lane] == 0 else { continue }
            let asked = min(lacking[lane], limit[lane])
            trained[lane] += asked
            let hired = asked * (available?[lane] ?? 1)
            cost[lane] += hired * price[lane] * 2_190
            rented[lane] += hired
            obtained[lane] += hired
            training[lane] += hired
        }
    }

    func owe(_ block: Block) {
        for lab in labs { lab.owe(block) }
        for segment in segments { segment.owe(block) }
    }
}
