import Calendar
import Lanes
import Model

/// A place with halls and power. Energise writes the IT megawatts it can run.
///
/// A project is energised once the latest of its parallel leads has passed, and stays so. The megawatts of a project
/// are contracted facility megawatts; IT megawatts are those divided by PUE.
package struct Site: Sendable {
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
            Attribute("projects", .records(projectAttributes), "Power and halls, phase by phase."),
        ],
        lines: [
            Schema.Line("energised", "MW", "IT megawatts with power and hall at the end of last quarter."),
            Schema.Line("running", "MW", "IT megawatts of equipment that ran last quarter."),
        ])

    static let projectAttributes = [
        Attribute("name", .text, "Name of the phase."),
        Attribute(
            "source",
            .choice([
                "grid", "grid-flexible", "gas-turbine", "engine", "fuel-cell", "nuclear", "solar-storage",
                "converted-mine",
            ]), default: "grid", "Where its power comes from."),
        Attribute("power", .constant("MW"), range: 0...1e6, "Contracted facility megawatts."),
        Attribute(
            "firmness", .quantity("share"), default: "100 %", range: 0...1,
            "Share of the megawatts that counts as firm."),
        Attribute("hall-ready", .quantity("quarters"), "Quarters from the start of the run to the finished hall."),
        Attribute(
            "power-ready", .quantity("quarters"), "Quarters from the start of the run to the energised connection."),
    ]

    package let index: Int
    package let name: String
    package let title: String
    package let place: Place
    package let owner: Int
    package let announced: Row<Scalar>
    package let pue: Row<Scalar>
    package let rows: Rows
    let projects: [Project]
    private let delay: Row<Scalar>
    private let late: Row<Whole>
    private let lateCause: Row<Whole>

    package struct Rows: Sendable {
        /// IT megawatts with power and hall.
        package let energised: Row<Megawatts>
        /// IT megawatts of equipment that runs.
        package let running: Row<Megawatts>
        /// Of those, not yet promised to a contract this quarter.
        package let unsold: Row<Megawatts>
        /// Cost of running an IT megawatt for a year, from the site's power and operations contracts, in dollars.
        package let runningCost: Row<Dollars>
        /// H100-equivalents per IT megawatt of the equipment that has power.
        package let performance: Row<Scalar>
        /// Energised over announced megawatts, 1 where nothing is announced.
        package let powered: Row<Scalar>
    }

    struct Project: Sendable {
        let name: String
        let megawatts: Double
        let firmness: Row<Scalar>
        let leads: [Row<Scalar>]
        /// 1 from energisation on.
        let energised: Row<Whole>
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
        rows = Rows(
            energised: compiler.plan.state(), running: compiler.plan.state(), unsold: compiler.plan.scratch(),
            runningCost: compiler.plan.state(), performance: compiler.plan.state(), powered: compiler.scalar())
        late = compiler.whole()
        let path = item.path
        projects = item.record.records("projects").enumerated().map { number, record in
            let prefix = "\(path).projects.\(number)"
            let project = Project(
                name: record.text("name"), megawatts: compiler.constant(record, "power"),
                firmness: compiler.input(record.input("firmness"), path: "\(prefix).firmness"),
                leads: ["hall-ready", "power-ready"].map { compiler.input(record.input($0), path: "\(prefix).\($0)") },
                energised: compiler.whole())
            compiler.mark(
                path, project.energised, [1: "\(project.name) is energised: power and hall are there"])
            return project
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
        checkAnnounced(item, compiler)
    }

    /// More IT load than all projects together could ever power is a slip of the pen.
    private func checkAnnounced(_ item: Item, _ compiler: Compiler) {
        let load = item.record.input("it-load")
        guard let most = load.largestNumber, case .constant(let pue) = item.record.input("pue").form else { return }
        let possible = projects.reduce(0) { $0 + $1.megawatts } / pue
        if most > possible * (1 + 1e-9) {
            compiler.error(
                "announced IT load of \(most) MW is beyond the site: its projects power \(possible) MW of IT load",
                at: load.place, quote: load.text, hint: "add a project or lower `it-load`; facility MW = IT MW x PUE")
        }
    }

    func energise(_ block: Block) {
        let width = block.width
        let (energised, pue, delay) = (block[rows.energised], block[pue], block[delay])
        let now = Double(block.quarter)
        energised.fill(0, width)
        block[rows.runningCost].fill(0, width)
        for project in projects {
            let (done, firm) = (block[project.energised], block[project.firmness])
            let (hall, power) = (block[project.leads[0]], block[project.leads[1]])
            for lane in 0..<width {
                let lead = hall[lane] > power[lane] ? hall[lane] : power[lane]
                // Energised in a quarter counts for that quarter when at most half of it has passed.
                done[lane] = done[lane] != 0 || lead + delay[lane] <= now + 0.5 ? 1 : 0
                energised[lane] += done[lane] != 0 ? project.megawatts * firm[lane] / pue[lane] : 0
            }
        }
        let (announced, powered) = (block[announced], block[rows.powered])
        let (late, cause) = (block[late], block[lateCause])
        for lane in 0..<width {
            powered[lane] = announced[lane] > 0 ? energised[lane] / announced[lane] : 1
            late[lane] = powered[lane] < 1 - 1e-9 ? 1 : 0
            cause[lane] = late[lane]
        }
    }
}
