import Engine
import Model
import ScenarioFiles

extension Manifest {
    /// The scenario of the run, read again from the text of its files, with the run's seed.
    /// - Parameter overrides: inputs that are set; those that the run had set where nil.
    package func readScenario(
        from files: [Scenario.SourceFile], overrides: [String]? = nil
    ) throws -> Scenario {
        var scenario = try ScenarioReader(catalogue: Catalogue.schemas).read(
            files: files, overrides: (overrides ?? self.overrides).map(\.override))
        scenario.settings.seed = seed
        return scenario
    }
}
