import Model
import Reports

/// The shocks of a scenario to tick, each with a field for a number in its own unit.
enum ShockFields {
    /// - Parameters:
    ///   - size: says what an empty field means, with the shock's own size for `{0}`.
    ///   - times: stands before the size in an empty field.
    static func html(
        _ scenario: Scenario, _ labels: Labels, size label: Label, times: String = "", isOn: (String) -> Bool
    ) -> String {
        let shocks = scenario["shocks"]
        guard !shocks.isEmpty else { return "" }
        var text = "<fieldset class=\"shocks\"><legend>\(escaped(labels[.shocksChoice]))</legend>"
        for shock in shocks {
            let title = shock.record.optionalText("title") ?? shock.name
            let size = shock.record.input("size").text
            text += "<div><label><input type=\"checkbox\" name=\"on.\(escaped(shock.name))\" value=\"1\""
            text += "\(isOn(shock.name) ? " checked" : "")> \(escaped(title))</label> "
            text += "<input type=\"text\" name=\"size.\(escaped(shock.name))\" maxlength=\"40\" "
            text +=
                "placeholder=\"\(escaped(times + size))\" aria-label=\"\(escaped("\(title), \(labels(label, size))"))\"></div>"
        }
        return text + "</fieldset>\n"
    }
}
