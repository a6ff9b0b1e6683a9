import Engine
import Model

extension Program {
    /// Whether the scenario has so many parties that questions about it look at fewer paths, and shocks are run only where
    /// they are asked for.
    package var isLarge: Bool { parties.count { !$0.isSector } > 12 }
}

extension Scenario {
    /// Paths of one of many runs: few where there are many parties, and a run takes long.
    package func paths(few: Int, many: Int) -> Int { self["parties"].count { $0.kind == "party" } > 12 ? few : many }
}
