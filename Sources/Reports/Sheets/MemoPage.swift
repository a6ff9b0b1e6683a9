import Analysis

/// The lender's memorandum: four pages that need no network and print as they are.
package enum MemoPage {
    /// - Parameter hasOwnStyle: a file of its own brings its style along; else `charts.css` and `memo.css` are served beside it.
    package static func html(_ answer: OverviewAnswer, labels: Labels, hasOwnStyle: Bool) -> String {
        let memo = Memo(answer, labels)
        let title = labels(.memoTitle, answer.title.isEmpty ? answer.scenario : answer.title)
        var text = "<!doctype html>\n<html lang=\"\(labels.language)\">\n<head>\n<meta charset=\"utf-8\">\n"
        text +=
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>\(escaped(title))</title>\n"
        text +=
            hasOwnStyle
            ? "<style>\(ChartColours.lightCSS)\n\(css)</style>\n"
            : "<link rel=\"icon\" href=\"/assets/mark.svg\"><link rel=\"stylesheet\" href=\"/assets/memo.css\">\n"
        text += "</head>\n<body>\n"
        let pages = [memo.summary(title), memo.cover(), memo.loss(), memo.basis()]
        for (number, page) in pages.enumerated() {
            text +=
                "<section class=\"page\">\n\(page)<p class=\"folio\">\(escaped(answer.scenario)), \(escaped(answer.digest.prefix(16).description)) · "
            text += "\(number + 1)/\(pages.count)</p>\n</section>\n"
        }
        return text + "</body>\n</html>\n"
    }

    /// The style of the memorandum, colours of its pictures aside.
    package static let css = """
        @page{size:A4;margin:0}
        *{box-sizing:border-box}
        body{margin:0;background:#e9edf1;color:#1c2530;font:10.5pt/1.42 "Source Serif 4",Georgia,"DejaVu Serif",serif}
        .page{background:#fff;width:210mm;max-width:100%;min-height:296mm;margin:8mm auto;padding:16mm 16mm 20mm;position:relative;overflow:hidden}
        h1{font-size:19pt;line-height:1.2;margin:0 0 2mm}
        h2{font-size:13pt;margin:0 0 3mm;padding-bottom:1.5mm;border-bottom:.6mm solid #c24a00}
        h3{font:600 9.5pt/1.3 system-ui,sans-serif;margin:0 0 1mm}
        p{margin:0 0 2.5mm}
        .headlines{display:grid;grid-template-columns:repeat(4,1fr);gap:3mm;margin:4mm 0;font-family:system-ui,sans-serif}
        .headline{border-top:.6mm solid #0063a8;padding-top:1.5mm;display:flex;flex-direction:column;font-size:8.5pt;line-height:1.3}
        .headline b{font-size:16pt}.headline small{color:#4d5966}
        .pair{display:grid;grid-template-columns:1fr 1fr;gap:4mm}
        figure{margin:0 0 3mm;min-width:0}figure svg{width:100%;height:auto;max-height:74mm;display:block}
        .scroll{overflow:visible}
        table{border-collapse:collapse;width:100%;font:8.3pt/1.3 system-ui,sans-serif;font-variant-numeric:tabular-nums;margin-bottom:2mm}
        th,td{text-align:left;padding:1mm 1.4mm;border-bottom:.2mm solid #d9dee4;vertical-align:top}
        th{color:#4d5966}th small{display:block;font-weight:400}.n{text-align:right;white-space:nowrap}
        td a{color:inherit;text-decoration:none}
        .note,.folio{font:8pt/1.35 system-ui,sans-serif;color:#4d5966}
        .folio{position:absolute;left:16mm;right:16mm;bottom:9mm;margin:0;text-align:right}
        dl{font:8.6pt/1.4 system-ui,sans-serif;margin:0 0 3mm}dl div{display:grid;grid-template-columns:38mm 1fr;padding:.6mm 0}
        dt{color:#4d5966}dd{margin:0;overflow-wrap:anywhere}
        @media print{body{background:#fff}.page{margin:0;height:296mm;break-after:page}.page:last-child{break-after:auto}}
        @media(max-width:60rem){.page{padding:6vw 5vw 14vw;min-height:0}.headlines,.pair{grid-template-columns:1fr 1fr}}
        @media(max-width:36rem){.headlines,.pair{grid-template-columns:1fr}.page{overflow-x:auto}}
        """
}

/// The memorandum's pages.
private struct Memo {
    let answer: OverviewAnswer
    let labels: Labels
    let sheet: Sheet

    init(_ answer: OverviewAnswer, _ labels: Labels) {
        self.answer = answer
        self.labels = labels
        sheet = OverviewSheet.sheet(answer, labels: labels)
    }

