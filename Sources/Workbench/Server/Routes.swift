import Analysis
import Engine
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Model
import NIOCore
import Reports
import RunStore

/// Addresses and what answers them.
struct Routes: Sendable {
    let desk: Desk
    let live: LiveRuns
    let assets: Assets
    let security: Security
    let layout: Layout
    let counters: Counters
    let pages: Pages

    var labels: Labels { layout.labels }

    func router() -> Router<WorkbenchContext> {
        let router = Router(context: WorkbenchContext.self)
        router.middlewares.add(Gate(security: security))
        router.middlewares.add(Observing(counters: counters, layout: layout))
        router.get("/") { _, _ in try home() }
        router.get("/healthz") { _, _ in Response.text("ok\n") }
        router.get("/metrics") { _, _ in Response.text(counters.text, type: "text/plain; version=0.0.4") }
        router.get("/assets/{name}") { _, context in try asset(context.parameters.require("name")) }
        router.get("/method/{name}") { _, context in try method(context.parameters.require("name")) }
        router.get("/sign-in") { _, _ in Response.html(signIn()) }
        router.post("/sign-in") { request, _ in try await enter(request) }
        router.get("/runs/{run}") { _, context in
            let stored = try desk.run(named: try context.parameters.require("run"))
            return Response.redirect("/runs/\(stored.number)/overview")
        }
        router.get("/runs/{run}/memo.html") { _, context in
            let stored = try desk.run(named: try context.parameters.require("run"))
            return try await memo(stored)
        }
        router.get("/runs/{run}/{page}") { request, context in
            let stored = try desk.run(named: try context.parameters.require("run"))
            return try await page(try context.parameters.require("page"), stored, Asked(request))
        }
        addLive(router)
        addAPI(router)
        return router
    }

    // MARK: Pages

