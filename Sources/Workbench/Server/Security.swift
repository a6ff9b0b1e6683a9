import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore

/// Who may ask, and who may write. On the loopback address everybody on the machine may ask, if they name the machine by its own
/// name: a page elsewhere cannot. Elsewhere a token lets in.
package struct Security: Sendable {
    let token: String?
    /// Names under which the server may be addressed; empty for any, where a token is needed anyway.
    let hosts: Set<String>
    /// What forms send along: a page of somebody else does not know it.
    let formToken: String

    init(_ settings: WorkbenchSettings) {
        token = settings.token
        hosts = WorkbenchSettings.isLoopback(settings.host) ? ["localhost", "127.0.0.1", "[::1]", settings.host] : []
        formToken = Self.random()
    }

    package static let cookie = "plimsoll-token"

    /// 32 random bytes of the system, in hexadecimal digits.
    package static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in
            let digits = String(generator.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    /// Compares in a time that does not tell where the texts differ.
    package static func isSame(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        var difference = UInt8(left.count == right.count ? 0 : 1)
        for index in right.indices { difference |= right[index] ^ (index < left.count ? left[index] : 0) }
        return difference == 0
    }

    func mayCall(_ request: Request) -> Bool {
        guard !hosts.isEmpty else { return true }
        guard let authority = request.head.authority ?? request.headers[HTTPField.Name("Host")!] else { return false }
        let name = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        return hosts.contains(String(name))
    }

    /// Whether the request brings the token, as a cookie or as `Authorization: Bearer`.
    func isKnown(_ request: Request) -> Bool {
        guard let token else { return true }
        if let own = request.cookies[Self.cookie]?.value, Self.isSame(own, token) { return true }
        return bearer(request).map { Self.isSame($0, token) } ?? false
    }

    private func bearer(_ request: Request) -> String? {
        guard let text = request.headers[.authorization], text.hasPrefix("Bearer ") else { return nil }
        return String(text.dropFirst(7))
    }

    /// Whether a request that writes comes from one of our own pages, or from a program that has the token.
    func mayWrite(_ request: Request, form: Asked) -> Bool {
        if let token, let own = bearer(request), Self.isSame(own, token) { return true }
        if let site = request.headers[HTTPField.Name("Sec-Fetch-Site")!], site != "same-origin", site != "none" {
            return false
        }
        let sent = request.headers[HTTPField.Name("X-CSRF")!] ?? form["csrf"]
        return Self.isSame(sent, formToken)
    }

    /// Everything that a page loads comes from here, and nothing runs that stands in its text.
    static let headers: [(String, String)] = [
        (
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                + "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
        ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
    ]
}

/// Lets in who may come in, and marks every answer with what browsers should keep to.
struct Gate: RouterMiddleware {
    typealias Context = WorkbenchContext
    let security: Security

    func handle(
        _ request: Request, context: WorkbenchContext,
        next: (Request, WorkbenchContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        let path = request.uri.path
        if !security.mayCall(request) {
            response = .text(
                "this server answers to its own name only: open it as http://127.0.0.1\n", status: .misdirectedRequest)
        } else if !security.isKnown(request), path != "/healthz", path != "/sign-in", !path.hasPrefix("/assets/") {
            let isPage = request.method == .get && !path.hasPrefix("/api/") && path != "/metrics"
            response =
                isPage
                ? .redirect("/sign-in")
                : .text("a token is needed: Authorization: Bearer TOKEN\n", status: .unauthorized)
        } else {
            response = try await next(request, context)
        }
        for (name, value) in Security.headers { response.headers[HTTPField.Name(name)!] = value }
        return response
    }
}
