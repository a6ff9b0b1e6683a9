import Analysis
import Reports

/// A replayed path: who stands how, the money of the quarter, and its sentences beside it.
enum StoryMarkup {
    static func html(_ story: StoryAnswer, _ flows: FlowsAnswer, step: Int, labels: Labels) -> String {
        let quarter = flows.quarters[step].quarter
        let states = ["performing", "breach", "grace", "defaulted", "estate", "resolved"]
        var text = "<div class=\"replay\">"
        text +=
            "<figure class=\"chart-box network\"><figcaption><h3>\(escaped(labels[.network])), \(quarter)</h3></figcaption>"
        text +=
            "<div class=\"picture\" tabindex=\"0\">" + NetworkDrawing.svg(flows, quarter: step, labels: labels)
            + "</div>"
        text += "<ul class=\"states\" aria-label=\"\(escaped(labels[.statesTitle]))\">"
        for state in states {
            text +=
                "<li><svg viewBox=\"0 0 14 14\" aria-hidden=\"true\"><circle class=\"node \(state)\" cx=\"7\" cy=\"7\" r=\"6\"/></svg> "
            text += escaped(Label(rawValue: state).map { labels[$0] } ?? state) + "</li>"
        }
        text += "</ul></figure>\n<section class=\"sentences\"><h3>\(escaped(labels[.sentencesOf]))</h3><ol>"
        if story.sentences.isEmpty { text += "<li>\(escaped(labels[.nothingHappens]))</li>" }
        for name in story.sentences.map(\.quarter).reduce(into: [String](), { if $0.last != $1 { $0.append($1) } }) {
            let own = story.sentences.filter { $0.quarter == name }
            let index = flows.quarters.firstIndex { $0.quarter == name } ?? 0
            let link = "?path=\(story.path)&amp;step=\(index)"
            text +=
                "<li\(name == quarter ? " class=\"now\" aria-current=\"true\"" : "")><a href=\"\(link)\">\(name)</a><ul>"
            for sentence in own.prefix(name == quarter ? 40 : 6) { text += "<li>\(escaped(sentence.text))</li>" }
            if own.count > 6, name != quarter { text += "<li>… \(own.count - 6) more</li>" }
            text += "</ul></li>"
        }
        return text + "</ol></section></div>\n<p class=\"lead\">\(escaped(story.summary))</p>\n"
    }
}
