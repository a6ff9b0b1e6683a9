import Engine
import Model
import ScenarioFiles

/// Programs from text, for tests.
public enum Reading {
    /// Compiles the text of one `scenario.yaml`.
    package static func program(
        _ text: String, shocks: [ShockSetting] = [], set overrides: [(key: String, value: String)] = []
    ) throws -> Program {
        try Program(scenario(text, set: overrides), shocks: shocks)
    }

    package static func scenario(_ text: String, set overrides: [(key: String, value: String)] = []) throws -> Scenario
    {
        try ScenarioReader(catalogue: Catalogue.schemas).read(text: ["scenario.yaml": text], overrides: overrides)
    }

    /// Compiles a scenario folder, looked up from the package's root.
    package static func program(
        folder: String, shocks: [ShockSetting] = [], set overrides: [(key: String, value: String)] = []
    ) throws -> Program {
        try Program(
            ScenarioReader(catalogue: Catalogue.schemas).read(folder: folder, overrides: overrides), shocks: shocks)
    }

    /// What is wrong with a text, as a user reads it; empty where nothing is.
    package static func findings(_ text: String) -> String {
        do {
            _ = try program(text)
            return ""
        } catch let diagnostics as Diagnostics {
            return diagnostics.errors.map(\.description).joined(separator: "\n")
        } catch {
            return "\(error)"
        }
    }
}
