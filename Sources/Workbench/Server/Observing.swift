import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import Reports
import Synchronization

/// Counts of what the server did, for those who watch it: the text format that Prometheus reads.
final class Counters: Sendable {
    private struct State {
        var requests: [String: Int] = [:]
        var seconds: [String: Double] = [:]
        var liveRuns: [String: Int] = [:]
        var dropped = 0
    }
    private let state = Mutex(State())
    private let started = Date()

    func note(_ route: String, status: Int, seconds: Double) {
        state.withLock {
            $0.requests["route=\"\(route)\",status=\"\(status)\"", default: 0] += 1
            $0.seconds["route=\"\(route)\"", default: 0] += seconds
        }
    }

    func noteLiveRun(_ end: String) { state.withLock { $0.liveRuns["end=\"\(end)\"", default: 0] += 1 } }

    /// A client that did not take what it asked for has been dropped.
    func noteDropped() { state.withLock { $0.dropped += 1 } }

    var text: String {
        state.withLock { state in
            var text = "# TYPE plimsoll_requests_total counter\n"
            for (labels, count) in state.requests.sorted(by: { $0.key < $1.key }) {
                text += "plimsoll_requests_total{\(labels)} \(count)\n"
            }
            text += "# TYPE plimsoll_request_seconds_total counter\n"
            for (labels, seconds) in state.seconds.sorted(by: { $0.key < $1.key }) {
                text += "plimsoll_request_seconds_total{\(labels)} \(seconds)\n"
            }
            text += "# TYPE plimsoll_live_runs_total counter\n"
            for (labels, count) in state.liveRuns.sorted(by: { $0.key < $1.key }) {
                text += "plimsoll_live_runs_total{\(labels)} \(count)\n"
            }
            text += "# TYPE plimsoll_slow_clients_dropped_total counter\n"
            text += "plimsoll_slow_clients_dropped_total \(state.dropped)\n"
            text +=
                "# TYPE plimsoll_uptime_seconds gauge\nplimsoll_uptime_seconds \(Date().timeIntervalSince(started))\n"
            return text
        }
    }
}

/// Counts and logs each request, and says what went wrong in a page or in JSON, as was asked.
struct Observing: RouterMiddleware {
    typealias Context = WorkbenchContext
    let counters: Counters
    let layout: Layout

    func handle(
        _ request: Request, context: WorkbenchContext,
        next: (Request, WorkbenchContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response: Response
        do {
            response = try await next(request, context)
        } catch {
            response = answer(error, request, context)
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        counters.note(context.endpointPath ?? "none", status: response.status.code, seconds: seconds)
        context.logger.info(
            "request",
            metadata: [
                "method": "\(request.method)", "path": "\(request.uri.path)", "status": "\(response.status.code)",
                "milliseconds": "\(Int(seconds * 1000))",
            ])
        return response
    }

    private func answer(_ error: any Error, _ request: Request, _ context: WorkbenchContext) -> Response {
        var problem = PageProblem(error)
        if problem == nil, let http = error as? any HTTPResponseError {
            problem = PageProblem(status: http.status, description: layout.labels[.notFound])
        }
        if problem == nil { context.logger.error("failed", metadata: ["error": "\(error)"]) }
        let said = problem ?? PageProblem(status: .internalServerError, description: layout.labels[.somethingWrong])
        guard !request.uri.path.hasPrefix("/api/") else {
            let text = (try? AnswerJSON.text(["error": said.description])) ?? "{}"
            return .json(text, status: said.status)
        }
        return .html(
            layout.page(
                title: "\(said.status.code)", question: layout.labels[.somethingWrong],
                body: "<pre class=\"problem\" tabindex=\"0\">\(escaped(said.description))</pre>\n"), status: said.status
        )
    }
}
