import Engine
import Model

/// One party over all paths: its figures by year with their bands, and what it owes by loan.
package struct PartyAnswer: Sendable, Codable {
    package var party: String
    package var title: String
    package var paths: Int
    package var years: [Int]
    package var figures: [Figure]
    package var debt: [Debt]

    package struct Figure: Sendable, Codable {
        /// The measure: `revenue`, `capex`, `leverage` ...
        package var figure: String
        /// `USD` or `x`.
        package var unit: String
        /// Added up over the year; else at its end.
        package var isFlow: Bool
        package var bands: [OverviewAnswer.Band]
    }

    /// Mean dollars outstanding at the end of each year.
    package struct Debt: Sendable, Codable {
        package var loan: String
        package var title: String
        package var lender: String
        package var outstanding: [Double]
    }

    /// What statements are made of, in the order in which they are read.
    private static let figures = [
        ("revenue", "USD"), ("ebitda", "USD"), ("net-income", "USD"), ("operating-cash-flow", "USD"), ("capex", "USD"),
        ("free-cash-flow", "USD"), ("debt-raised", "USD"), ("equity-raised", "USD"), ("interest-paid", "USD"),
        ("cash", "USD"), ("debt", "USD"), ("book-equity", "USD"), ("equity-value", "USD"), ("backlog", "USD"),
        ("leverage", "x"),
    ]
}

extension PartyAnswer {
    /// - Throws: `Diagnostics` where the program has no such party, or it is an outside sector, which has no books of its own.
    package static func compute(_ name: String, _ program: Program, paths: Int, threads: Int) async throws
        -> PartyAnswer
    {
        guard let party = program.parties.first(where: { $0.name == name }), !party.isSector else {
            let known = program.parties.filter { !$0.isSector }.map(\.name).joined(separator: ", ")
            throw Diagnostics([
                Diagnostic(
                    at: Place(file: "party", line: 1, column: 1), "no party is called `\(name)`", quote: name,
                    hint: "parties are: \(known)")
            ])
        }
        let loans = program.listedLoans.filter { $0.borrower.index == party.index }
        let owed = loans.compactMap { loan in
            (try? program.measure("\(loan.subject).outstanding")).map { (loan: loan, measure: $0) }
        }
        let measures = try figures.map { try program.measure("parties.\(name).\($0.0)") }
        let run = try await SeriesRun.compute(
            program, measures + owed.map(\.measure), paths: paths, threads: threads)
        let bands = YearBands(program, run)
        return PartyAnswer(
            party: name, title: party.title, paths: paths, years: bands.years.map(\.year),
            figures: figures.enumerated().map { index, figure in
                Figure(
                    figure: figure.0, unit: figure.1, isFlow: measures[index].isFlow, bands: bands.bands(index))
            },
            debt: owed.enumerated().map { index, own in
                Debt(
                    loan: own.loan.name, title: own.loan.title, lender: own.loan.lender.title,
                    outstanding: bands.means(measures.count + index))
            })
    }
}
