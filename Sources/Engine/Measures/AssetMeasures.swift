import Lanes
import Ledger
import PowerSystem

/// Equipment and power added up over cohorts and projects.
extension Program {
    /// `fleets.OWNER.book-value`, `.tax-value`, `.market-value`, `.contracted-value`, in dollars, `.megawatts` of IT load, and
    /// `generations.NAME.units`, `.powered`, `.utilisation`, `.training-share` ...
    func fleetMeasure(_ name: String) -> Measure? {
        let words = name.split(separator: ".").map(String.init)
        guard words.count == 3 else { return nil }
        if words[0] == "fleets", let owner = parties.first(where: { $0.name == words[1] }) {
            return value(name, words[2], cohorts.filter { $0.owner == owner.index && $0.generation != nil })
        }
        guard words[0] == "generations" else { return nil }
        let own = cohorts.filter { $0.generation?.name == words[1] }
        switch words[2] {
        case "units": return count(name, own.map(\.rows.units))
        case "powered": return count(name, own.map(\.rows.powered))
        case "book-value", "tax-value", "market-value": return value(name, words[2], own)
        default: break
        }
        guard let generation = generations.first(where: { $0.name == words[1] }) else { return nil }
        if words[2] == "utilisation" {
            return Measure(name, FormulaSource(.real(generation.use), factor: 1), isFlow: false)
        }
        guard let tiers = market?.clearing?.tiers, let spot = generation.spot,
            let number = tiers.tiers.firstIndex(where: { "\(ComputeTiers.names[$0.kind])-share" == words[2] })
        else { return nil }
        return Measure(name, FormulaSource(.real(spot.share[number]), factor: 1), isFlow: false)
    }

    private func count(_ name: String, _ rows: [Row<Units>]) -> Measure {
        Measure(name, isFlow: false) { block, values in
            for row in rows {
                let units = block[row]
                for lane in values.indices { values[lane] += units[lane] }
            }
        }
    }

    private func value(_ name: String, _ kind: String, _ cohorts: [Cohort]) -> Measure? {
        switch kind {
        case "book-value":
            return Measure(name, FormulaSource(.balances(cohorts.map(\.book.row), sign: 1), factor: 1), isFlow: false)
        case "tax-value":
            return Measure(
                name, FormulaSource(.balances(cohorts.map(\.rows.taxValue), sign: 1), factor: 1), isFlow: false)
        case "market-value", "contracted-value":
            let isHeld = kind == "contracted-value"
            return Measure(name, isFlow: false) { block, values in
                for cohort in cohorts {
                    let each = block[isHeld ? cohort.rows.contractedValue : cohort.rows.marketValue]
                    let units = block[cohort.rows.units]
                    for lane in values.indices { values[lane] += units[lane] * each[lane] }
                }
            }
        case "megawatts":
            return Measure(name, isFlow: false) { block, values in
                for cohort in cohorts {
                    let (units, each) = (block[cohort.rows.units], cohort.generation?.megawatts ?? 0)
                    for lane in values.indices { values[lane] += units[lane] * each }
                }
            }
        default: return nil
        }
    }

    /// Facility megawatts of a site: `sites.NAME.announced`, `.facility`, what has power and hall, and `.wanted` where the
    /// scenario models its region.
    func siteMeasure(_ name: String) -> Measure? {
        let words = name.split(separator: ".").map(String.init)
        guard words.count == 3, words[0] == "sites", let site = sites.first(where: { $0.name == words[1] }) else {
            return nil
        }
        switch words[2] {
        case "announced":
            return Measure(name, isFlow: false) { block, values in
                let (load, pue) = (block[site.announced], block[site.pue])
                for lane in values.indices { values[lane] += load[lane] * pue[lane] }
            }
        case "wanted" where site.region != nil:
            return Measure(name, isFlow: false) { block, values in
                let wanted = block[site.rows.wanted]
                for lane in values.indices { values[lane] += wanted[lane] }
            }
        case "facility":
            return Measure(name, isFlow: false) { block, values in
                let (there, pue) = (block[site.rows.energised], block[site.pue])
                for lane in values.indices { values[lane] += there[lane] * pue[lane] }
            }
        default: return nil
        }
    }

    /// `power.SOURCE.energised`: firm facility megawatts of all projects of a source, and `power.SOURCE.capex`, the dollars
    /// that those of them cost whose capital cost the scenario gives; `.emissions`, tonnes of CO2 in the quarter.
    func powerMeasure(_ name: String) -> Measure? {
        let words = name.split(separator: ".").map(String.init)
        guard words.count == 3, words[0] == "power" else { return nil }
        let own = (regions.flatMap(\.projects) + sites.flatMap(\.projects)).filter { $0.source.rawValue == words[1] }
        guard PowerSource(rawValue: words[1]) != nil else { return nil }
        let weight: @Sendable (PowerProject) -> Double
        switch words[2] {
        case "energised": weight = { _ in 1 }
        case "capex": weight = { ($0.capex ?? 0) * 1_000 }
        case "emissions": weight = { ($0.emissions ?? 0) * 2_190 }
        default: return nil
        }
        return Measure(name, isFlow: words[2] == "emissions") { block, values in
            for project in own {
                let each = weight(project)
                guard each != 0 else { continue }
                for lane in values.indices { values[lane] += each * project.firmMegawatts(block, lane: lane) }
            }
        }
    }

    /// `pipeline.REGION.waiting`, `.energised`, `.withdrawn`, `.retired`: contracted facility megawatts of the projects of a
    /// region and its sites by where they stand; `pipeline.all...` of all projects.
    func pipelineMeasure(_ name: String) -> Measure? {
        let words = name.split(separator: ".").map(String.init)
        guard words.count == 3, words[0] == "pipeline", let state = ProjectState(name: words[2]) else { return nil }
        var own = regions.flatMap(\.projects) + sites.flatMap(\.projects)
        if words[1] != "all" {
            guard let index = regions.firstIndex(where: { $0.name == words[1] }) else { return nil }
            own = regions[index].projects + sites.filter { $0.region == index }.flatMap(\.projects)
        }
        return Measure(name, isFlow: false) { [own] block, values in
            for project in own {
                let now = block[project.state]
                for lane in values.indices where now[lane] == state.rawValue { values[lane] += project.megawatts }
            }
        }
    }

    /// Tiers of the compute market, in the order of the cascade.
    package var tiers: [String] { market?.clearing?.tiers?.tiers.map { ComputeTiers.names[$0.kind] } ?? [] }
}