    private func chart(_ id: String) -> String {
        guard let chart = sheet.charts.first(where: { $0.id == id }) else { return "" }
        return figure(chart)
    }

    private func figure(_ chart: Chart) -> String {
        "<figure><h3>\(escaped(chart.title))</h3>\(chart.svg())"
            + (chart.band.isEmpty ? "" : "<p class=\"note\">\(escaped(chart.band)).</p>") + "</figure>"
    }

    private func pair(_ parts: [String]) -> String {
        let kept = parts.filter { !$0.isEmpty }
        // One or two have the whole width of the page, more share it.
        return kept.isEmpty ? "" : "<div class=\"\(kept.count > 2 ? "pair" : "wide")\">\(kept.joined())</div>\n"
    }

    private func table(_ id: String, most: Int) -> String {
        guard var table = sheet.tables.first(where: { $0.id == id }) else { return "" }
        table.rows = Array(table.rows.prefix(most))
        return "<h3>\(escaped(table.title))</h3>" + Sheet.rows(table)
            + (table.note.isEmpty ? "" : "<p class=\"note\">\(escaped(table.note))</p>\n")
    }

    func summary(_ title: String) -> String {
        var page = "<h1>\(escaped(title))</h1>\n<p class=\"note\">"
        page += escaped(
            labels(
                .conditionsOf, answer.scenario, answer.dataAsOf, answer.start, answer.end,
                Money.grouped(Int64(answer.paths)), "\(answer.seed)"))
        page += ". \(escaped(labels[.disclaimer]))</p>\n"
        for block in sheet.blocks {
            guard case .figures = block else { continue }
            page += Sheet(title: "", question: "", method: "", blocks: [block]).html(address: nil, labels: labels)
        }
        page += "<h2>\(escaped(labels[.theDeal]))</h2>\n<p>\(escaped(answer.description))</p>\n"
        page += "<h2>\(escaped(labels[.whoFails]))</h2>\n" + pair([chart("defaults"), chart("defaults-by-quarter")])
        return page + table("causes", most: 9)
    }

    func cover() -> String {
        let ratios = answer.ratios.prefix(4).map { figure(RatioCharts.chart($0, labels, paths: answer.paths)) }
        let broken = answer.covenants.filter { $0.probability > 0 }
        var page =
            "<h2>\(escaped(labels[ratios.isEmpty ? .announcedToBuilt : .coverAndValue]))</h2>\n" + pair(Array(ratios))
        if !broken.isEmpty {
            page += "<div class=\"pair\">\(figure(RatioCharts.breaches(broken, labels)))\(covenants())</div>\n"
        }
        if ratios.isEmpty || broken.isEmpty {
            page += pair(["announced", "shortfall", "funding", "rents"].map { chart($0) })
        }
        return page
    }

    private func covenants() -> String {
        let table = DataTable(
            "covenants", title: labels[.covenants],
            columns: [
                .text(labels[.loan]), .text(labels[.test]), .text(labels[.limit]), .init(labels[.brokenIn], unit: "%"),
            ],
            rows: answer.covenants.prefix(10).map { own in
                [
                    .init(own.title), .init(own.test), .init(own.limit),
                    .percent(own.probability, error: own.standardError, of: answer.paths),
                ]
            })
        return "<div><h3>\(escaped(table.title))</h3>\(Sheet.rows(table))</div>"
    }

    func loss() -> String {
        var page = "<h2>\(escaped(labels[.whoLoses]))</h2>\n" + table("losses", most: 12)
        page += pair([chart("losses-by-lender"), chart("own-money")])
        let shocks = sheet.charts.filter { $0.id.hasPrefix("shocks-") }.prefix(2).map { figure($0) }
        if !shocks.isEmpty { page += "<h2>\(escaped(labels[.whatShocksDo]))</h2>\n" + pair(Array(shocks)) }
        return page + (shocks.isEmpty ? chart("conditional") : "")
    }

    func basis() -> String {
        var page = "<h2>\(escaped(labels[.whatItRestsOn]))</h2>\n" + pair([chart("inputs"), chart("weights")])
        page += table("calibration", most: 16)
        page += "<h2>\(escaped(labels[.reproduce]))</h2>\n<dl>"
        let shocks = answer.shocksOn.map { " --shock \($0)" }.joined()
        let changes = answer.overrides.map { " --set '\($0)'" }.joined()
        for (name, value) in [
            ("plimsoll", "run \(answer.scenario) --paths \(answer.paths) --seed \(answer.seed)\(shocks)\(changes)"),
            ("version", answer.version), ("scenario SHA-256", answer.scenarioHash), ("digest SHA-256", answer.digest),
        ] {
            page += "<div><dt>\(name)</dt><dd><code>\(escaped(value))</code></dd></div>"
        }
        return page + "</dl>\n"
    }
}
