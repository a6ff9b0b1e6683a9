import Lanes
import Ledger

/// Neighbours in the order of sources that draw on one market: they ask together, and share what it can give.
struct Window: Sendable {
    private let sources: [any FundingSource]
    private let market: CapitalMarket?
    private let asks: [Ask]
    private let regime: Row<Whole>

    /// What one source asks: plain values, so that sharing path by path counts no references.
    private struct Ask: Sendable {
        let issuer: Int
        let amount: Row<Cents>
        /// The part of it that must be met.
        let must: Row<Cents>
        let grade: Row<Whole>
    }

    private init(_ sources: [any FundingSource], _ compiler: Compiler) {
        self.sources = sources
        market = sources[0].market
        asks = sources.map {
            Ask(
                issuer: $0.issuer.index, amount: $0.amount, must: compiler.cents(),
                grade: $0.issuer.credit.grade.previous)
        }
        regime = compiler.regimeState
    }

    static func grouped(_ sources: [any FundingSource], _ compiler: Compiler) -> [Window] {
        var groups: [[any FundingSource]] = []
        for source in sources {
            if let last = groups.last?.last, let own = source.market, last.market?.index == own.index {
                groups[groups.count - 1].append(source)
            } else {
                groups.append([source])
            }
        }
        return groups.map { Window($0, compiler) }
    }

    func run(_ block: Block, _ needs: [FundingNeed]) {
        for (source, ask) in zip(sources, asks) {
            let need = needs[ask.issuer]
            source.ask(block, need)
            // What it asks for is taken from the need at once, so that a second source of the same party asks for the rest.
            need.meet(ask.amount, first: ask.must, block)
        }
        if let market { ration(market, block, needs) }
        for source in sources { source.take(block) }
    }

    private func ration(_ market: CapitalMarket, _ block: Block, _ needs: [FundingNeed]) {
        let given = block[market.given]
        for lane in 0..<block.width {
            var asked: Int64 = 0
            for ask in asks { asked &+= block[ask.amount][lane] }
            guard asked > 0 else { continue }
            let room = max(0, market.room(block, regime, lane: lane) &- given[lane])
            if asked > room { share(room, block, needs, lane: lane) }
            for ask in asks { given[lane] &+= block[ask.amount][lane] }
        }
    }

    /// The strongest grade first, pro rata within a grade; what a party does not get, it still needs.
    private func share(_ room: Int64, _ block: Block, _ needs: [FundingNeed], lane: Int) {
        var left = room
        for grade in 0..<Int64(CreditGrade.names.count) {
            var total: Int64 = 0
            for ask in asks where block[ask.grade][lane] == grade { total &+= block[ask.amount][lane] }
            guard total > 0 else { continue }
            let pot = min(left, total)
            for ask in asks where block[ask.grade][lane] == grade {
                let amount = block[ask.amount]
                let part = Int64(Int128(amount[lane]) * Int128(pot) / Int128(total))
                let need = needs[ask.issuer]
                let missed = max(0, block[ask.must][lane] &- part)
                block[need.must][lane] &+= missed
                block[need.wish][lane] &+= amount[lane] &- part &- missed
                amount[lane] = part
                left -= part
            }
        }
    }
}

/// Cash that management builds up while markets are open: `minimum + quarters of operating burn + of debt service`.
struct TargetCash: Sendable {
    let party: Party
    private let burn: Row<Scalar>
    private let service: Row<Scalar>
    private let legs: [Leg]
    private let due: Row<Cents>

    /// - Parameter owed: the party's obligations.
    init(_ party: Party, owed: [Leg], _ compiler: Compiler) {
        self.party = party
        (burn, service) = (party.rows.burnCover, party.rows.serviceCover)
        legs = owed.filter { $0.cashClass == .debtService }
        due = compiler.cents()
    }

    /// What is missing to the target, given what must be met.
    func wish(_ block: Block, _ need: FundingNeed, _ regime: Row<Whole>) {
        let (must, wish) = (block[need.must], block[need.wish])
        let (burn, service) = (block[burn], block[service])
        let (earned, state) = (block[party.rows.operatingCash.previous], block[party.rows.state])
        let (due, markets) = (block[due], block[regime])
        due.fill(0, block.width)
        for leg in legs where block.mayBeDue[leg.index] {
            let own = block[leg.due]
            for lane in 0..<block.width { due[lane] &+= own[lane] }
        }
        for lane in 0..<block.width {
            let isOpen = markets[lane] == FundingRegime.State.open
            guard isOpen, state[lane] < PartyState.grace.rawValue else { continue }
            let lost = earned[lane] < 0 ? -earned[lane] : 0
            let target = Double(lost) / 100 * burn[lane] + Double(due[lane]) / 100 * service[lane]
            // `must` is what is missing to the minimum, and negative where there is more.
            wish[lane] = max(0, wholeCents(min(target, 2e13)) &+ min(0, must[lane]))
        }
    }
}
