import Engine
import Foundation

/// What the JSON API offers, in the form that tools read (OpenAPI 3.1).
enum OpenAPI {
    /// Answers about a run: what each is, and what may be asked of it.
    private static let answers: [(name: String, summary: String, parameters: [String])] = [
        ("overview", "the one-page answer, as `plimsoll run --json` prints it", []),
        ("money", "who paid whom on one path, by quarter; loops", ["path"]),
        ("load-lines", "the load lines that are kept beside the run, as `plimsoll loadline --run --json`", []),
        ("parties", "one party's figures by year with their bands; debt by loan", ["party", "paths"]),
        ("power", "megawatts by region and source, as `plimsoll answer power --json`", ["paths"]),
        ("compute", "rents, tiers and values, as `plimsoll answer compute --json`", ["paths"]),
        ("stories", "one path told, as `plimsoll explain --json`", ["path"]),
        ("facts", "the facts ledger, as `plimsoll facts --json`", []),
        ("compare", "this run against another, as `plimsoll compare --json`", ["with", "paths"]),
        ("edit", "the assumptions that matter most", []),
        (
            "statements", "a party's statements on one path, as `plimsoll explain --statements --json`",
            ["party", "path"]
        ),
        ("trace", "where a party's revenue came from on one path, as `plimsoll trace --json`", ["party", "path"]),
        ("wall", "what each party owes before the run, as `plimsoll answer wall --json`", []),
        ("worst", "the paths worth telling", []),
    ]

    static func text() throws -> String {
        var paths: [String: Any] = [
            "/api/v1/runs": get("the stored runs", []),
            "/api/v1/runs/{run}": get("one stored run", ["run"]),
            "/api/v1/live/{id}": get("how far a live run is", ["id"]),
            "/api/v1/live": [
                "post": operation("start a live run", []).merging([
                    "requestBody": [
                        "content": [
                            "application/x-www-form-urlencoded": [
                                "schema": [
                                    "type": "object",
                                    "properties": [
                                        "run": text("number of the stored run whose scenario is run again"),
                                        "question": text("empty for a run; `load-lines` or `compare` of that run"),
                                        "with": text("number of the run to compare with"),
                                        "scenario": text("or the name of a scenario"), "paths": text("number of paths"),
                                        "seed": text("seed"),
                                    ],
                                    "additionalProperties": text(
                                        "`set.PATH=number` with `unit.PATH=unit`; `on.SHOCK=1` with `size.SHOCK=severity`"
                                    ),
                                ]
                            ]
                        ]
                    ]
                ]) { $1 }
            ],
            "/api/v1/live/{id}/cancel": ["post": operation("cancel a live run", ["id"])],
            "/live/{id}/events": get("server-sent events of a live run: progress, picture, end", ["id"]),
        ]
        for answer in answers {
            paths["/api/v1/runs/{run}/\(answer.name)"] = get(answer.summary, ["run"], query: answer.parameters)
        }
        let document: [String: Any] = [
            "openapi": "3.1.0",
            "info": [
                "title": "Plimsoll workbench", "version": Program.version,
                "description":
                    "Shares of paths under stated assumptions. Writes need the header X-CSRF with the value of the page's meta tag `csrf`, or Authorization: Bearer TOKEN.",
            ],
            "paths": paths,
        ]
        let data = try JSONSerialization.data(
            withJSONObject: document, options: [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes])
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    private static func text(_ description: String) -> [String: Any] { ["type": "string", "description": description] }

    private static func get(_ summary: String, _ path: [String], query: [String] = []) -> [String: Any] {
        ["get": operation(summary, path, query: query)]
    }

    private static func operation(_ summary: String, _ path: [String], query: [String] = []) -> [String: Any] {
        func parameter(_ name: String, _ place: String) -> [String: Any] {
            ["name": name, "in": place, "required": place == "path", "schema": ["type": "string"]]
        }
        return [
            "summary": summary,
            "parameters": path.map { parameter($0, "path") } + query.map { parameter($0, "query") },
            "responses": [
                "200": ["description": "the answer", "content": ["application/json": ["schema": ["type": "object"]]]],
                "404": ["description": "no such run or answer"],
                "422": ["description": "what is wrong with the question, in words"],
            ],
        ]
    }
}
