extension SchemaCatalogue {
    /// The scenario reference: every section, kind and attribute, in Markdown.
    public var markdownReference: String {
        var text = """
            # Scenario reference

            Generated from the schemas of the kinds by `make docs`; a test holds it current.

            A scenario is a folder with a `scenario.yaml`. Its top-level keys are `scenario` (the head), `extends` (a scenario
            beside it that this one is laid over), `include` (more files of the folder), `facts` (a CSV table), `correlations`,
            `remove` (items of the extended scenario to leave out), and the sections below, each a map of names to attributes.
            A section can also be a table: `contracts: {csv: contracts.csv}` with columns `name`, `kind` and attributes.

            ## Values

            | written | means |
            | --- | --- |
            | `35.2 B USD @p412` | a number with its fact; several: `@p412,@p413` |
            | `75 % assumption 65..85 %, typical of GPU loans` | an assumption with its range and reason |
            | `{value: 75 %, assumption: typical, range: 65..85 %}` | the same as a map |
            | `triangular(28, 35, 60) B USD per GW @p1` | drawn once per path: `uniform`, `triangular`, `pert`, `normal`, `lognormal`, `beta`, `discrete`, `quantiles` |
            | `{2026Q1: 0 MW @p1, 2026Q3: 50 MW @p1}` | a table: each value holds until the next, the first one also before its quarter |
            | `{csv: rents.csv, column: h100}` | the same table in a CSV file, whose column `quarter` holds the quarters |
            | `= drivers.sofr + 450 bp` | a formula, recomputed each quarter |

            Units are made of USD (with K, M, B, T), MW, MWh, GPU, h, year, quarter, %, bp with `per`, `/` and `-`, and are checked
            and converted. Formulas know `+ - * / ^`, comparisons, `if then else`, `and or not`, `min max clamp exp log sqrt abs
            logistic lag ramp step pulse lookup`, facts (`@p412`), drivers of this quarter and lines of the last one. A minus after a
            name has spaces around it. A number with neither fact nor `assumption` is a warning.

            Within `{ }` and `[ ]` a comma ends a value, and `: ` does everywhere: put a value that holds one between quotes. A list
            of maps may be a table, `phases: {csv: phases.csv}`. A correlation is `[drivers.a, drivers.b, 0.5 assumption, why]` or
            `{between: [drivers.a, drivers.b], rho: 0.5 @p1}`; one in an overlay replaces the extended scenario's. An overlay replaces
            an attribute whole, and an item whole where it gives it another `kind`.

            """
        for section in sections {
            text += "\n## \(section.name)\n\n\(section.meaning)\n"
            for schema in section.kinds { text += Self.markdown(schema, isOnly: section.kinds.count == 1) }
        }
        return text
    }

    private static func markdown(_ schema: Schema, isOnly: Bool) -> String {
        var text = "\n### \(isOnly ? schema.kind : "kind: \(schema.kind)")\n\n\(schema.meaning)\n\n"
        text += "| attribute | value | default | meaning |\n| --- | --- | --- | --- |\n"
        for attribute in schema.attributes { text += row(attribute, prefix: "") }
        if !schema.lines.isEmpty {
            text +=
                "\nFormulas read: "
                + schema.lines.map { line in
                    let unit = line.unit == .declared ? "declared unit" : "\(line.unit)"
                    return "`\(line.name)` (\(unit)): \(line.meaning)"
                }.joined(separator: " ") + "\n"
        }
        return text
    }

    private static func row(_ attribute: Attribute, prefix: String) -> String {
        let fallback: String
        switch attribute.defaultText {
        case nil: fallback = "required"
        case "": fallback = "none"
        case let text?: fallback = "`\(text)`"
        }
        var text = "| `\(prefix)\(attribute.name)` | \(attribute.type.words) | \(fallback) | \(attribute.meaning) |\n"
        if case .records(let inner) = attribute.type {
            for entry in inner { text += row(entry, prefix: "\(prefix)\(attribute.name)[].") }
        }
        return text
    }
}

extension AttributeType {
    /// What may be written, in words.
    var words: String {
        switch self {
        case .quantity(let unit): return "number, \(unit)"
        case .quantityIn(let name): return "number, in `\(name)`"
        case .quantityOfTarget(let name): return "number, in the unit of `\(name)`"
        case .constant(let unit): return "fixed number, \(unit)"
        case .whole: return "whole number"
        case .flag: return "`true` or `false`"
        case .text: return "text"
        case .quarter: return "quarter"
        case .choice(let choices): return choices.map { "`\($0)`" }.joined(separator: ", ")
        case .reference(let sections): return "name in \(sections.joined(separator: ", "))"
        case .path: return "path of a number"
        case .list(let inner): return "list: \(inner.words)"
        case .records: return "list of maps"
        case .written: return "map, or table"
        }
    }
}
