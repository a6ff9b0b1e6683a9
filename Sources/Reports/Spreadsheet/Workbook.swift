/// A spreadsheet: sheets of rows of texts, numbers and formulas.
package struct Workbook: Sendable {
    package enum Style: Int, Sendable {
        case plain, heading, label, number, ratio, total
    }

    package struct Cell: Sendable {
        enum Content: Sendable {
            case text(String)
            case number(Double)
            /// A formula without its `=`, and the value that it has.
            case formula(String, Double?)
            case empty
        }
        let content: Content
        let style: Style

        static func text(_ text: String, _ style: Style = .plain) -> Cell { Cell(content: .text(text), style: style) }
        static func number(_ value: Double?, _ style: Style = .number) -> Cell {
            value.map { $0.isFinite ? Cell(content: .number($0), style: style) : empty } ?? empty
        }
        static func formula(_ text: String, _ value: Double?, _ style: Style = .number) -> Cell {
            Cell(content: .formula(text, value), style: style)
        }
        static let empty = Cell(content: .empty, style: .plain)
    }

    package struct Sheet: Sendable {
        var name: String
        var rows: [[Cell]] = []
        /// Columns and rows that stay in view.
        var frozen: (columns: Int, rows: Int) = (1, 1)
        var widths: [Double] = [34, 12]
    }

    var sheets: [Sheet] = []

    /// The name of a column: A, B, ... Z, AA.
    package static func column(_ index: Int) -> String {
        var (index, name) = (index, "")
        repeat {
            name = String(UnicodeScalar(UInt8(65 + index % 26))) + name
            index = index / 26 - 1
        } while index >= 0
        return name
    }
}

extension Workbook {
    /// The file, in the format of ECMA-376 (Office Open XML).
    /// - Parameter hasValues: whether formulas bring the values that they have; a reader that finds none computes them.
    package func xlsx(hasValues: Bool = true) -> [UInt8] {
        var zip = ZipArchive()
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let package = "http://schemas.openxmlformats.org/package/2006"
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        var types =
            "<Types xmlns=\"\(package)/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        types += "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        types += "<Override PartName=\"/xl/workbook.xml\" ContentType=\"\(kind).sheet.main+xml\"/>"
        types += "<Override PartName=\"/xl/styles.xml\" ContentType=\"\(kind).styles+xml\"/>"
        var list = ""
        var relations = "<Relationships xmlns=\"\(package)/relationships\">"
        for index in sheets.indices {
            let id = index + 1
            types += "<Override PartName=\"/xl/worksheets/sheet\(id).xml\" ContentType=\"\(kind).worksheet+xml\"/>"
            list += "<sheet name=\"\(escaped(sheets[index].name))\" sheetId=\"\(id)\" r:id=\"rId\(id)\"/>"
            relations +=
                "<Relationship Id=\"rId\(id)\" Type=\"\(office)/worksheet\" Target=\"worksheets/sheet\(id).xml\"/>"
        }
        relations +=
            "<Relationship Id=\"rId\(sheets.count + 1)\" Type=\"\(office)/styles\" Target=\"styles.xml\"/></Relationships>"
        zip.add("[Content_Types].xml", head + types + "</Types>")
        zip.add(
            "_rels/.rels",
            head
                + "<Relationships xmlns=\"\(package)/relationships\"><Relationship Id=\"rId1\" Type=\"\(office)/officeDocument\" "
                + "Target=\"xl/workbook.xml\"/></Relationships>")
        zip.add(
            "xl/workbook.xml",
            head
                + "<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\"><sheets>\(list)</sheets><calcPr fullCalcOnLoad=\"1\"/></workbook>"
        )
        zip.add("xl/_rels/workbook.xml.rels", head + relations)
        zip.add("xl/styles.xml", head + Self.styles(main))
        for (index, sheet) in sheets.enumerated() {
            zip.add("xl/worksheets/sheet\(index + 1).xml", head + sheet.xml(main, hasValues: hasValues))
        }
        return zip.finished()
    }

    /// Formats in the order of `Style`.
    private static func styles(_ main: String) -> String {
        var text =
            "<styleSheet xmlns=\"\(main)\"><numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"#,##0.00;[Red]-#,##0.00\"/>"
        text += "<numFmt numFmtId=\"165\" formatCode=\"0.00&quot;x&quot;\"/></numFmts>"
        text +=
            "<fonts count=\"2\"><font><sz val=\"10\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"10\"/><name val=\"Calibri\"/></font></fonts>"
        text +=
            "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>"
        text += "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE8F1F8\"/></patternFill></fill></fills>"
        text +=
            "<borders count=\"2\"><border/><border><left/><right/><top style=\"thin\"><color rgb=\"FF4D5966\"/></top><bottom/></border></borders>"
        text += "<cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"6\">"
        text += "<xf/><xf fontId=\"1\" fillId=\"2\" applyFont=\"1\" applyFill=\"1\"/><xf fontId=\"1\" applyFont=\"1\"/>"
        text += "<xf numFmtId=\"164\" applyNumberFormat=\"1\"/><xf numFmtId=\"165\" applyNumberFormat=\"1\"/>"
        text +=
            "<xf numFmtId=\"164\" fontId=\"1\" borderId=\"1\" applyNumberFormat=\"1\" applyFont=\"1\" applyBorder=\"1\"/>"
        return text + "</cellXfs></styleSheet>"
    }
}

extension Workbook.Sheet {
    fileprivate func xml(_ main: String, hasValues: Bool) -> String {
        var text = "<worksheet xmlns=\"\(main)\"><sheetViews><sheetView workbookViewId=\"0\">"
        text +=
            "<pane xSplit=\"\(frozen.columns)\" ySplit=\"\(frozen.rows)\" topLeftCell=\"\(Workbook.column(frozen.columns))\(frozen.rows + 1)\" "
        text += "state=\"frozen\"/></sheetView></sheetViews><cols>"
        text += "<col min=\"1\" max=\"1\" width=\"\(widths[0])\" customWidth=\"1\"/>"
        text += "<col min=\"2\" max=\"200\" width=\"\(widths[1])\" customWidth=\"1\"/></cols><sheetData>"
        for (row, cells) in rows.enumerated() {
            text += "<row r=\"\(row + 1)\">"
            for (column, cell) in cells.enumerated() {
                let place = "r=\"\(Workbook.column(column))\(row + 1)\" s=\"\(cell.style.rawValue)\""
                switch cell.content {
                case .empty: continue
                case .text(let words): text += "<c \(place) t=\"inlineStr\"><is><t>\(escaped(words))</t></is></c>"
                case .number(let value): text += "<c \(place)><v>\(value)</v></c>"
                case .formula(let formula, let value):
                    let kept = hasValues ? value.map { "<v>\($0)</v>" } ?? "" : ""
                    text += "<c \(place)><f>\(escaped(formula))</f>\(kept)</c>"
                }
            }
            text += "</row>"
        }
        return text + "</sheetData></worksheet>"
    }
}
