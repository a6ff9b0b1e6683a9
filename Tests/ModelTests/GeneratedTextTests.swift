import Foundation
import Model
import Testing

@Suite("Texts generated from schemas")
struct GeneratedTextTests {
    let catalogue = SchemaCatalogue([
        .init(
            "parties", "Who has books.",
            kinds: [
                Schema(
                    kind: "party", meaning: "A \"firm\".\n\tOr two.",
                    attributes: [
                        Attribute("cash", .constant("USD"), default: "0 USD", "Opening cash."),
                        Attribute("label", .choice(["lab", "bank"]), "What it is."),
                        Attribute(
                            "lines", .records([Attribute("amount", .quantity("USD"), "How much.")]), default: "",
                            "Lines."),
                    ])
            ]),
        .init(
            "contracts", "Promises.",
            kinds: [
                Schema(kind: "loan", meaning: "A.", attributes: []),
                Schema(kind: "lease", meaning: "B.", attributes: []),
            ]),
    ])

    func object(_ keys: String...) throws -> [String: Any] {
        var value = try JSONSerialization.jsonObject(with: Data(catalogue.jsonSchema.utf8)) as? [String: Any]
        for key in keys { value = value?[key] as? [String: Any] }
        return try #require(value)
    }

    @Test("The JSON Schema is JSON and knows sections, kinds and attributes")
    func jsonSchema() throws {
        #expect(try object()["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
        let party = try object("properties", "parties", "additionalProperties", "properties")
        #expect(Set(party.keys) == ["kind", "cash", "label", "lines"])
        #expect((party["label"] as? [String: Any])?["enum"] as? [String] == ["lab", "bank"])
        #expect((party["cash"] as? [String: Any])?["default"] as? String == "0 USD")
        let kinds = try object("properties", "contracts", "additionalProperties")["anyOf"] as? [[String: Any]]
        #expect(kinds?.map { $0["description"] as? String } == ["A.", "B."])
        #expect(
            try object("properties", "parties", "additionalProperties")["description"] as? String
                == "A \"firm\".\n\tOr two.")
    }

    @Test("The reference lists every attribute with its unit, default and meaning")
    func reference() {
        let text = catalogue.markdownReference
        #expect(text.contains("| `cash` | fixed number, USD | `0 USD` | Opening cash. |"))
        #expect(text.contains("| `label` | `lab`, `bank` | required | What it is. |"))
        #expect(text.contains("| `lines[].amount` | number, USD | required | How much. |"))
        #expect(text.contains("### kind: lease"))
    }
}
