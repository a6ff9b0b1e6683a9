import Engine

extension Program {
    /// Whether the scenario has so many parties that questions about it look at fewer paths, and shocks are run only where
    /// they are asked for.
    package var isLarge: Bool { parties.count { !$0.isSector } > 12 }
}
