import Engine
import Lanes
import Model
import PowerSystem
import TestSupport
import Testing

/// What must hold of regions whatever the numbers.
struct RegionPropertyTests {
    /// A region of several sites with or without connections of their own, behind one supply.
    private func scenario(_ claims: [Double], supply: String, rule: String, common: String = "") -> String {
        """
        scenario: {name: t, start: 2026Q1, quarters: 4, seed: 3}
        parties:
          banks: {kind: sector, issues-money: true}
          a: {kind: party, cash: 5 USD assumption, equity: 5 USD assumption}
        rules: {all: {power-allocation: \(rule)}}
        regions: {north: {\(supply)\(common)}}
        sites:
        \(claims.enumerated().map { number, claim in
            """
              s\(number): {owner: a, region: NORTH, pue: 1 assumption, it-load: \(claim) MW assumption}
            """
        }.joined(separator: "\n"))
        """
    }

    private func run(_ program: Program, lanes: Int = 8, _ each: @escaping (Block) -> Void) throws {
        try Worker(program, width: 8, audit: true).run(firstPath: 0, lanes: lanes, each: each)
    }

    @Test("Each rule gives what the library of closed forms gives", arguments: ["proportional", "max-min", "queue"])
    func awards(rule: String) throws {
        let names: [String: AllocationRule] = ["proportional": .proportional, "max-min": .maxMin, "queue": .queue]
        var random = SeededGenerator(seed: 11)
        for _ in 0..<40 {
            let claims = (0..<Int.random(in: 1...6, using: &random)).map { _ in
                Double(Int.random(in: 0...200, using: &random))
            }
            let supply = Double(Int.random(in: 0...600, using: &random))
            let program = try Reading.program(
                scenario(claims, supply: "supply: \(supply) MW assumption", rule: rule))
            let expected = try Allocation(supply: supply, claims: claims).awards(names[rule]!)
            try run(program) { block in
                for site in program.sites {
                    #expect((block[site.rows.energised][0] - expected[site.index]).magnitude < 1e-9)
                }
            }
        }
    }

    @Test("A region's own projects are shared as its supply is, and count as faster ways by their source")
    func common() throws {
        let program = try Reading.program(
            scenario(
                [60, 40], supply: "supply: 30 MW assumption, ", rule: "proportional",
                common: "projects: [{name: gas, source: gas-turbine, power: 20 MW assumption, power-ready: 2 quarters}]"
            ))
        let region = program.regions[0]
        try run(program) { block in
            let figures = region.figures(block, lane: 0)
            #expect(figures.gross.shortfall.megawatts == 70)
            #expect(figures.net.shortfall.megawatts == (block.quarter < 2 ? 70 : 50))
            #expect((block[program.sites[0].rows.energised][0] - (block.quarter < 2 ? 18 : 30)).magnitude < 1e-12)
        }
    }

    @Test("The rest of the country wants less when plans are cut, and nothing more of it is energised")
    func aggregate() throws {
        func figures(_ share: String) throws -> [Region.Figures] {
            let text = scenario([100], supply: "supply: 70 MW assumption", rule: "queue")
                .replacing("it-load: 100.0 MW assumption", with: "it-load: 100 MW assumption, wanted: \(share)")
            let program = try Reading.program(text)
            var figures: [Region.Figures] = []
            try run(program) { figures.append(program.regions[0].figures($0, lane: 0)) }
            return figures
        }
        let calm = try figures("100 % assumption")
        let bust = try figures("{2026Q1: 100 % assumption, 2026Q3: 80 % assumption}")
        #expect(calm[3].net.shortfall.megawatts == 30)
        #expect(bust[3].net.shortfall.megawatts == 10)
        #expect(bust[3].attrition.megawatts == 20)
        #expect(bust[3].energised == calm[3].energised)
    }

    /// Random scenarios with regions, as in the test of all invariants.
    private static func generated(_ count: Int) -> [GeneratedScenario] {
        (0..<400).lazy.map { ScenarioGenerator.scenario(seed: UInt64($0)) }
            .filter { $0.items.contains { $0.section == "regions" } }.prefix(count).map { $0 }
    }

