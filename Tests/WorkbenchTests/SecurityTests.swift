import TestSupport
import Testing
import Workbench

/// Who may ask and who may write.
struct SecurityTests {
    @Test("A form without the page's token, or from another site, writes nothing")
    func forms() async throws {
        let bench = try TestBench()
        let form = [("scenario", "childress"), ("paths", "64")]
        #expect(try await bench.post("/live", form).status == 403)
        #expect(try await bench.post("/live", form + [("csrf", "0000")]).status == 403)
        #expect(
            try await bench.post("/live", form + [bench.formToken], [("Sec-Fetch-Site", "cross-site")]).status == 403)
        #expect(try await bench.post("/live", form + [bench.formToken]).status == 303)
    }

    @Test("On the loopback address only the machine's own name is answered")
    func names() async throws {
        let bench = try TestBench()
        #expect(try await bench.get("/healthz", [("Host", "evil.example:8080")]).status == 421)
        #expect(try await bench.get("/healthz", [("Host", "localhost:8080")]).status == 200)
        #expect(try await bench.get("/healthz", [("Host", "[::1]:8080")]).status == 200)
    }

    @Test("Elsewhere a token lets in: as a cookie that scripts cannot read, or as a bearer")
    func tokens() async throws {
        let bench = try TestBench(host: "0.0.0.0", token: "let-me-in")
        #expect(try await bench.get("/").status == 303)
        #expect(try await bench.get("/api/v1/runs").status == 401)
        #expect(try await bench.get("/metrics").status == 401)
        #expect(try await bench.get("/healthz").status == 200)
        #expect(try await bench.get("/api/v1/runs", [("Authorization", "Bearer let-me-out")]).status == 401)
        #expect(try await bench.get("/api/v1/runs", [("Authorization", "Bearer let-me-in")]).status == 200)
        #expect(try await bench.post("/sign-in", [("token", "guess")]).status == 403)
        let entered = try await bench.post("/sign-in", [("token", "let-me-in")])
        let cookie = try #require(entered.headers["set-cookie"])
        #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
        #expect(try await bench.get("/", [("Cookie", "\(Security.cookie)=let-me-in")]).status == 200)
        // A program with the token needs no page's token.
        let started = try await bench.post(
            "/api/v1/live", [("scenario", "triangle"), ("paths", "32")], [("Authorization", "Bearer let-me-in")])
        #expect(started.status == 202)
    }

    @Test("Every answer forbids what does not come from here")
    func headers() async throws {
        let bench = try TestBench()
        for path in ["/", "/healthz", "/nothing", "/assets/workbench.css"] {
            let headers = try await bench.get(path).headers
            let policy = try #require(headers["content-security-policy"])
            #expect(policy.contains("script-src 'self'") && !policy.contains("unsafe"))
            #expect(headers["x-content-type-options"] == "nosniff")
        }
    }

    @Test("A body that is too large is refused")
    func limits() async throws {
        let bench = try TestBench()
        let reply = try await bench.post(
            "/live", [bench.formToken, ("scenario", String(repeating: "x", count: 80_000))])
        #expect(reply.status == 413)
    }

    @Test("Texts are compared to their ends, whatever their lengths")
    func comparing() {
        #expect(Security.isSame("abc", "abc") && Security.isSame("", ""))
        #expect(!Security.isSame("abc", "abd") && !Security.isSame("ab", "abc") && !Security.isSame("abcd", "abc"))
        #expect(Security.random().count == 64 && Security.random() != Security.random())
    }
}
