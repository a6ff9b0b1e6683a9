import Lanes

/// What a site wants: its announced load, or less where the equipment on site or on firm order needs less.
///
///     wanted = min(announced, PUE x kW of (units installed + units on firm order due by now))
///
/// Units whose delivery was put off for lack of power are still wanted. A site without equipment in the scenario wants what
/// it announces, or the share of it that `wanted` gives.
struct SiteLoad: Sendable {
    let site: Site
    private let cohorts: [Cohort]
    private let orders: [PurchaseOrder]
    private let plans: [CapexPlan]
    private let units: Row<Scalar>

    init(_ site: Site, _ compiler: Compiler) {
        self.site = site
        cohorts = compiler.equipment(at: site)
        orders = compiler.contracts.compactMap { $0 as? PurchaseOrder }.filter { $0.site.index == site.index }
        plans = compiler.plans.filter { $0.site.index == site.index && $0.isEquipment }
        units = compiler.plan.scratch()
    }

    func observe(_ block: Block) {
        let width = block.width
        let (wanted, announced, pue) = (block[site.rows.wanted], block[site.announced], block[site.pue])
        if let share = site.wantedShare.map({ block[$0] }) {
            for lane in 0..<width { wanted[lane] = announced[lane] * min(1, share[lane]) * pue[lane] }
            return
        }
        guard !cohorts.isEmpty else {
            for lane in 0..<width { wanted[lane] = announced[lane] * pue[lane] }
            return
        }
        wanted.fill(0, width)
        for cohort in cohorts {
            let installed = block[cohort.rows.units]
            let each = cohort.generation?.megawatts ?? 0
            for lane in 0..<width { wanted[lane] += installed[lane] * each }
        }
        let due = block[units]
        for order in orders {
            due.fill(0, width)
            order.addDue(block, to: due)
            for lane in 0..<width { wanted[lane] += due[lane] * order.megawattsPerUnit }
        }
        for plan in plans {
            plan.addDue(block, to: wanted)
        }
        for lane in 0..<width {
            let load = wanted[lane] < announced[lane] ? wanted[lane] : announced[lane]
            wanted[lane] = load * pue[lane]
        }
    }

    /// What an IT megawatt earned in a year, last quarter: by contract where it has one, else at spot. Asked before this
    /// quarter's deliveries.
    func rent(_ block: Block, _ market: ComputeMarket?, into rent: Column<Double>) {
        let width = block.width
        rent.fill(0, width)
        let running = block[units]
        running.fill(0, width)
        let (share, price) = (block[site.rows.contracted.share], block[site.rows.contracted.price])
        let spot = market.map { block[$0.rentUnit] }
        for cohort in cohorts {
            guard let generation = cohort.generation else { continue }
            let (powered, rating) = (block[cohort.rows.powered], block[generation.rentRating])
            for lane in 0..<width {
                let load = powered[lane] * generation.megawatts
                let open = (spot?[lane] ?? 0) * rating[lane] / generation.megawatts * 8_760
                // Before anything runs the newest equipment says what a megawatt is worth.
                if running[lane] <= 0, load <= 0 {
                    rent[lane] = open
                    continue
                }
                if running[lane] <= 0 { rent[lane] = 0 }
                let earned = share[lane] * price[lane] + (1 - share[lane]) * open
                let total = running[lane] + load
                rent[lane] = (rent[lane] * running[lane] + earned * load) / total
                running[lane] = total
            }
        }
    }
}

extension PurchaseOrder {
    /// Units of the order due by now that have not come, cancelled ones left out.
    func addDue(_ block: Block, to due: Column<Double>) {
        let (delay, cancelled) = (block[delay], block[cancelled])
        for step in deliveries {
            let (done, come) = (block[step.done], block[step.come])
            let share = units * (step.after - step.before)
            for lane in 0..<block.width where done[lane] == 0 && cancelled[lane] == 0 {
                due[lane] +=
                    Double(block.quarter) + 0.5 >= Double(step.quarter) + delay[lane] ? share * (1 - come[lane]) : 0
            }
        }
    }

    /// IT megawatts per unit; 0 for a building.
    var megawattsPerUnit: Double { units > 0 ? load / units : 0 }
}

extension CapexPlan {
    /// IT megawatts of what the plan ordered and that are due by now.
    func addDue(_ block: Block, to due: Column<Double>) {
        for line in lines {
            let (waiting, each) = (block[line.waitingUnits], line.generation?.megawatts ?? 0)
            for lane in 0..<block.width { due[lane] += waiting[lane] * each }
        }
        guard block.quarter >= lead else { return }
        let ordered = block[units(of: block.quarter - lead)]
        let each = line(at: block.quarter - lead).generation?.megawatts ?? 0
        for lane in 0..<block.width { due[lane] += ordered[lane] * each }
    }
}
