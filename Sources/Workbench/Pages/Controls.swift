import Reports

/// The form above a page by which its reader chooses; it works without scripts, and at once with them.
struct Controls {
    private let labels: Labels
    private var fields: [String] = []

    init(_ labels: Labels) { self.labels = labels }

    mutating func choice(_ label: Label, _ name: String, _ options: [(value: String, title: String)], chosen: String) {
        var text = "<label>\(escaped(labels[label])) <select name=\"\(name)\">"
        for option in options {
            text += "<option value=\"\(escaped(option.value))\"\(option.value == chosen ? " selected" : "")>"
            text += escaped(option.title) + "</option>"
        }
        fields.append(text + "</select></label>")
    }

    /// A slider over named steps: quarters.
    mutating func slider(_ label: Label, _ name: String, _ steps: [String], chosen: Int) {
        guard steps.indices.contains(chosen) else { return }
        fields.append(
            "<label class=\"slide\">\(escaped(labels[label])) <input type=\"range\" name=\"\(name)\" min=\"0\" max=\"\(steps.count - 1)\" "
                + "value=\"\(chosen)\" data-steps=\"\(escaped(steps.joined(separator: " ")))\"> "
                + "<output>\(escaped(steps[chosen]))</output></label>")
    }

    mutating func number(_ label: Label, _ name: String, _ value: Int, most: Int) {
        fields.append(
            "<label>\(escaped(labels[label])) <input type=\"number\" name=\"\(name)\" min=\"0\" max=\"\(most)\" "
                + "value=\"\(value)\"></label>")
    }

    /// How many paths a form that starts something asks for.
    static func paths(_ labels: Labels, _ usual: Int) -> String {
        "<label>\(escaped(labels[.pathsChoice])) <input type=\"number\" name=\"paths\" min=\"2\" max=\"100000\" "
            + "value=\"\(usual)\"></label>"
    }

    mutating func search(_ label: Label, _ name: String, _ value: String) {
        fields.append(
            "<label class=\"wide\">\(escaped(labels[label])) <input type=\"search\" name=\"\(name)\" "
                + "value=\"\(escaped(value))\"></label>")
    }

    mutating func hidden(_ name: String, _ value: String) {
        fields.append("<input type=\"hidden\" name=\"\(name)\" value=\"\(escaped(value))\">")
    }

    var html: String {
        "<form class=\"controls\" method=\"get\" data-live>\(fields.joined())<button>\(escaped(labels[.show]))</button></form>\n"
    }
}
