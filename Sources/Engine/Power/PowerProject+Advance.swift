import Lanes

extension PowerProject {
    /// Brings the project to this quarter: energised, withdrawn, retired, or still waiting.
    ///
    /// - Parameter delay: quarters added to all its leads.
    func advance(_ block: Block, delay: Column<Double>, _ work: Work) {
        let now = Double(block.quarter)
        fire(block)
        prepare(block, work)
        gates(block, delay: delay, work)
        latest(block, work)
        let (ready, state) = (block[work.ready], block[state])
        let (odds, chance) = (block[work.odds], block[work.chance])
        let draw = terms.draw.map { block[$0] }
        if let withdrawal = terms.withdrawal.map({ block[$0] }) {
            for lane in 0..<block.width { chance[lane] *= 1 - withdrawal[lane] }
        }
        for lane in 0..<block.width where state[lane] == 0 {
            // Energised in a quarter counts for that quarter when at most half of it has passed.
            guard ready[lane] + delay[lane] <= now + 0.5 else { continue }
            let comes = draw.map { $0[lane] < raised(chance[lane], odds[lane]) } ?? true
            state[lane] = comes ? ProjectState.energised.rawValue : ProjectState.withdrawn.rawValue
        }
        expire(block)
    }

    private func fire(_ block: Block) {
        guard let trigger = terms.trigger, let triggered = terms.triggered else { return }
        let (level, since) = (block[trigger], block[triggered])
        for lane in 0..<block.width where since[lane] == 0 && level[lane] >= 1 {
            since[lane] = Int64(block.quarter) + 1
        }
    }

    /// What regulation does to leads and odds; when the leads began to run.
    private func prepare(_ block: Block, _ work: Work) {
        let (stretch, odds, chance) = (block[work.stretch], block[work.odds], block[work.chance])
        let (ready, elapsed) = (block[work.ready], block[work.elapsed])
        chance.fill(1, block.width)
        stretch.fill(1, block.width)
        odds.fill(1, block.width)
        ready.fill(-.infinity, block.width)
        if let regulation = terms.regulation, let response = terms.delayResponse {
            let (now, response) = (block[regulation.now], block[response])
            for lane in 0..<block.width { stretch[lane] = exponential(response[lane] * now[lane]) }
        }
        if let regulation = terms.regulation, let response = terms.withdrawalResponse {
            // The worst so far: a project that is held up until the regime eases has been through the bad one.
            let (worst, response) = (block[regulation.worst], block[response])
            for lane in 0..<block.width { odds[lane] = exponential(response[lane] * worst[lane]) }
        }
        elapsed.fill(0, block.width)
        if let triggered = terms.triggered {
            let since = block[triggered]
            for lane in 0..<block.width {
                elapsed[lane] = since[lane] > 0 ? Double(since[lane] - 1) : .infinity
                ready[lane] = elapsed[lane]
            }
        }
    }

    /// Stages one after another: a project that fails a gate is withdrawn when it comes to it.
    private func gates(_ block: Block, delay: Column<Double>, _ work: Work) {
        guard !terms.stages.isEmpty, let draw = terms.draw.map({ block[$0] }) else { return }
        let (elapsed, stretch, odds) = (block[work.elapsed], block[work.stretch], block[work.odds])
        let (chance, state, ready) = (block[work.chance], block[state], block[work.ready])
        let now = Double(block.quarter)
        // The connection and the other leads count from the same start: `elapsed` is put back below.
        for stage in terms.stages {
            let (lead, pass) = (block[stage.lead], block[stage.pass!])
            for lane in 0..<block.width {
                elapsed[lane] += max(0, lead[lane] - stage.queued) * stretch[lane]
                chance[lane] *= pass[lane]
                let fails =
                    state[lane] == 0 && elapsed[lane] + delay[lane] <= now + 0.5
                    && draw[lane] >= raised(chance[lane], odds[lane])
                if fails { state[lane] = ProjectState.withdrawn.rawValue }
            }
        }
        for lane in 0..<block.width {
            let began = ready[lane]
            ready[lane] = max(began, elapsed[lane])
            elapsed[lane] = began.isFinite || began > 0 ? began : 0
        }
    }

    /// The latest of the leads, in quarters from the start of the run.
    private func latest(_ block: Block, _ work: Work) {
        let (ready, elapsed, stretch) = (block[work.ready], block[work.elapsed], block[work.stretch])
        func take(_ part: Part, isStretched: Bool) {
            let lead = block[part.lead]
            for lane in 0..<block.width {
                let left = lead[lane] - part.queued
                let time = isStretched ? max(0, left) * stretch[lane] : left
                ready[lane] = max(ready[lane], elapsed[lane] + time)
            }
        }
        if let hall = terms.hall { take(Part(lead: hall, queued: 0), isStretched: false) }
        if let connection = terms.connection { take(connection, isStretched: terms.delayResponse != nil) }
        for part in terms.parallel { take(part, isStretched: false) }
        if let conversion = terms.conversion {
            let takes = block[conversion]
            let isTriggered = terms.trigger != nil
            for lane in 0..<block.width {
                let begins = isTriggered ? max(elapsed[lane], terms.ordered) : terms.ordered
                ready[lane] = max(ready[lane], begins + takes[lane])
            }
        }
        if let delivered = terms.delivered {
            let arrival = block[delivered]
            let work = terms.installation.map { block[$0] }
            for lane in 0..<block.width { ready[lane] = max(ready[lane], arrival[lane] + (work?[lane] ?? 0)) }
        }
        if let permit = terms.permit {
            for lane in 0..<block.width { ready[lane] = max(ready[lane], permit) }
        }
    }

    private func expire(_ block: Block) {
        guard let began = terms.since else { return }
        let (state, since) = (block[state], block[began])
        for lane in 0..<block.width where state[lane] == ProjectState.energised.rawValue {
            if since[lane] == 0 { since[lane] = Int64(block.quarter) + 1 }
            let stood = Int64(block.quarter) + 1 - since[lane]
            if terms.temporary > 0 && stood >= terms.temporary { state[lane] = ProjectState.retired.rawValue }
        }
    }

    /// Its firm facility megawatts of the quarter in one path.
    func firmMegawatts(_ block: Block, lane: Int) -> Double {
        guard block[state][lane] == ProjectState.energised.rawValue else { return 0 }
        let full = megawatts * share * block[firmness][lane]
        guard terms.ramp > 1, let began = terms.since else { return full }
        return full * min(1, Double(Int64(block.quarter) + 2 - block[began][lane]) / terms.ramp)
    }

    /// Adds its firm facility megawatts of the quarter.
    func addFirm(_ block: Block, to sum: Column<Double>) {
        for lane in 0..<block.width { sum[lane] += firmMegawatts(block, lane: lane) }
    }
}

/// `chance` to the power `odds`, where 1 changes no bit.
@inline(__always) private func raised(_ chance: Double, _ odds: Double) -> Double {
    odds == 1 ? chance : power(chance, odds)
}
