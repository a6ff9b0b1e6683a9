import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Model
import NIOCore
import Reports
import ScenarioFiles

extension Routes {
    func addLive(_ router: Router<WorkbenchContext>) {
        router.post("/live") { request, _ in try await submit(request) }
        router.get("/live/{id}") { _, context in Response.html(livePage(try await watched(context))) }
        router.get("/live/{id}/events") { _, context in events(try await watched(context)) }
        router.post("/live/{id}/cancel") { request, context in
            try await checked(request)
            let run = try await watched(context)
            try await live.cancel(run.id)
            return Response.redirect("/live/\(run.id)")
        }
        router.post("/live/{id}/save") { request, context in
            let form = try await checked(request)
            return try save(try await watched(context), form)
        }
    }

    func watched(_ context: WorkbenchContext) async throws -> LiveRun {
        try await live.run(Int(try context.parameters.require("id")) ?? 0)
    }

    /// The form of a request that writes, if it comes from one of our pages.
    @discardableResult
    func checked(_ request: Request) async throws -> Asked {
        let form = try await Self.form(request)
        guard security.mayWrite(request, form: form) else {
            throw PageProblem.forbidden(
                "this form comes from elsewhere, or from before the server was restarted: load the page again")
        }
        return form
    }

    func submit(_ request: Request) async throws -> Response {
        let form = try await checked(request)
        let run = try await live.submit(try LiveRequest(form: form).work(desk, labels))
        if request.headers[.accept]?.contains("application/json") == true {
            return .json(try AnswerJSON.text(run.snapshot), status: .accepted)
        }
        return .redirect("/live/\(run.id)")
    }

    /// Server-sent events: how far, the picture, the end. A comment now and then keeps the line open.
    private func events(_ run: LiveRun) -> Response {
        let stream = run.watch()
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
                for await event in stream {
                    guard !event.name.isEmpty else {
                        try await writer.write(ByteBuffer(string: ":\n\n"))
                        continue
                    }
                    // One line of data: a fragment of HTML has line breaks that mean nothing.
                    let data = event.data.split(separator: "\n").joined(separator: " ")
                    try await writer.write(ByteBuffer(string: "event: \(event.name)\ndata: \(data)\n\n"))
                }
                try await writer.finish(nil)
            })
    }

    /// The part of a page that follows a live run; `workbench.js` keeps it current.
    func liveBox(_ run: LiveRun) -> String {
        let now = run.snapshot
        var text = "<div class=\"live-box\" data-live-run=\"\(run.id)\" data-over=\"\(now.status.isOver)\">"
        text += "<p class=\"state\"><b data-part=\"status\">\(escaped(status(now.status)))</b> "
        text += "<progress max=\"\(now.paths)\" value=\"\(now.done)\"></progress> "
        text += "<span data-part=\"progress\">\(escaped(labels(.progressOf, "\(now.done)", "\(now.paths)")))</span></p>"
        if let message = now.message { text += "<pre class=\"problem\">\(escaped(message))</pre>" }
        if !now.status.isOver {
            text +=
                "<form method=\"post\" action=\"/live/\(run.id)/cancel\" data-cancel><input type=\"hidden\" name=\"csrf\" "
            text += "value=\"\(security.formToken)\"><button>\(escaped(labels[.cancel]))</button></form>"
        }
        if now.status == .finished, let question = run.job as? LiveQuestion {
            text += "<p><a class=\"button main\" href=\"/runs/\(question.run)/\(escaped(question.page))\">"
            text += "\(escaped(labels[.openAnswer]))</a></p><p>\(escaped(labels[.reproduce])):</p>"
            text += "<pre tabindex=\"0\"><code>\(escaped(question.command))</code></pre>"
        } else if now.status == .finished, let number = now.run {
            text +=
                "<p><a class=\"button main\" href=\"/runs/\(number)/overview\">\(escaped(labels[.openRun])) \(number)</a> "
            text += "<a class=\"button\" href=\"/runs/\(number)/edit\">\(escaped(labels[.backToEdit]))</a></p>"
            text += "<p>\(escaped(labels[.digest])): <code data-part=\"digest\">\(escaped(now.digest ?? ""))</code></p>"
            text +=
                "<p>\(escaped(labels[.reproduce])):</p><pre tabindex=\"0\"><code>\(escaped(run.job.command))</code></pre>"
            text +=
                "<form class=\"controls\" method=\"post\" action=\"/live/\(run.id)/save\"><input type=\"hidden\" name=\"csrf\" "
            text +=
                "value=\"\(security.formToken)\"><label>\(escaped(labels[.overlayName])) <input name=\"name\" maxlength=\"40\" required "
            text += "pattern=\"[a-z0-9][a-z0-9\\-]*\"></label><button>\(escaped(labels[.saveOverlay]))</button>"
            text += "<small>\(escaped(labels[.overlayHow]))</small></form>"
        }
        return text + "</div>\n"
    }

    private func status(_ status: LiveRun.Status) -> String {
        switch status {
        case .waiting: return labels[.waiting]
        case .running: return labels[.running]
        case .finished: return labels[.finished]
        case .cancelled: return labels[.cancelled]
        case .failed: return labels[.failed]
        }
    }

    private func livePage(_ run: LiveRun) -> String {
        layout.page(
            title: run.job.title, question: labels[.liveQuestion],
            body: liveBox(run) + "<div data-picture=\"\(run.id)\">\(run.picture)</div>\n")
    }

    private func save(_ run: LiveRun, _ form: Asked) throws -> Response {
        guard let job = run.job as? LiveJob else { throw PageProblem.refused("only a run can be saved as a scenario") }
        let base = job.scenario.settings.name
        guard desk.settings.scenarios.contains(base) else {
            throw PageProblem.refused(
                "`\(base)` is no folder of this workbench: its overlay would have nothing to lie on")
        }
        let folder = desk.settings.folder(base)
        let overlay = Overlay(
            name: form["name"], base: URL(fileURLWithPath: folder).lastPathComponent, paths: job.paths,
            seed: job.scenario.settings.seed, changes: job.overrides.map(\.override), shocks: job.shocks)
        let target = try overlay.save(beside: folder)
        return .html(
            layout.page(
                title: labels(.saved, overlay.name), question: labels[.overlayHow],
                body: "<p>\(escaped(target))</p><p>\(escaped(labels[.reproduce])):</p>"
                    + "<pre tabindex=\"0\"><code>\(escaped(overlay.command))</code></pre>"))
    }
}
