import Engine
import Model
import RunStore
import ScenarioFiles

extension RunStore {
    /// The scenario of a stored run, read from the text that the store keeps, with the run's seed.
    /// - Parameter more: inputs set beyond those that the run had set.
    package func scenario(of stored: StoredRun, setting more: [String] = []) throws -> Scenario {
        var scenario = try ScenarioReader(catalogue: Catalogue.schemas).read(
            files: scenarioFiles(stored.number), overrides: (stored.manifest.overrides + more).map(\.override))
        scenario.settings.seed = stored.manifest.seed
        return scenario
    }

    /// The program of a stored run: what it computed, compiled again.
    package func program(of stored: StoredRun) throws -> Program {
        try Program(scenario(of: stored), shocks: stored.manifest.shocks)
    }
}
