import Analysis

/// One path of a borrower as a spreadsheet: inputs are the engine's numbers, totals, ratios and the debt schedule are formulas.
package enum DealWorkbook {
    package static func workbook(_ books: DealBooksAnswer, _ answer: OverviewAnswer) -> Workbook {
        var maker = Maker(books)
        maker.statements()
        maker.ratios()
        maker.debt()
        return Workbook(sheets: [manifest(books, answer), maker.statementSheet, maker.ratioSheet, maker.debtSheet])
    }

    private static func manifest(_ books: DealBooksAnswer, _ answer: OverviewAnswer) -> Workbook.Sheet {
        let rows: [(String, String)] = [
            ("scenario", answer.scenario), ("title", answer.title), ("data as of", answer.dataAsOf),
            ("party", books.statements.title), ("path", "\(books.statements.path)"), ("seed", "\(answer.seed)"),
            ("paths of the run", "\(answer.paths)"), ("shocks", answer.shocksOn.joined(separator: ", ")),
            ("inputs set", answer.overrides.joined(separator: "; ")), ("version", answer.version),
            ("scenario SHA-256", answer.scenarioHash), ("digest SHA-256", answer.digest),
            ("units", "M USD, nominal; ratios in x"),
            (
                "formulas",
                "Totals, changes, balances of loans and ratios compute from the numbers above or beside them."
            ),
            ("note", "Shares of paths under the listed assumptions: not a rating or a forecast of any named company."),
        ]
        var sheet = Workbook.Sheet(name: "Manifest")
        sheet.widths = [22, 70]
        sheet.rows =
            [[.text("Plimsoll", .heading), .text("", .heading)]] + rows.map { [.text($0.0, .label), .text($0.1)] }
        return sheet
    }
}

/// Writes the sheets row by row and knows where each row is.
private struct Maker {
    let books: DealBooksAnswer
    var statementSheet = Workbook.Sheet(name: "Statements")
    var ratioSheet = Workbook.Sheet(name: "Ratios")
    var debtSheet = Workbook.Sheet(name: "Debt")

    init(_ books: DealBooksAnswer) { self.books = books }

    private var periods: [StatementsAnswer.Period] { books.statements.quarters }
    private func heading(_ title: String) -> [Workbook.Cell] {
        [.text(title, .heading)] + periods.map { .text($0.quarter, .heading) }
    }
    private func millions(_ cents: Int64) -> Double { Double(cents) / 1e8 }
    private func column(_ quarter: Int) -> String { Workbook.column(quarter + 1) }

    private mutating func group(
        _ title: String, _ lines: KeyPath<StatementsAnswer.Period, [StatementsAnswer.Line]>, total: String
    ) -> Int {
        statementSheet.rows.append([.text(title, .label)])
        var names: [String] = []
        for line in periods.flatMap({ $0[keyPath: lines] }) where !names.contains(line.line) { names.append(line.line) }
        let first = statementSheet.rows.count + 1
        for name in names {
            statementSheet.rows.append(
                [.text(name)]
                    + periods.map { period in
                        .number(millions(period[keyPath: lines].first { $0.line == name }?.cents ?? 0))
                    })
        }
        let last = statementSheet.rows.count
        statementSheet.rows.append(
            [.text(total, .label)]
                + periods.indices.map { quarter in
                    let sum = periods[quarter][keyPath: lines].reduce(0) { $0 + $1.cents }
                    let formula = names.isEmpty ? "0" : "SUM(\(column(quarter))\(first):\(column(quarter))\(last))"
                    return .formula(formula, millions(sum), .total)
                })
        return statementSheet.rows.count
    }

    private mutating func difference(
        _ title: String, _ above: Int, _ below: Int, _ value: (StatementsAnswer.Period) -> Int64
    ) {
        statementSheet.rows.append(
            [.text(title, .label)]
                + periods.indices.map { quarter in
                    .formula(
                        "\(column(quarter))\(above)-\(column(quarter))\(below)", millions(value(periods[quarter])),
                        .total)
                })
    }

