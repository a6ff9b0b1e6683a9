import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// What goes with a request.
struct WorkbenchContext: RequestContext {
    var coreContext: CoreRequestContextStorage

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
    }

    /// For requests that come over no wire: tests.
    init(logger: Logger) {
        coreContext = CoreRequestContextStorage(source: Wireless(logger: logger))
    }

    private struct Wireless: RequestContextSource {
        let logger: Logger
    }

    /// Largest form: sliders and shocks.
    var maxUploadSize: Int { 64 << 10 }
}

extension Response {
    static func text(
        _ text: String, status: HTTPResponse.Status = .ok, type: String = "text/plain; charset=utf-8"
    ) -> Response {
        Response(
            status: status, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    static func html(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        .text(text, status: status, type: "text/html; charset=utf-8")
    }

    static func json(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        .text(text, status: status, type: "application/json; charset=utf-8")
    }

    /// A file that never changes while the server runs.
    static func file(_ bytes: ByteBuffer, type: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "max-age=300"],
            body: ResponseBody(byteBuffer: bytes))
    }

    static func redirect(_ path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path])
    }
}
