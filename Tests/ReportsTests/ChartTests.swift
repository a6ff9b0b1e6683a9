import Foundation
import Reports
import Testing

/// Pictures, tables and words of pages.
struct ChartTests {
    private let chart = Chart(
        "power", .lines, title: "Power <wanted>", unit: "GW", axis: "year", categories: ["2026", "2027", "2028"],
        series: [
            .init("announced & wanted", [1, 2.5, nil], isDashed: true),
            .init("energised", [0.5, 1, 1.5], low: [0.4, 0.8, 1], high: [0.6, 1.3, 2.1]),
        ])

    @Test("An axis has round numbers from below the least to above the most")
    func axis() {
        let scale = ChartScale([0.3, 9.7], from: 0, to: 100)
        #expect(scale.ticks == [0, 2, 4, 6, 8, 10])
        #expect(scale(5) == 50 && scale(-3) == 0 && scale(11) == 100)
        #expect(ChartScale([0.013, 0.047], from: 0, to: 1).text(0.02) == "0.02")
        #expect(ChartScale([-4, 3], from: 0, to: 1).low == -4)
        #expect(ChartScale([], from: 0, to: 1).ticks.count > 1)
        #expect(ChartScale([7, 7], from: 0, to: 1).high >= 7)
    }

    @Test("A drawing has its title, no style of its own, and nothing that a text could break out of")
    func drawing() {
        let svg = chart.svg()
        #expect(svg.contains("Power &lt;wanted&gt;") && !svg.contains("<wanted>"))
        #expect(!svg.contains("style="))
        #expect(svg.components(separatedBy: "<path class=\"line").count == 3)
        #expect(chart.svg(isAlone: true).contains("<style>"))
    }

    @Test(
        "Every kind of picture draws, empty ones too",
        arguments: [Chart.Kind.lines, .bars, .stacked, .heat, .sankey, .curve])
    func kinds(kind: Chart.Kind) {
        for isHorizontal in [false, true] {
            var own = chart
            own.kind = kind
            own.isHorizontal = isHorizontal
            own.series[0].at = [1, 2, 3]
            own.series[1].at = [1, 2, 3]
            own.links = [
                .init(from: "a", to: "b", value: 3, kind: "x"), .init(from: "b", to: "a", value: 1, kind: "y"),
            ]
            #expect(own.svg().hasSuffix("</svg>\n"))
            let none = Chart("none", kind, title: "", unit: "", axis: "", isHorizontal: isHorizontal)
            #expect(none.svg().hasSuffix("</svg>\n") && !none.svg().contains("nan"))
        }
    }

    @Test("The numbers of a picture come as a table and as CSV with units, the ends of bands among them")
    func numbers() {
        let csv = chart.table.csv
        #expect(csv.hasPrefix("year,announced & wanted [GW],energised [GW],energised low [GW],energised high [GW]\r\n"))
        #expect(csv.contains("2027,2.5,1.0,0.8,1.3\r\n") && csv.contains("2028,,1.5,1.0,2.1\r\n"))
    }

    @Test("CSV quotes what needs it, gives errors a column, and hands a spreadsheet no formula")
    func quoting() {
        let table = DataTable(
            "t", title: "", columns: [.text("who"), .init("odds", unit: "%")],
            rows: [
                [.init("a \"b\", c"), .percent(0.125, error: 0.01)], [.init("=1+1"), .percent(nil)],
                [.init("-5"), .figure(2)],
            ])
        #expect(
            table.csv
                == "who,odds [%],\"odds, standard error [%]\"\r\n\"a \"\"b\"\", c\",12.5,1.0\r\n'=1+1,,\r\n-5,2.0,\r\n"
        )
    }

    @Test("Numbers read well: thousands apart, a true minus, no minus before zero")
    func figures() {
        #expect(Figure.text(1_234_567, digits: 0) == "1,234,567" && Figure.text(-0.04, digits: 1) == "0.0")
        #expect(Figure.text(-12.34, digits: 1) == "−12.3" && Figure.text(.nan, digits: 1) == "–")
        #expect(Figure.percent(0.0871) == "8.7 %" && Figure.text(nil) == "–" && Figure.text(0.5) == "0.50")
    }

    @Test("English has a word for every label, and fills in what is asked")
    func labels() {
        #expect(Labels.english.missing.isEmpty, "\(Labels.english.missing)")
        #expect(Labels.english(.progressOf, "3", "10") == "3 of 10 paths")
        #expect(Labels.english.figure("operating-cash-flow") == "cash from operations")
    }
}