    mutating func statements() {
        statementSheet.rows.append(heading("\(books.statements.title), M USD"))
        let income = group("Income", \.income, total: "Total income")
        let costs = group("Costs", \.costs, total: "Total costs")
        difference("Net income", income, costs) { $0.netIncome }
        let assets = group("Assets", \.assets, total: "Total assets")
        let liabilities = group("Liabilities", \.liabilities, total: "Total liabilities")
        difference("Equity", assets, liabilities) { $0.equity }
        statementSheet.rows.append([.text("Cash flow", .label)])
        let first = statementSheet.rows.count + 1
        for (name, value) in [
            ("Operating, after interest", \StatementsAnswer.CashFlow.operating), ("Investing", \.investing),
            ("Financing", \.financing),
        ] {
            statementSheet.rows.append([.text(name)] + periods.map { .number(millions($0.cashFlow[keyPath: value])) })
        }
        statementSheet.rows.append(
            [.text("Change in cash", .label)]
                + periods.indices.map { quarter in
                    .formula(
                        "SUM(\(column(quarter))\(first):\(column(quarter))\(first + 2))",
                        millions(periods[quarter].cashFlow.change), .total)
                })
    }

    mutating func ratios() {
        let figures = books.figures
        ratioSheet.rows.append(heading("Behind the ratios, M USD"))
        func input(_ name: String, _ value: (DealBooksAnswer.Figures) -> Double) -> [Workbook.Cell] {
            [.text(name)] + figures.map { .number(value($0) / 1e6) }
        }
        ratioSheet.rows += [
            input("EBITDA, last four quarters") { $0.ebitda }, input("Interest, last four quarters") { $0.interest },
            input("Funds from operations, last four quarters") { $0.fundsFromOperations }, input("Debt") { $0.debt },
            input("Net debt") { $0.netDebt }, input("Value of equipment and halls") { $0.assetValue },
            input("Principal due in the quarter") { $0.principalDue },
            input("Cash from operations before interest") { $0.operatingCash },
        ]
        ratioSheet.rows.append(heading("Ratios"))
        func ratio(
            _ name: String, _ value: KeyPath<StatementsAnswer.Ratios, Double?>,
            _ formula: (Int, String) -> (String, String)
        ) {
            ratioSheet.rows.append(
                [.text(name)]
                    + periods.indices.map { quarter in
                        let (top, bottom) = formula(quarter, column(quarter))
                        return .formula(
                            "IF(\(bottom)>0,\(top)/(\(bottom)),\"\")", periods[quarter].ratios[keyPath: value], .ratio)
                    })
        }
        func year(_ quarter: Int, _ row: Int) -> String {
            "SUM(\(column(max(0, quarter - 3)))\(row):\(column(quarter))\(row))"
        }
        ratio("Net debt / EBITDA", \.netDebtToEBITDA) { ("\($1)6", "\($1)2") }
        ratio("FFO / debt", \.ffoToDebt) { ("\($1)4", "\($1)5") }
        ratio("Interest cover", \.interestCover) { ("\($1)2", "\($1)3") }
        ratio("DSCR", \.dscr) { (year($0, 9), "\(year($0, 8))+\($1)3") }
        ratio("Loan to value", \.loanToValue) { ("\($1)5", "\($1)7") }
    }

    mutating func debt() {
        debtSheet.rows.append(heading("Debt, M USD"))
        var closings: [Int] = []
        for loan in books.loans {
            debtSheet.rows.append([.text("\(loan.title) (\(loan.lender))", .label)])
            let row = debtSheet.rows.count + 1
            debtSheet.rows.append(
                [.text("Opening")]
                    + periods.indices.map { quarter in
                        quarter == 0
                            ? .number(millions(loan.opening))
                            : .formula("\(column(quarter - 1))\(row + 4)", millions(loan.closing[quarter - 1]))
                    })
            debtSheet.rows.append([.text("+ drawn")] + loan.drawn.map { .number(millions($0)) })
            debtSheet.rows.append([.text("− repaid")] + loan.repaid.map { .number(millions($0)) })
            debtSheet.rows.append([.text("+ other changes")] + loan.other.map { .number(millions($0)) })
            debtSheet.rows.append(
                [.text("Closing", .label)]
                    + periods.indices.map { quarter in
                        let c = column(quarter)
                        return .formula(
                            "\(c)\(row)+\(c)\(row + 1)-\(c)\(row + 2)+\(c)\(row + 3)", millions(loan.closing[quarter]),
                            .total)
                    })
            closings.append(debtSheet.rows.count)
            debtSheet.rows.append([.text("Interest paid")] + loan.interest.map { .number(millions($0)) })
            debtSheet.rows.append([.text("Fees paid")] + loan.fees.map { .number(millions($0)) })
        }
        debtSheet.rows.append(
            [.text("All loans", .label)]
                + periods.indices.map { quarter in
                    let sum = books.loans.reduce(0) { $0 + $1.closing[quarter] }
                    let formula =
                        closings.isEmpty ? "0" : closings.map { "\(column(quarter))\($0)" }.joined(separator: "+")
                    return .formula(formula, millions(sum), .total)
                })
    }
}