    /// A page, or a part of it as a file: `overview`, `overview.csv?part=defaults`, `power.svg?part=shortfall`.
    private func page(_ text: String, _ stored: StoredRun, _ asked: Asked) async throws -> Response {
        let parts = text.split(separator: ".", maxSplits: 1)
        guard let first = parts.first, let name = PageName(rawValue: String(first)) else {
            throw PageProblem.notFound(
                "there is no page `\(text)`; pages are: \(PageName.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        let content = try await pages.content(name, of: stored, asked)
        guard parts.count == 2 else { return .html(html(content, name, stored, asked)) }
        return try Self.file(content.sheet, suffix: String(parts[1]), part: asked["part"])
    }

    static func file(_ sheet: Sheet, suffix: String, part: String) throws -> Response {
        switch suffix {
        case "csv":
            guard let table = sheet.tables.first(where: { $0.id == part }) ?? (part.isEmpty ? sheet.tables.first : nil)
            else { throw PageProblem.notFound("parts are: \(sheet.tables.map(\.id).joined(separator: ", "))") }
            return .text(table.csv, type: "text/csv; charset=utf-8")
        case "svg":
            guard let chart = sheet.charts.first(where: { $0.id == part }) ?? (part.isEmpty ? sheet.charts.first : nil)
            else { throw PageProblem.notFound("pictures are: \(sheet.charts.map(\.id).joined(separator: ", "))") }
            return .text(chart.svg(isAlone: true), type: "image/svg+xml")
        default: throw PageProblem.notFound("there is no page of that kind: ask for .csv or .svg")
        }
    }

    private func html(_ content: PageContent, _ name: PageName, _ stored: StoredRun, _ asked: Asked) -> String {
        let query = asked.all("").map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }.joined(separator: "&")
        let address: Sheet.Address = { part, suffix in
            "\(name.rawValue).\(suffix)?part=\(Self.encoded(part))" + (query.isEmpty ? "" : "&\(query)")
        }
        let body =
            content.controls + "<div id=\"answer\">" + content.before
            + content.sheet.html(address: address, labels: labels, json: Layout.json) + content.after + "</div>\n"
        let data = "\(name.rawValue)\(query.isEmpty ? "" : "?\(query)")"
        let links =
            "<a href=\"/api/v1/runs/\(stored.number)/\(escaped(data))\">\(escaped(labels[.dataOf])) (\(escaped(labels[.asJSON])))</a> "
            + (name == .overview ? "<a href=\"/runs/\(stored.number)/memo.html\">\(escaped(labels[.memo]))</a> " : "")
        return layout.page(
            title: content.sheet.title, question: content.sheet.question, run: stored, current: name,
            method: content.sheet.method, data: links, body: body)
    }

    static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(.init(charactersIn: "-._~"))) ?? ""
    }

    private func home() throws -> Response {
        let runs = try desk.store.runs()
        var body = ""
        if runs.isEmpty { body += "<p>\(escaped(labels[.noRuns]))</p>\n" }
        if !runs.isEmpty {
            let table = DataTable(
                "runs", title: labels[.storedRuns],
                columns: [
                    .init(labels[.runs]), .text(labels[.scenario]), .text(labels[.shocksChoice]),
                    .init(labels[.paths]), .text(labels[.status]), .text(labels[.started]), .text(labels[.digest]),
                ],
                rows: runs.reversed().map { run in
                    let changes = run.manifest.shocks.map(\.name) + run.manifest.overrides
                    return [
                        .init("\(run.number)", link: run.status == .finished ? "/runs/\(run.number)/overview" : nil),
                        .init(
                            run.manifest.scenario, link: run.status == .finished ? "/runs/\(run.number)/overview" : nil),
                        .init(changes.isEmpty ? "–" : changes.joined(separator: ", ")),
                        .init(Figure.text(Double(run.manifest.paths), digits: 0)), .init(run.status.rawValue),
                        .init(run.started), .init(String((run.digest ?? "–").prefix(12))),
                    ]
                })
            body +=
                "<section class=\"table-box\"><h2>\(escaped(labels[.storedRuns]))</h2>\(Sheet.rows(table))</section>\n"
        }
        body += "<section class=\"table-box\"><h2>\(escaped(labels[.startRun]))</h2>"
        body +=
            "<form class=\"controls\" method=\"post\" action=\"/live\"><input type=\"hidden\" name=\"csrf\" value=\"\(security.formToken)\">"
        body += "<label>\(escaped(labels[.scenario])) <select name=\"scenario\">"
        for name in desk.settings.scenarios { body += "<option>\(escaped(name))</option>" }
        body +=
            "</select></label><label>\(escaped(labels[.pathsChoice])) <input type=\"number\" name=\"paths\" min=\"32\" max=\"100000\" value=\"512\">"
        body += "</label><button class=\"main\">\(escaped(labels[.start]))</button></form></section>\n"
        return .html(layout.page(title: labels[.home], question: labels[.homeQuestion], body: body))
    }

    private func memo(_ stored: StoredRun) async throws -> Response {
        let answer = try await desk.overview(stored)
        return .html(
            MemoPage.html(answer, labels: labels, hasOwnStyle: false)
        )
    }

    // MARK: Files

    private func asset(_ name: String) throws -> Response {
        guard let file = assets[name] else { throw PageProblem.notFound("there is no file `\(name)`") }
        return .file(file.bytes, type: file.type)
    }

    private func method(_ name: String) throws -> Response {
        guard name.wholeMatch(of: /[a-z-]+/) != nil, let folder = desk.settings.methods,
            let data = FileManager.default.contents(atPath: "\(folder)/\(name).md")
        else { throw PageProblem.notFound("there is no page `\(name)` in the guide") }
        let text = String(decoding: data, as: UTF8.self)
        let title = text.split(separator: "\n").first.map { String($0.drop { $0 == "#" || $0 == " " }) } ?? name
        let rest = text.drop { $0 != "\n" }
        return .html(
            layout.page(
                title: title, question: labels[.how],
                body: "<article class=\"method\">\(MarkdownPage.html(String(rest)))</article>"))
    }

    // MARK: Signing in

    private func signIn() -> String {
        layout.page(
            title: labels[.signIn], question: labels[.signInHow],
            body:
                "<form class=\"controls\" method=\"post\"><label>\(escaped(labels[.signIn])) <input type=\"password\" name=\"token\" "
                + "autocomplete=\"current-password\"></label><button class=\"main\">\(escaped(labels[.open]))</button></form>\n"
        )
    }

    private func enter(_ request: Request) async throws -> Response {
        let form = try await Self.form(request)
        guard let token = security.token, Security.isSame(form["token"], token) else {
            throw PageProblem.forbidden("that is not the token")
        }
        var response = Response.redirect("/")
        response.setCookie(
            Cookie(name: Security.cookie, value: token, path: "/", httpOnly: true, sameSite: .strict))
        return response
    }

    /// The body of a form, of at most 64 KiB.
    static func form(_ request: Request) async throws -> Asked {
        do {
            return Asked(query: String(buffer: try await request.body.collect(upTo: 64 << 10)))
        } catch let error as any HTTPResponseError {
            throw error
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            // Fewer bytes came than the head promised, or they came in no form that HTTP knows.
            throw PageProblem(status: .badRequest, description: "the request ended before its body was complete")
        }
    }
}
