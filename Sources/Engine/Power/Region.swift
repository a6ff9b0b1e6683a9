import Lanes
import Model
import PowerSystem

/// A power region: what its sites announce, want and have, and how many megawatts are missing.
///
///     announced  the sites' tables                     wanted     what their money still wants
///     grid       firm, through the grid                energised  grid + time-to-power
///     attrition = announced - wanted                   gross shortfall = max(0, wanted - grid)
///     net shortfall = max(0, wanted - grid - time-to-power)
///
/// All in facility megawatts. Grid counts what exists, is under construction or will come through the grid; time-to-power
/// the faster ways behind the meter.
package struct Region: Sendable {
    package static let schema = Schema(
        kind: "region",
        meaning: "A power region: its sites name it in `region`. An aggregate site may stand for the rest.",
        attributes: [
            Attribute("title", .text, default: "", "Name in reports."),
            Attribute(
                "supply", .quantity("MW"), default: "", range: 0...1e7,
                "Megawatts that all its sites share, by quarter; absent, each site has what its own projects bring."),
            Attribute(
                "projects", .records(PowerProject.regionAttributes), default: "",
                "Projects whose power all its sites share, on top of `supply`."),
            Attribute(
                "delay", .quantity("quarters"), default: "0 quarters", range: 0...200,
                "Added to the leads of its own projects."),
            Attribute(
                "regulation", .quantity("1"), default: "", range: -5...5,
                "How hard its regulator makes it, 0 as usual and above it worse: `= drivers.regulation`. Projects answer by "
                    + "`delay-response` and `withdrawal-response`."),
        ],
        lines: [
            Schema.Line("announced", "MW", "Facility megawatts announced for last quarter."),
            Schema.Line("wanted", "MW", "Of those, wanted: equipment installed or on firm order, times PUE."),
            Schema.Line("energised", "MW", "Firm facility megawatts that were there."),
            Schema.Line("attrition", "MW", "Announced less wanted: lost to money and plans."),
            Schema.Line("gross-shortfall", "MW", "Wanted less what the grid brings, before faster ways to power."),
            Schema.Line("net-shortfall", "MW", "Wanted less all that is energised: the power shortfall."),
        ])

    package let index: Int
    package let name: String
    package let title: String
    package let rows: Rows
    package let projects: [PowerProject]
    let regulation: Regulation?
    let supply: Row<Scalar>?
    private let delay: Row<Scalar>
    private let work: PowerProject.Work

    package struct Rows: Sendable {
        package let announced, wanted, energised, attrition, gross, net: Row<FacilityMegawatts>
        /// Firm megawatts through the grid and by faster ways.
        package let grid, timeToPower: Row<FacilityMegawatts>
        /// Common supply of the two classes, and what was awarded of it.
        package let commonGrid, commonFast, awarded: Row<FacilityMegawatts>
    }

    init(_ item: Item, index: Int, _ compiler: Compiler) {
        self.index = index
        name = item.name
        title = item.record.title(or: item.name)
        supply = compiler.optionalInput(item, "supply")
        delay = compiler.input(item, "delay")
        regulation = compiler.optionalInput(item, "regulation").map {
            Regulation(now: $0, worst: compiler.scalar())
        }
        func state() -> Row<FacilityMegawatts> { compiler.plan.state() }
        func scratch() -> Row<FacilityMegawatts> { compiler.plan.scratch() }
        rows = Rows(
            announced: state(), wanted: state(), energised: state(), attrition: state(), gross: state(), net: state(),
            grid: state(), timeToPower: state(), commonGrid: scratch(), commonFast: scratch(), awarded: scratch())
        work = compiler.projectWork
        let path = item.path
        let regulation = regulation
        projects = item.record.records("projects").enumerated().map { number, record in
            PowerProject(
                record, path: "\(path).projects.\(number)", owner: path, hasHall: false, regulation: regulation,
                compiler)
        }
        for (line, row) in [
            ("announced", rows.announced), ("wanted", rows.wanted), ("energised", rows.energised),
            ("attrition", rows.attrition), ("gross-shortfall", rows.gross), ("net-shortfall", rows.net),
        ] {
            compiler.lines["\(path).\(line)"] = FormulaSource(.real(row.previous.read(as: Scalar.self)), factor: 1)
        }
    }

    package var hasCommonSupply: Bool { supply != nil || !projects.isEmpty }

    /// What all sites share this quarter.
    func energise(_ block: Block) {
        guard hasCommonSupply else { return }
        let (grid, fast, delay) = (block[rows.commonGrid], block[rows.commonFast], block[delay])
        fast.fill(0, block.width)
        grid.fill(0, block.width)
        if let supply {
            let given = block[supply]
            for lane in 0..<block.width { grid[lane] = given[lane] }
        }
        for project in projects {
            project.advance(block, delay: delay, work)
            project.addFirm(block, to: project.isTimeToPower ? fast : grid)
        }
    }
}

extension Region {
    /// The six figures of a quarter of one path, each saying what it measures; shares of a shortfall name their
    /// denominator: `figures.net.share(of: .need)`.
    package struct Figures: Sendable {
        package let announced, wanted: FacilityPower
        package let energised: EnergisedPower
        /// Announced less wanted.
        package let attrition: FacilityPower
        package let gross: GrossShortfall
        package let net: NetShortfall
    }

    package func figures(_ block: Block, lane: Int) -> Figures {
        let gross = GrossShortfall(
            need: FacilityPower(block[rows.wanted][lane]), energised: EnergisedPower(block[rows.grid][lane]))
        return Figures(
            announced: FacilityPower(block[rows.announced][lane]), wanted: gross.need,
            energised: EnergisedPower(block[rows.energised][lane]),
            attrition: FacilityPower(block[rows.attrition][lane]), gross: gross,
            net: gross.net(of: EnergisedPower(block[rows.timeToPower][lane])))
    }
}

extension Compiler {
    /// The region that a site names, by its name in any case: `ERCOT` is `regions.ercot`.
    func region(of item: Item) -> Int? {
        guard let written = item.record.optionalText("region"), !written.isEmpty, !regions.isEmpty else { return nil }
        let found = regions.firstIndex { $0.name.lowercased() == written.lowercased() }
        if found == nil {
            error(
                "no region is called `\(written)`", at: item.record.place(of: "region"), quote: written,
                hint: "regions are: \(regions.map(\.name).joined(separator: ", "))")
        }
        return found
    }
}
