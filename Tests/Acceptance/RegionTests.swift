import Engine
import Lanes
import PowerSystem
import TestSupport
import Testing

/// The region of three sites, worked out by hand: facility megawatts, quarters 0 (2026Q1) to 7 (2027Q4).
struct RegionTests {
    /// What a region's and its sites' rows say in each quarter of path 0.
    private struct Quarters {
        var figures: [Region.Figures] = []
        var grid: [Double] = []
        var fast: [Double] = []
        /// Energised facility megawatts and shortfall by site.
        var sites: [[String: Double]] = []
        var lacks: [[String: Double]] = []
        var slots: [[String: Double]] = []
        var backlog: [[String: Double]] = []
        /// Cash of the lab, in dollars.
        var cash: [Double] = []
    }

    private func run(_ shocks: [String] = [], set: [(key: String, value: String)] = []) throws -> Quarters {
        let program = try Reading.program(
            folder: PackageRoot.path("Scenarios/region"), shocks: shocks.map { ShockSetting(name: $0) }, set: set)
        let worker = Worker(program, width: 8, audit: true)
        let region = program.regions[0]
        let lab = program.parties.first { $0.name == "lab" }!
        var result = Quarters()
        try worker.run(firstPath: 0, lanes: 1) { block in
            result.figures.append(region.figures(block, lane: 0))
            result.grid.append(block[region.rows.grid][0])
            result.fast.append(block[region.rows.timeToPower][0])
            func bySite(_ value: (Site) -> Double) -> [String: Double] {
                Dictionary(uniqueKeysWithValues: program.sites.map { ($0.name, value($0)) })
            }
            result.sites.append(bySite { block[$0.rows.energised][0] * block[$0.pue][0] })
            result.lacks.append(bySite { block[$0.rows.shortfall][0] })
            func bySupplier(_ value: (EquipmentSupplier) -> Double) -> [String: Double] {
                Dictionary(uniqueKeysWithValues: program.suppliers.map { ($0.name, value($0)) })
            }
            result.slots.append(bySupplier { block[$0.rows.slots][0] })
            result.backlog.append(bySupplier { block[$0.rows.backlog][0] })
            result.cash.append(Double(block[lab.rows.cash][0]) / 100)
        }
        return result
    }

    private func same(_ found: [Double], _ byHand: [Double], _ what: String) {
        #expect(found.count == byHand.count)
        for (quarter, (a, b)) in zip(found, byHand).enumerated() {
            #expect((a - b).magnitude < 1e-9, "\(what), quarter \(quarter): \(a), by hand \(b)")
        }
    }

    /// Turbine maker. 60 MW of others, then the campus' 50; slots close half of their gap to 40.
    ///
    ///     quarter   slots   others left   campus left   after
    ///     0         20      40            50            + 0.5 x 20 = 30
    ///     1         30      10            50            + 0.5 x 10 = 35
    ///     2         35       0            25            + 0.5 x 5 = 37.5
    ///     3         37.5     0             0            delivered at 3 + 25 / 37.5 = 3.67
    ///
    /// Installed a quarter later, at 4.67: in power from quarter 5 (4.67 is past the middle of quarter 4).
    ///
    /// Engine maker, 10 a quarter: others in quarter 0; the park's 20, ordered in 2025Q4, in quarters 1 and 2, so at 3.0; the
    /// campus' 10, ordered in 2026Q1, in quarter 3, so at 4.0. With a quarter of work in power from quarters 4 and 5.
    @Test("Makers serve by date of order, slots grow slowly, and the equipment lead is when the queue has come to it")
    func makers() throws {
        let run = try run()
        same(run.slots.map { $0["turbines"]! }, [20, 30, 35, 37.5, 37.5, 37.5, 37.5, 37.5], "turbine slots")
        same(run.backlog.map { $0["turbines"]! }, [90, 60, 25, 0, 0, 0, 0, 0], "turbines on order")
        same(run.backlog.map { $0["engines"]! }, [30, 20, 10, 0, 0, 0, 0, 0], "engines on order")
    }

    /// Grid: the park's connection of 80 from quarter 0 can have the 60 that the region supplies; from quarter 4 the campus'
    /// 100 is there too and the supply is 90: in proportion 100 x 90/180 = 50 and 80 x 90/180 = 40.
    ///
    /// Faster ways, firm: the mine's 60 x 0.8 = 48 after 3 quarters; the park's engines 20 x 0.9 = 18 from quarter 4; from
    /// quarter 5 the campus' turbines 50 x 0.9 = 45 and engines 10 x 0.9 = 9.
    ///
    /// Wanted: campus 60 MW of IT load in quarter 2 and 4 more each quarter from then on, park 40 and from quarter 4 64, mine
    /// 32 from quarter 3; all times 1.25.
    @Test("Announced, wanted, energised, attrition, gross and net shortfall, by hand")
    func figures() throws {
        let run = try run()
        let announced: [Double] = [50.0, 50, 150, 200, 300, 300, 300, 300]
        let wanted: [Double] = [
            50.0, 50, 80 + 50, 85 + 50 + 40, 90 + 80 + 40, 95 + 80 + 40, 100 + 80 + 40, 105 + 80 + 40,
        ]
        let grid: [Double] = [60.0, 60, 60, 60, 90, 90, 90, 90]
        let fast: [Double] = [0.0, 0, 0, 48, 48 + 18, 48 + 18 + 45 + 9, 120, 120]
        same(run.figures.map(\.announced.megawatts), announced, "announced")
        same(run.figures.map(\.wanted.megawatts), wanted, "wanted")
        same(run.figures.map(\.attrition.megawatts), [0, 0, 20, 25, 90, 85, 80, 75], "attrition")
        same(run.grid, grid, "grid")
        same(run.fast, fast, "faster ways")
        same(run.figures.map(\.energised.megawatts), zip(grid, fast).map { $0 + $1 }, "energised")
        same(run.figures.map(\.gross.shortfall.megawatts), [0, 0, 70, 115, 120, 125, 130, 135], "gross")
        same(run.figures.map(\.net.shortfall.megawatts), [0, 0, 70, 67, 54, 5, 10, 15], "net")
        // Of the need in 2027Q4 60 % is missing before the faster ways and 6.7 % after them.
        #expect((run.figures[7].gross.share(of: .need)! - 0.6).magnitude < 1e-12)
        #expect((run.figures[7].net.share(of: .need)! - 15.0 / 225).magnitude < 1e-12)
        // By site: campus 50 + 45 + 9, park 40 + 18, mine 48. The mine's spare 8 cannot leave its meter, so the sites lack 23
        // where the region lacks 15.
        same(run.sites.map { $0["campus"]! }, [0, 0, 0, 0, 50, 104, 104, 104], "campus")
        same(run.sites.map { $0["park"]! }, [60, 60, 60, 60, 58, 58, 58, 58], "park")
        same(run.sites.map { $0["mine"]! }, [0, 0, 0, 48, 48, 48, 48, 48], "mine")
        same(["campus", "park", "mine"].map { run.lacks[7][$0]! }, [1, 22, 0], "shortfall by site")
    }

