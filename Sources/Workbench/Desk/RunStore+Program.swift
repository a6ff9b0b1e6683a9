import Engine
import Model
import RunStore

extension RunStore {
    /// The scenario of a stored run, read from the text that the store keeps, with the run's seed.
    /// - Parameter more: inputs set beyond those that the run had set.
    package func scenario(of stored: StoredRun, setting more: [String] = []) throws -> Scenario {
        try stored.manifest.readScenario(
            from: scenarioFiles(stored.number), overrides: stored.manifest.overrides + more)
    }

    /// The program of a stored run: what it computed, compiled again.
    package func program(of stored: StoredRun) throws -> Program {
        try Program(scenario(of: stored), shocks: stored.manifest.shocks)
    }
}
