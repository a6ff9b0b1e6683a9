extension SchemaCatalogue {
    /// A JSON Schema (draft 2020-12) of `scenario.yaml`, for editors: what may stand where, with meanings.
    ///
    /// Numbers are texts with units, tables or formulas, whose inside the schema does not check; `plimsoll check` does.
    public var jsonSchema: String {
        var properties: [(String, JSON)] = [
            ("scenario", .object([("type", .text("object"))])),
            ("extends", .object([("type", .text("string"))])),
            ("include", .object([("type", .text("array")), ("items", .object([("type", .text("string"))]))])),
            ("facts", .object([])), ("correlations", .object([("type", .text("array"))])), ("remove", .object([])),
        ]
        for section in sections {
            let kinds = section.kinds.map { Self.schema($0, needsKind: section.kinds.count > 1) }
            properties.append(
                (
                    section.name,
                    .object([
                        ("type", .text("object")), ("description", .text(section.meaning)),
                        (
                            "additionalProperties",
                            kinds.count == 1 ? kinds[0] : .object([("anyOf", .array(kinds))])
                        ),
                    ])
                ))
        }
        return JSON.object([
            ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
            ("title", .text("Plimsoll scenario")), ("type", .text("object")),
            ("properties", .object(properties)), ("additionalProperties", .flag(false)),
        ]).text(indent: 0) + "\n"
    }

    private static func schema(_ schema: Schema, needsKind: Bool) -> JSON {
        var properties = schema.attributes.map { ($0.name, value($0)) }
        properties.insert(("kind", .object([("const", .text(schema.kind))])), at: 0)
        // Overlays may leave required attributes out, so only the kind is asked for.
        return .object([
            ("type", .text("object")), ("description", .text(schema.meaning)), ("properties", .object(properties)),
            ("required", .array(needsKind ? [.text("kind")] : [])), ("additionalProperties", .flag(false)),
        ])
    }

    private static func value(_ attribute: Attribute) -> JSON {
        var members = members(attribute.type)
        members.append(("description", .text(attribute.meaning)))
        if let text = attribute.defaultText, !text.isEmpty { members.append(("default", .text(text))) }
        return .object(members)
    }

    private static func members(_ type: AttributeType) -> [(String, JSON)] {
        switch type {
        case .quantity, .quantityIn, .quantityOfTarget, .constant:
            return [("type", .array([.text("string"), .text("number"), .text("object")]))]
        case .whole: return [("type", .text("integer"))]
        case .flag: return [("type", .text("boolean"))]
        case .written: return [("type", .array([.text("object"), .text("array")]))]
        case .text, .quarter, .reference, .path: return [("type", .text("string"))]
        case .choice(let choices): return [("enum", .array(choices.map { .text($0) }))]
        case .list(let inner): return [("type", .text("array")), ("items", .object(members(inner)))]
        case .records(let inner):
            return [
                ("type", .text("array")),
                (
                    "items",
                    .object([
                        ("type", .text("object")), ("properties", .object(inner.map { ($0.name, value($0)) })),
                        ("required", .array(inner.filter(\.isRequired).map { .text($0.name) })),
                        ("additionalProperties", .flag(false)),
                    ])
                ),
            ]
        }
    }
}

/// A JSON value with members in order.
private indirect enum JSON {
    case text(String)
    case flag(Bool)
    case array([JSON])
    case object([(String, JSON)])

    func text(indent: Int) -> String {
        let margin = String(repeating: " ", count: indent + 2)
        let end = "\n" + String(repeating: " ", count: indent)
        switch self {
        case .text(let text): return Self.quoted(text)
        case .flag(let flag): return flag ? "true" : "false"
        case .array(let items):
            guard !items.isEmpty else { return "[]" }
            return "[\n" + items.map { margin + $0.text(indent: indent + 2) }.joined(separator: ",\n") + end + "]"
        case .object(let members):
            guard !members.isEmpty else { return "{}" }
            return "{\n"
                + members.map { "\(margin)\(Self.quoted($0.0)): \($0.1.text(indent: indent + 2))" }.joined(
                    separator: ",\n")
                + end + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
