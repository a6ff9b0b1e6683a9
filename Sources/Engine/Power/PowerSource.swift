/// Where the power of a project comes from, and what follows from it.
package enum PowerSource: String, Sendable, CaseIterable {
    /// A connection for load that is always served.
    case grid
    /// A connection for load that the grid may curtail: firm by `firmness`.
    case gridFlexible = "grid-flexible"
    case gasTurbine = "gas-turbine"
    case engine
    case fuelCell = "fuel-cell"
    /// A share of a plant that runs.
    case nuclear
    case nuclearRestart = "nuclear-restart"
    case newNuclear = "new-nuclear"
    case solarStorage = "solar-storage"
    /// Power with no energy of its own: it rides through and firms others.
    case battery
    /// The connection of a mine for cryptocurrency, whose halls are rebuilt.
    case convertedMine = "converted-mine"
    /// Backup that a permit lets run some hours a year.
    case diesel
    /// Nothing before its trigger.
    case space

    /// Comes through the grid; all others are faster ways to power, behind the meter.
    var isGrid: Bool { self == .grid || self == .gridFlexible }

    /// Can serve a load that never stops.
    var hasEnergy: Bool { self != .battery }
}

/// Where a project stands. Its megawatts are in exactly one of the four.
package enum ProjectState: Int64, Sendable, CaseIterable {
    case waiting
    case energised
    /// Given up: it never comes.
    case withdrawn
    /// Its temporary permit has run out.
    case retired

    /// The state as measures call it: `waiting`.
    package init?(name: String) {
        guard let state = Self.allCases.first(where: { "\($0)" == name }) else { return nil }
        self = state
    }
}
