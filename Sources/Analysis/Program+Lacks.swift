import Engine
import Model

extension Program {
    /// Says that a question does not apply to the scenario, and what it would take.
    package func lacks(_ message: String, hint: String) -> Diagnostics {
        let settings = scenario.settings
        return Diagnostics([Diagnostic(at: settings.place, message, quote: settings.name, hint: hint)])
    }
}
