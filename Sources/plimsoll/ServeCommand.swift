import ArgumentParser
import Foundation
import Workbench

/// `plimsoll serve`: the workbench in the browser.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the workbench: pages about stored runs, and live runs, in a browser.",
        discussion: "On another address than the loopback a token is needed, which is printed at the start.")

    @Option(name: .long, parsing: .unconditional, help: "Port to listen on; 0 for any that is free.")
    var port: Int = 8080

    @Option(name: .long, help: "Address to listen on.")
    var host: String = "127.0.0.1"

    @Option(
        name: .customLong("web-assets"),
        help: ArgumentHelp("Folder with echarts.min.js and tabulator.min.js.", valueName: "folder"),
        completion: .directory)
    var assets: String?

    func validate() throws {
        if !(0...65_535).contains(port) { throw ValidationError("--port must lie between 0 and 65535, not \(port)") }
    }

    func run() async throws {
        try await Console.reporting {
            let environment = ProcessInfo.processInfo.environment
            var settings = WorkbenchSettings(
                host: host, port: port, store: Library.store, folder: { Library.folder(of: $0) },
                scenarios: Library.scenarios, libraries: assets ?? Library.webAssets, methods: Library.methods,
                threads: ProcessInfo.processInfo.activeProcessorCount)
            if !WorkbenchSettings.isLoopback(host) {
                settings.token = environment["PLIMSOLL_TOKEN"] ?? WorkbenchSettings.newToken()
            }
            let token = settings.token
            let given = environment["PLIMSOLL_TOKEN"] != nil
            try await Workbench(settings).serve { address in
                Console.print("Workbench at \(address)\n")
                if let token, !given { Console.print("Token: \(token)\n") }
            }
        }
    }
}
