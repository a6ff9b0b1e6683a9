import Foundation
import Reports

#if Excel
import CXlsxWriter
#endif

/// A workbook as a file that Excel and LibreOffice open, written by libxlsxwriter.
///
/// Programs that were built without the library say so: see `isAvailable`.
enum SpreadsheetFile {
    #if Excel
    static let isAvailable = true
    #else
    static let isAvailable = false
    #endif

    /// What to do where there is no library.
    static let advice =
        "this plimsoll was built without spreadsheets; install libxlsxwriter (Debian: libxlsxwriter-dev) and build with "
        + "`swift build -c release --traits Excel`, or let `make build` do both"

    /// Writes the file; the same workbook and date give the same bytes.
    /// - Parameter created: what the file says about its own date.
    static func write(_ workbook: Workbook, to path: String, created: Date) throws {
        #if Excel
        guard let book = workbook_new(path) else { throw Problem("`\(path)` cannot be written") }
        var properties = lxw_doc_properties()
        properties.created = time_t(created.timeIntervalSince1970)
        workbook_set_properties(book, &properties)
        let formats = Workbook.Style.allCases.map { format($0, in: book) }
        for sheet in workbook.sheets {
            guard let page = workbook_add_worksheet(book, sheet.name) else {
                workbook_close(book)
                throw Problem("`\(path)`: no sheet can be called `\(sheet.name)`")
            }
            write(sheet, to: page, formats)
        }
        let code = workbook_close(book)
        guard code == LXW_NO_ERROR else {
            throw Problem("`\(path)` cannot be written: \(String(cString: lxw_strerror(code)))")
        }
        #else
        throw Problem(advice)
        #endif
    }

    #if Excel
    private typealias Format = UnsafeMutablePointer<lxw_format>?

    private static func format(_ style: Workbook.Style, in book: UnsafeMutablePointer<lxw_workbook>) -> Format {
        let format = workbook_add_format(book)
        format_set_font_size(format, 10)
        if [.heading, .label, .total].contains(style) { format_set_bold(format) }
        switch style {
        case .plain, .label: break
        case .heading: format_set_bg_color(format, 0xE8F1F8)
        case .number: format_set_num_format(format, "#,##0.00;[Red]-#,##0.00")
        case .ratio: format_set_num_format(format, "0.00\"x\"")
        case .total:
            format_set_num_format(format, "#,##0.00;[Red]-#,##0.00")
            format_set_top(format, UInt8(LXW_BORDER_THIN.rawValue))
            format_set_top_color(format, 0x4D5966)
        }
        return format
    }

    private static func write(
        _ sheet: Workbook.Sheet, to page: UnsafeMutablePointer<lxw_worksheet>, _ formats: [Format]
    ) {
        worksheet_freeze_panes(page, UInt32(sheet.frozen.rows), UInt16(sheet.frozen.columns))
        worksheet_set_column(page, 0, 0, sheet.widths[0], nil)
        worksheet_set_column(page, 1, 199, sheet.widths[1], nil)
        for (row, cells) in sheet.rows.enumerated() {
            for (column, cell) in cells.enumerated() {
                let (row, column) = (UInt32(row), UInt16(column))
                let format = formats[cell.style.rawValue]
                switch cell.content {
                case .empty: continue
                case .text(let words): worksheet_write_string(page, row, column, words, format)
                case .number(let value): worksheet_write_number(page, row, column, value, format)
                case .formula(let formula, let value?):
                    worksheet_write_formula_num(page, row, column, "=" + formula, format, value)
                case .formula(let formula, nil):
                    worksheet_write_formula_str(page, row, column, "=" + formula, format, "")
                }
            }
        }
    }
    #endif
}
