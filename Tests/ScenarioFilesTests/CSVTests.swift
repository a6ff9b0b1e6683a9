import Model
import Testing

@Suite("CSV tables")
struct CSVTests {
    func parties(_ csv: String) throws -> [Item] {
        try read([
            "scenario.yaml": "scenario: {name: x, start: 2026Q1, quarters: 4}\nparties: {csv: p.csv}\n", "p.csv": csv,
        ])["parties"]
    }

    func problems(_ csv: String) -> [String] {
        findings([
            "scenario.yaml": "scenario: {name: x, start: 2026Q1, quarters: 4}\nparties: {csv: p.csv}\n", "p.csv": csv,
        ])
    }

    @Test("Quotes, doubled quotes, line breaks in cells, any line ends and empty cells are read")
    func reading() throws {
        let items = try parties(
            "name,title,cash\r\na,\"A \"\"B\"\"\r\nC, D\",5 USD assumption\r\n\r\nb,,\"1,000 USD assumption\"")
        #expect(items.map(\.name) == ["a", "b"])
        #expect(items[0].record.text("title") == "A \"B\"\r\nC, D")
        #expect(items[1].record.text("title") == "")
        #expect(items[1].record.constant("cash") == 1_000)
        #expect(items[1].record.place(of: "cash") == Place(file: "p.csv", line: 5, column: 5))
    }

    @Test(
        "A wrong table is refused with its line and column",
        arguments: [
            ("", "p.csv:1:1: error: the table is empty\n    hint: the first line names the columns"),
            ("title,cash\n", "p.csv:1:1: error: the table has no column `name`\n    | title,cash"),
            ("name,cash,name\n", "p.csv:1:11: error: two columns have the same name\n    | name"),
            ("name,cash\na,\"5\n", "p.csv:2:3: error: a quoted cell is not closed\n    | 5 "),
            (
                "name,cash\na,5\" USD\n",
                "p.csv:2:3: error: a quote stands within an unquoted cell\n    | 5\"\n    hint: quote the whole cell and double the quotes within it"
            ),
            (
                "name,cash\na,\"5\" USD\n",
                "p.csv:2:6: error: text follows a quoted cell\n    | 5\n    hint: double the quotes within a quoted cell"
            ),
            ("name,cash\na,\u{0}\n", "p.csv:2:3: error: the file holds a NUL byte: it is no text"),
            (
                "name,cash\na,5 MW\n",
                "p.csv:2:3: error: MW cannot be given where USD is wanted\n    | 5 MW\n    hint: write for example `1 USD`"
            ),
            (
                "name,cahs\na,5 USD\n",
                "p.csv:2:3: error: `parties.a` has no attribute `cahs`\n    | cahs\n    hint: did you mean \"cash\"?"
            ),
        ])
    func refused(csv: String, message: String) {
        #expect(problems(csv) == [message])
    }

    @Test("Every row with a wrong number of cells is named, up to twenty")
    func counts() {
        #expect(
            problems("name,cash\na\nb,1,2\n") == [
                "p.csv:2:1: error: the row has 1 cells, the heading 2\n    | a\n    hint: quote cells that hold a comma",
                "p.csv:3:1: error: the row has 3 cells, the heading 2\n    | b,1,2\n    hint: quote cells that hold a comma",
            ])
        #expect(problems("name,cash\n" + String(repeating: "a\n", count: 100_000)).count == 20)
        #expect(problems(String(repeating: ",", count: 1_000_000))[0].contains("more than 1000 cells"))
    }

    @Test("A number by quarter and a list of maps may stand in tables of their own")
    func attributes() throws {
        let text = smallScenario.replacing(
            "{2026Q1: 0 MW @p1, 2026Q3: \"50 MW assumption 40..60 MW, why\"}", "{csv: load.csv, column: hall}"
        )
        .replacing("draws:\n      - {amount: 100 M USD @p1}", "draws: {csv: draws.csv}")
        var files = ["scenario.yaml": text, "facts.csv": factsTable]
        files["load.csv"] = "quarter,hall,other\n2026Q1,1 MW @p1,\n2026Q2,,\n2026Q4,3 MW @p1,\n"
        files["draws.csv"] = "amount\n1 USD @p1\n2 USD @p1\n"
        let contracts = try read(files)["contracts"]
        guard case .series(let steps) = contracts[1].record.input("load").form else {
            Issue.record("the load is a table")
            return
        }
        #expect(steps.map(\.value) == [1, 3])
        #expect(contracts[0].record.records("draws").count == 2)
        files["load.csv"] = "quarter,hill\n2026Q1,1 MW @p1\n"
        #expect(
            findings(files).first?.hasSuffix(
                "`load.csv` has no column `hall`\n    | hall\n    hint: did you mean \"hill\"?") == true)
        files["load.csv"] = "quarter,hall\n2026Q1,1 MW @p1\n2026Q1,2 MW @p1\n"
        #expect(findings(files) == ["load.csv:3:1: error: a quarter is written twice\n    | 2026Q1"])
    }
}
