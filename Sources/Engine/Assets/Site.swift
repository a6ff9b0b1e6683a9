import Calendar
import Lanes
import Model

/// A place with halls and power. Energise writes the IT megawatts it can run.
///
/// The megawatts of a project are contracted facility megawatts; IT megawatts are those divided by PUE.
package final class Site: Sendable {
    package static let schema = Schema(
        kind: "site", meaning: "A data-centre site: its owner, halls and power.",
        attributes: [
            Attribute("title", .text, default: "", "Name in reports."),
            Attribute("owner", .reference(["parties"]), "Who owns and runs it."),
            Attribute("region", .text, default: "", "Power region, as in `ERCOT`."),
            Attribute(
                "it-load", .quantity("MW"), range: 0...1e6,
                "Announced IT load by quarter: the plan that lateness is measured against."),
            Attribute(
                "pue", .quantity("1"), default: "1.3 assumption 1.1..1.5, industry range", range: 1...3,
                "Facility megawatts per IT megawatt."),
            Attribute(
                "delay", .quantity("quarters"), default: "0 quarters", range: 0...200,
                "Added to the leads of all projects: a permit or grid delay."),
            Attribute(
                "projects", .records(PowerProject.siteAttributes), default: "",
                "Power and halls, phase by phase; absent where the site draws on the common supply of its region."),
            Attribute(
                "wanted", .quantity("share"), default: "", range: 0...100,
                "Share of the announced load that is wanted where the scenario does not model the equipment, as at an "
                    + "aggregate site: `= plans.chips.multiplier`. At most all counts."),
            Attribute(
                "queue-date", .quarter, default: "",
                "Place in the queue for scarce power of the region; absent, in the order of the file after all that have one."
            ),
        ],
        lines: [
            Schema.Line("energised", "MW", "IT megawatts with power and hall at the end of last quarter."),
            Schema.Line("running", "MW", "IT megawatts of equipment that ran last quarter."),
            Schema.Line(
                "shortfall", "MW", "Facility megawatts wanted and not energised last quarter; 0 without a region."),
        ])

    package let index: Int
    package let name: String
    package let title: String
    package let place: Place
    package let owner: Int
    package let announced: Row<Scalar>
    package let pue: Row<Scalar>
    package let rows: Rows
    package let projects: [PowerProject]
    /// Position of its region among the program's, where the scenario models regions.
    package let region: Int?
    /// Share of the announced load that is wanted; nil where equipment says it, or all is.
    let wantedShare: Row<Scalar>?
    /// Quarters from the start of the run to its place in the queue for scarce power.
    let queueDate: Int
    private let delay: Row<Scalar>
    private let work: PowerProject.Work
    private let late: Row<Whole>
    private let lateCause: Row<Whole>

    package struct Rows: Sendable {
        /// IT megawatts with power and hall.
        package let energised: Row<Megawatts>
        /// IT megawatts of equipment that runs.
        package let running: Row<Megawatts>
        /// Of those, not yet promised to a contract this quarter.
        package let unsold: Row<Megawatts>
        /// IT megawatts that contracts hold whose term has not begun.
        package let promised: Row<Megawatts>
        /// Cost of running an IT megawatt for a year, from the site's power and operations contracts, in dollars.
        package let runningCost: Row<Dollars>
        /// H100-equivalents per IT megawatt of the equipment that has power.
        package let performance: Row<Scalar>
        /// The same by what it earns at spot, and the share let there: of what it would earn, and of its megawatts.
        package let rentRating: Row<Scalar>
        package let use: Row<Scalar>
        package let letShare: Row<Scalar>
        /// Share of what runs that contracts hold, and their mean remaining quarters and yearly price per megawatt.
        package let contracted: (share: Row<Scalar>, quarters: Row<Scalar>, price: Row<Scalar>)
        /// Energised over announced megawatts, 1 where nothing is announced.
        package let powered: Row<Scalar>
        /// Firm facility megawatts of its own projects: through the grid, and by faster ways.
        package let grid: Row<FacilityMegawatts>
        package let timeToPower: Row<FacilityMegawatts>
        /// Facility megawatts wanted, and wanted without power; kept where the scenario models its region.
        package let wanted: Row<FacilityMegawatts>
        package let shortfall: Row<FacilityMegawatts>
        /// Room to add up what its equipment draws.
        let load: Row<Megawatts>
    }

    init(_ item: Item, index: Int, _ compiler: Compiler) {
        self.index = index
        name = item.name
        title = item.record.title(or: item.name)
        place = item.place
        let owner = compiler.party(item.record.reference("owner"))
        self.owner = owner.index
        announced = compiler.input(item, "it-load")
        pue = compiler.input(item, "pue")
        delay = compiler.input(item, "delay")
        let hasTiers = compiler.market?.clearing?.tiers != nil
        let performance: Row<Scalar> = compiler.plan.scratch()
        let use = hasTiers ? compiler.scalar() : compiler.market?.utilisation ?? compiler.scalar()
        rows = Rows(
            energised: compiler.plan.state(), running: compiler.plan.state(), unsold: compiler.plan.scratch(),
            promised: compiler.plan.scratch(),
            runningCost: compiler.plan.state(), performance: performance,
            rentRating: hasTiers ? compiler.plan.scratch() : performance,
            use: use, letShare: hasTiers ? compiler.plan.scratch() : use,
            contracted: (compiler.plan.scratch(), compiler.plan.scratch(), compiler.plan.scratch()),
            powered: compiler.plan.scratch(),
            grid: compiler.plan.scratch(), timeToPower: compiler.plan.scratch(), wanted: compiler.plan.scratch(),
            shortfall: compiler.plan.state(), load: compiler.plan.scratch())
        region = compiler.region(of: item)
        wantedShare = compiler.optionalInput(item, "wanted")
        queueDate = item.record.optionalQuarter("queue-date").map { compiler.offset($0) } ?? .max
        work = compiler.projectWork
        late = compiler.whole()
        let path = item.path
        let regulation = region.map { compiler.regions[$0].regulation }
        projects = item.record.records("projects").enumerated().map { number, record in
            PowerProject(
                record, path: "\(path).projects.\(number)", owner: path, hasHall: true, regulation: regulation ?? nil,
                compiler)
        }
        lateCause = compiler.addCause(party: owner.index, "power at \(title) late")
        compiler.mark(
            path, late,
            [
                1: "power falls behind the announced load: {value} of it is energised",
                0: "power has caught up with the announced load",
            ], measured: rows.powered, format: .percent)
        compiler.lines["\(path).energised"] = FormulaSource(
            .real(rows.energised.previous.read(as: Scalar.self)), factor: 1)
        compiler.lines["\(path).running"] = FormulaSource(
            .real(rows.running.previous.read(as: Scalar.self)), factor: 1)
        compiler.lines["\(path).shortfall"] = FormulaSource(
            .real(rows.shortfall.previous.read(as: Scalar.self)), factor: 1)
        checkAnnounced(item, compiler)
    }

    /// Draws on the common supply of its region: without a connection of its own it takes what it wants.
    var hasOwnConnection: Bool { !projects.isEmpty }

    /// More IT load than all projects together could ever power is a slip of the pen.
    private func checkAnnounced(_ item: Item, _ compiler: Compiler) {
        let load = item.record.input("it-load")
        guard let most = load.largestNumber, case .constant(let pue) = item.record.input("pue").form else { return }
        if projects.isEmpty {
            if region.map({ !compiler.regions[$0].hasCommonSupply }) ?? true {
                compiler.error(
                    "`\(item.path)` has neither projects nor a region with a common supply", at: item.place,
                    quote: item.path, hint: "give `projects`, or `supply` or `projects` of its region")
            }
            return
        }
        // Where a region is modelled, announcing more than there is power for is what it measures.
        if region != nil { return }
        let possible = projects.reduce(0) { $0 + $1.megawatts } / pue
        if most > possible * (1 + 1e-9) {
            compiler.error(
                "announced IT load of \(most) MW is beyond the site: its projects power \(possible) MW of IT load",
                at: load.place, quote: load.text, hint: "add a project or lower `it-load`; facility MW = IT MW x PUE")
        }
    }

    /// Brings its projects to this quarter.
    func energise(_ block: Block) {
        let width = block.width
        let (energised, pue, delay) = (block[rows.energised], block[pue], block[delay])
        let (grid, fast) = (block[rows.grid], block[rows.timeToPower])
        grid.fill(0, width)
        fast.fill(0, width)
        block[rows.runningCost].fill(0, width)
        for project in projects {
            project.advance(block, delay: delay, work)
            project.addFirm(block, to: project.isTimeToPower ? fast : grid)
        }
        for lane in 0..<width { energised[lane] = (grid[lane] + fast[lane]) / pue[lane] }
    }

    /// Takes its own faster megawatts and what the region has awarded, in facility megawatts.
    func take(_ block: Block, award: Column<Double>) {
        let (energised, pue, fast) = (block[rows.energised], block[pue], block[rows.timeToPower])
        for lane in 0..<block.width { energised[lane] = (fast[lane] + award[lane]) / pue[lane] }
    }

    /// Measures what is energised against the plan; without a connection of its own, against what it wants. `most` is what
    /// the owner can lack before it matters: a few megawatts short are not why it fails.
    func compare(_ block: Block, most: [Double]) {
        let (energised, announced, powered) = (block[rows.energised], block[announced], block[rows.powered])
        let (late, cause) = (block[late], block[lateCause])
        let (wanted, pue) = (block[rows.wanted], block[pue])
        for lane in 0..<block.width {
            let plan = hasOwnConnection ? announced[lane] : wanted[lane] / pue[lane]
            powered[lane] = plan > 0 ? energised[lane] / plan : 1
            late[lane] = powered[lane] < 1 - 1e-9 ? 1 : 0
            cause[lane] = powered[lane] < 0.9 && plan - energised[lane] > most[lane] ? 1 : 0
        }
    }

    /// Adds the IT megawatts that it is meant to have.
    func addPlanned(_ block: Block, to sum: inout [Double]) {
        let (announced, wanted, pue) = (block[announced], block[rows.wanted], block[pue])
        for lane in 0..<block.width { sum[lane] += hasOwnConnection ? announced[lane] : wanted[lane] / pue[lane] }
    }

    func clearContracted(_ block: Block) {
        for row in [rows.contracted.share, rows.contracted.quarters, rows.contracted.price] {
            block[row].fill(0, block.width)
        }
    }

    /// Turns the sums over contracts into means.
    func averageContracted(_ block: Block) {
        let (share, left) = (block[rows.contracted.share], block[rows.contracted.quarters])
        let price = block[rows.contracted.price]
        for lane in 0..<block.width where share[lane] > 0 {
            left[lane] /= share[lane]
            price[lane] /= share[lane]
            share[lane] = min(1, share[lane])
        }
    }

    /// What its running equipment earns at spot relative to the market's rent, and how much of it is let.
    func weigh(_ cohorts: [Cohort], _ block: Block) {
        let (rating, use, running) = (block[rows.rentRating], block[rows.use], block[rows.running])
        let taken = block[rows.letShare]
        rating.fill(0, block.width)
        use.fill(0, block.width)
        taken.fill(0, block.width)
        let load = block[rows.load]
        load.fill(0, block.width)
        for cohort in cohorts {
            guard let generation = cohort.generation, cohort.mayStand(block) else { continue }
            let (powered, own) = (block[cohort.rows.powered], block[generation.rentRating])
            let share = block[generation.use]
            for group in 0..<block.width / 8 {
                let units = EightDoubles.zero.replacing(with: powered[eight: group], where: running[eight: group] .> 0)
                let (rated, megawatts) = (units * own[eight: group], units * generation.megawatts)
                rating[eight: group] += rated
                use[eight: group] += rated * share[eight: group]
                taken[eight: group] += megawatts * share[eight: group]
                load[eight: group] += megawatts
            }
        }
        for lane in 0..<block.width {
            use[lane] = rating[lane] > 0 ? use[lane] / rating[lane] : 1
            taken[lane] = load[lane] > 0 ? taken[lane] / load[lane] : 1
            rating[lane] = load[lane] > 0 ? rating[lane] / load[lane] : 0
        }
    }
}
