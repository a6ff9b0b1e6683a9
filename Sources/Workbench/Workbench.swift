import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Reports
import ServiceLifecycle

/// The workbench: a local web server over stored runs and live ones.
///
///     let workbench = try Workbench(WorkbenchSettings(store: "runs.plimsoll", folder: { $0 }, scenarios: [], threads: 2))
///     try await workbench.serve { print($0) }
package struct Workbench: Sendable {
    let settings: WorkbenchSettings
    let routes: Routes
    let live: LiveRuns

    /// Opens the store and the files of the pages.
    package init(_ settings: WorkbenchSettings) throws {
        self.settings = settings
        let labels = Labels.english
        let (security, assets, counters) = (Security(settings), try Assets(libraries: settings.libraries), Counters())
        let desk = try Desk(settings)
        live = LiveRuns(store: desk.store, threads: settings.threads, labels: labels, counters: counters)
        let layout = Layout(
            labels: labels, hasCharts: assets.hasCharts, hasTables: assets.hasTables,
            hasMethods: settings.methods != nil, formToken: security.formToken)
        routes = Routes(
            desk: desk, live: live, assets: assets, security: security, layout: layout, counters: counters,
            pages: Pages(desk: desk, labels: labels, formToken: security.formToken))
    }

    /// Serves until the process is told to end, then finishes what it has begun to answer.
    /// - Parameter started: is told the address once the server listens.
    package func serve(started: @escaping @Sendable (String) -> Void) async throws {
        let (host, live, counters) = (settings.host, live, routes.counters)
        let patience = TimeAmount.milliseconds(Int64(settings.patience * 1000))
        let name = host.contains(":") ? "[\(host)]" : host
        let application = Application(
            responder: routes.router().buildResponder(),
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [SlowClients(patience: patience) { counters.noteDropped() }],
                    idleTimeout: .seconds(120))),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: settings.port), serverName: "plimsoll"),
            services: [LiveRunsService(live: live)],
            onServerRunning: { channel in started("http://\(name):\(channel.localAddress?.port ?? 0)/") },
            logger: Self.logger())
        do {
            try await application.runService()
        } catch let error as IOError {
            throw cannotListen(String(cString: strerror(error.errnoCode)).lowercased())
        } catch is SocketAddressError.UnknownHost {
            throw cannotListen("no machine of that name is known")
        }
    }

    /// The only time that the server asks the system for something is when it begins to listen.
    private func cannotListen(_ reason: String) -> ListeningError {
        ListeningError(
            description:
                "cannot listen on port \(settings.port) of `\(settings.host)`: \(reason). Give --port another number (0 takes one "
                + "that is free), and --host an address of this machine: 127.0.0.1, or 0.0.0.0 for all")
    }

    /// Logs go to standard error, a line a request.
    private static func logger() -> Logger {
        var logger = Logger(label: "plimsoll.workbench") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .info
        return logger
    }
}

/// The address of the settings cannot be listened on.
package struct ListeningError: Error, CustomStringConvertible {
    package let description: String
}

/// Keeps the lines of those who watch open, and ends live runs and lines when the server goes down.
private struct LiveRunsService: Service {
    let live: LiveRuns

    /// Seconds between signs of life to those who watch.
    private static let beat = 10.0

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .seconds(Self.beat))) != nil { await live.beat() }
        }
        await live.shutDown()
    }
}
