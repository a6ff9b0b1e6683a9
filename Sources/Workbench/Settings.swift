import Engine
import Foundation
import ScenarioFiles

/// What a workbench needs to know of the machine it runs on.
package struct WorkbenchSettings: Sendable {
    /// Address to listen on; others than the loopback need a token.
    package var host: String
    package var port: Int
    /// What a browser must know to be let in; nil where everybody on the machine may.
    package var token: String?
    /// The store of runs.
    package var store: String
    /// Where a scenario's folder is: as named, or a built-in one.
    package var folder: @Sendable (String) -> String
    /// Names of the scenarios that may be opened.
    package var scenarios: [String]
    /// Folder of the interactive libraries; nil where pages do without.
    package var libraries: String?
    /// Folder of the guide's pages on method; nil where they are not at hand.
    package var methods: String?
    package var threads: Int
    /// Paths that a page looks at where the scenario is large, and where it is small.
    package var largePaths = 200
    package var smallPaths = 1_000
    /// Seconds that a client may leave what it asked for untaken.
    package var patience = 20.0

    package init(
        host: String = "127.0.0.1", port: Int = 8080, token: String? = nil, store: String,
        folder: @escaping @Sendable (String) -> String, scenarios: [String], libraries: String? = nil,
        methods: String? = nil, threads: Int
    ) {
        self.host = host
        self.port = port
        self.token = token
        self.store = store
        self.folder = folder
        self.scenarios = scenarios
        self.libraries = libraries
        self.methods = methods
        self.threads = threads
    }

    /// Whether only this machine can reach the address.
    package static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }

    /// A token that nobody guesses.
    package static func newToken() -> String { Security.random() }
}