    @Test("Megawatts of projects are waiting, energised, withdrawn or retired, and none comes back")
    func states() throws {
        var seen: Set<ProjectState> = []
        for scenario in Self.generated(40) {
            let program = try Reading.program(scenario.text)
            let projects = program.sites.flatMap(\.projects) + program.regions.flatMap(\.projects)
            var last: [[Int64]] = []
            try Worker(program, width: 16, audit: true).run(firstPath: 0, lanes: 16) { block in
                for (index, project) in projects.enumerated() {
                    for lane in 0..<16 {
                        let (now, before) = (block[project.state][lane], last[index][lane])
                        last[index][lane] = now
                        let state = ProjectState(rawValue: now)
                        #expect(state != nil)
                        if let state { seen.insert(state) }
                        let allowed: [Int64: Set<Int64>] = [0: [0, 1, 2, 3], 1: [1, 3], 2: [2], 3: [3]]
                        #expect(allowed[before]!.contains(now), "\(project.name): \(before) to \(now)")
                    }
                }
                for region in program.regions {
                    for lane in 0..<16 {
                        let f = region.figures(block, lane: lane)
                        #expect(f.attrition.megawatts >= -1e-9)
                        #expect(f.net.shortfall <= f.gross.shortfall)
                        let missing = f.wanted.megawatts - f.energised.megawatts
                        #expect((max(0, missing) - f.net.shortfall.megawatts).magnitude < 1e-6)
                    }
                }
            } begun: { block in
                last = projects.map { project in (0..<16).map { block[project.state][$0] } }
            }
        }
        #expect(seen == Set(ProjectState.allCases), "the random scenarios try every state")
    }

    @Test("Twice the megawatts, slots and units give exactly twice every gigawatt")
    func doubled() throws {
        let program = try Reading.program(folder: PackageRoot.path("Scenarios/region"))
        let text = program.scenario.files.first { $0.path.hasSuffix("scenario.yaml") }!.text
        let twice = try Reading.program(Self.doubled(text))
        var (once, other): ([[Double]], [[Double]]) = ([], [])
        func figures(_ program: Program, _ block: Block) -> [Double] {
            let f = program.regions[0].figures(block, lane: 0)
            return [
                f.announced.megawatts, f.wanted.megawatts, f.energised.megawatts, f.attrition.megawatts,
                f.gross.shortfall.megawatts, f.net.shortfall.megawatts,
            ] + program.sites.map { block[$0.rows.energised][0] }
                + program.suppliers.flatMap { [block[$0.rows.backlog][0], block[$0.rows.shipped][0]] }
        }
        try run(program) { once.append(figures(program, $0)) }
        try run(twice) { other.append(figures(twice, $0)) }
        #expect(other == once.map { $0.map { 2 * $0 } })
        #expect(once.last!.contains { $0 > 0 })
    }

    /// Doubles what is counted in megawatts, units or dollars, but not prices.
    private static func doubled(_ text: String) -> String {
        text.replacing(#/([0-9.]+) (MW per quarter|MW|units|[BM] USD per year|[BM] USD) assumption/#) { match in
            "\(2 * Double(match.output.1)!) \(match.output.2) assumption"
        }
    }

    @Test("Later power never raises anybody's megawatts where each has its own, nor a region's where they share")
    func later() throws {
        for scenario in Self.generated(30) {
            let delays = scenario.items.filter { $0.section == "sites" }.map { "sites.\($0.name).delay" }
            let text = scenario.text.replacing(#/temporary: [0-9]+ quarters/#, with: "temporary: 400 quarters")
            let calm = try Reading.program(text)
            let late = try Reading.program(text, set: delays.map { ($0, "2 quarters") })
            func megawatts(_ program: Program) throws -> [[Double]] {
                var found: [[Double]] = []
                try run(program) { block in
                    let regions = program.regions.map { region in (0..<8).map { block[region.rows.energised][$0] } }
                    // Sites that share a supply may gain from each other's delays.
                    let sites = program.sites.filter { site in
                        site.region.map { !program.regions[$0].hasCommonSupply } ?? true
                    }
                    .map { site in (0..<8).map { block[site.rows.energised][$0] } }
                    found.append((regions + sites).flatMap { $0 })
                }
                return found
            }
            for (a, b) in zip(try megawatts(calm), try megawatts(late)) {
                #expect(zip(a, b).allSatisfy { $1 <= $0 + 1e-9 }, "seed \(scenario.seed)")
            }
        }
    }
}