    /// 90 for claims of 100 (campus) and 80 (park, first in the queue; half as good a chip).
    @Test(
        "Each rule shares scarce power as by hand",
        arguments: [("proportional", 50.0, 40.0), ("max-min", 45, 45), ("queue", 10, 80), ("by-value", 90, 0)])
    func rules(rule: String, campus: Double, park: Double) throws {
        let run = try run(set: [("rules.all.power-allocation", rule)])
        #expect((run.sites[7]["campus"]! - campus - 54).magnitude < 1e-9)
        #expect((run.sites[7]["park"]! - park - 18).magnitude < 1e-9)
        #expect((run.figures[7].energised.megawatts - 210).magnitude < 1e-9, "the rule moves no megawatt of the region")
        let names: [String: AllocationRule] = [
            "proportional": .proportional, "max-min": .maxMin, "queue": .queue, "by-value": .value,
        ]
        // The library of closed forms, the park first in the queue.
        let awards = try Allocation(supply: 90, claims: [80, 100], values: [1, 2]).awards(names[rule]!)
        #expect((awards[0] - park).magnitude < 1e-9)
        #expect((awards[1] - campus).magnitude < 1e-9)
    }

    /// Half the orders from 2026Q3 on arrive from quarter 4 on: 2 instead of 4 MW of IT load a quarter, so in quarter 7 the
    /// campus wants 76 x 1.25 = 95 instead of 105. Net 15 - 10 = 5, attrition 75 + 10 = 85, energised as before.
    @Test("A capital spending cut lowers what is wanted: the shortfall falls, attrition rises, energised stays")
    func bust() throws {
        let (calm, cut) = (try run(), try run(["capex-cut"]))
        for quarter in 0..<8 {
            #expect(cut.figures[quarter].energised == calm.figures[quarter].energised)
            #expect(cut.figures[quarter].wanted <= calm.figures[quarter].wanted)
        }
        #expect((cut.figures[7].wanted.megawatts - 215).magnitude < 1e-9)
        #expect((cut.figures[7].attrition.megawatts - 85).magnitude < 1e-9)
        #expect((cut.figures[7].net.shortfall.megawatts - 5).magnitude < 1e-9)
        #expect((cut.figures[7].gross.shortfall.megawatts - 125).magnitude < 1e-9)
    }

    /// Two quarters later: the park's connection in quarter 2, the mine in 5, the campus' connection in 6, the engines in 6
    /// and 7, the turbines (6.67) in 7.
    @Test("Late power moves energised only: what is wanted stays, and the lab earns less")
    func late() throws {
        let (calm, late) = (try run(), try run(["power-late"]))
        same(late.figures.map(\.wanted.megawatts), calm.figures.map(\.wanted.megawatts), "wanted")
        same(late.grid, [0, 0, 60, 60, 80, 80, 90, 90], "grid")
        same(late.fast, [0, 0, 0, 0, 0, 48, 66, 120], "faster ways")
        for quarter in 0..<8 { #expect(late.figures[quarter].energised <= calm.figures[quarter].energised) }
        #expect(late.cash[7] < calm.cash[7] - 1e6)
    }

    @Test("Shocks of size zero change no bit", arguments: ["power-late", "capex-cut", "worse-regulator"])
    func zero(shock: String) async throws {
        let folder = PackageRoot.path("Scenarios/region")
        let calm = try await Runner(Reading.program(folder: folder), audit: true).run(paths: 32)
        let zero = try await Runner(
            Reading.program(folder: folder, shocks: [ShockSetting(name: shock, severity: 0)]), audit: true
        ).run(paths: 32)
        #expect(zero.digest == calm.digest)
        #expect(zero.audit.allSatisfy { $0.worst == 0 || $0.check == .power || $0.check == .units })
        #expect(calm.column("regions.north.net-shortfall.2027") == [Float](repeating: 15, count: 32))
        #expect(calm.column("regions.north.gross-shortfall.2026") == [Float](repeating: 115, count: 32))
    }

    /// exp(0.5) x 4 = 6.59 quarters: the campus' connection comes in quarter 7.
    @Test("A harder regulator stretches the lead of what asks for a permit")
    func regulator() throws {
        let run = try run(["worse-regulator"])
        same(run.sites.map { $0["campus"]! }, [0, 0, 0, 0, 0, 54, 54, 104], "campus")
    }
}
