import Calendar
import Engine
import Model

/// What if contracts are not renewed? The same paths with every renewal refused: revenue that is lost, defaults and breaches that
/// follow, and debt that outlives the contracts.
package struct RenewalsAnswer: Sendable, Codable {
    package var paths: Int
    package var years: [Int]
    package var sellers: [Seller]
    package var lenders: [Lender]

    package struct Seller: Sendable, Codable {
        package var party: String
        package var title: String
        /// Contracted megawatts of IT load whose term ends in each year if every tranche starts on time.
        package var ending: [Double]
        /// Contracted megawatts in all, and those that end after the run.
        package var megawatts: Double
        package var later: Double
        /// Invoiced under its contracts, dollars of each year: as it is, and what is less where nothing is renewed.
        package var invoiced: [Estimate]
        package var lost: [Estimate]
        /// Change of the share of paths in default, and in breach of a covenant, by the end of the run.
        package var defaultChange: Estimate
        package var breachChange: Estimate
        /// The quarter by which half of the contracted megawatts have ended, and its debt then, where nothing is renewed; nil
        /// where that lies beyond the run.
        package var halfEnded: String?
        package var debtThen: Estimate?
    }

    package struct Lender: Sendable, Codable {
        package var lender: String
        package var title: String
        /// Dollars lent to sellers and outstanding when half of the borrower's contracted megawatts have ended.
        package var outliving: Estimate
        package var loans: [Loan]
        /// Change of what it loses on loans to sellers over the run.
        package var lossChange: Estimate
    }

    package struct Loan: Sendable, Codable {
        package var loan: String
        package var title: String
        package var borrower: String
        package var quarter: String
        package var outliving: Estimate
    }
}

extension RenewalsAnswer {
    /// - Throws: `Diagnostics` where no party sells computing capacity under contract.
    package static func compute(
        _ program: Program, paths: Int, threads: Int, each: (Int) -> Void = { _ in }
    ) async throws -> RenewalsAnswer {
        let contracts = program.scenario["contracts"].filter { $0.kind == ComputeContract.schema.kind }
        let sellers = program.parties.filter { party in
            !party.isSector && contracts.contains { $0.record.reference("seller") == party.name }
        }
        guard !sellers.isEmpty else {
            throw program.lacks(
                "no party sells computing capacity under contract", hint: "add a contract of kind `compute`")
        }
        let refused = program.replacing(contracts.map { "\($0.path).renewal-multiplier" }, with: 0)
        let ends = sellers.map { seller in
            ContractEnds(contracts.filter { $0.record.reference("seller") == seller.name }, program)
        }
        let invoices = sellers.map { seller in
            contracts.filter { $0.record.reference("seller") == seller.name }.map { "\($0.path).invoice" }
                .joined(separator: " + ")
        }
        let loans = program.listedLoans.filter { loan in sellers.contains { $0.index == loan.borrower.index } }
        let names = invoices + loans.map { "\($0.subject).outstanding" }
        let measures = try names.map { try program.measure($0) }
        func series(_ variation: Variation?) async throws -> SeriesRun {
            try await SeriesRun.compute(program, measures, paths: paths, threads: threads, variation: variation)
        }
        let (base, other) = (try await series(nil), try await series(refused))
        each(1)
        var runner = Runner(program, threads: threads)
        let before = try await runner.run(paths: paths)
        each(2)
        runner.variation = refused
        let after = try await runner.run(paths: paths)
        each(3)
        let antithetic = program.scenario.settings.antithetic
        let bands = YearBands(program, base)
        func mean(_ values: [Double]) -> Estimate { Estimate(meanOf: values, antithetic: antithetic) }
        func change(_ metric: String) -> Estimate {
            func flags(_ run: Run) -> [Double] { (run.column(metric) ?? []).map { $0 > 0 ? 1 : 0 } }
            return Estimate(differenceOf: flags(after), and: flags(before), antithetic: antithetic)
        }
        let rows = sellers.enumerated().map { number, seller in
            let own = loans.indices.filter { loans[$0].borrower.index == seller.index }
            let half = ends[number].half
            let debt = half.map { quarter in
                own.reduce(into: [Double](repeating: 0, count: paths)) { sums, loan in
                    for (path, value) in other.values(sellers.count + loan, quarter...quarter).enumerated() {
                        sums[path] += value
                    }
                }
            }
            return Seller(
                party: seller.name, title: seller.title,
                ending: bands.years.map { ends[number].megawatts(in: $0.quarters) },
                megawatts: ends[number].total, later: ends[number].later,
                invoiced: bands.years.map { mean(base.values(number, $0.quarters)) },
                lost: bands.years.map {
                    Estimate(
                        differenceOf: base.values(number, $0.quarters), and: other.values(number, $0.quarters),
                        antithetic: antithetic)
                }, defaultChange: change("parties.\(seller.name).default"),
                breachChange: change("parties.\(seller.name).breach"),
                halfEnded: half.map { program.scenario.settings.start.advanced(by: $0).description },
                debtThen: debt.map { mean($0) })
        }
        let lenders = loans.map(\.lender.name).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return RenewalsAnswer(
            paths: paths, years: bands.years.map(\.year), sellers: rows,
            lenders: lenders.map { name in
                let own = loans.indices.filter { loans[$0].lender.name == name }
                var sums = [Double](repeating: 0, count: paths)
                let parts = own.compactMap { loan -> Loan? in
                    let seller = sellers.firstIndex { $0.index == loans[loan].borrower.index }!
                    guard let half = ends[seller].half else { return nil }
                    let values = other.values(sellers.count + loan, half...half)
                    for (path, value) in values.enumerated() { sums[path] += value }
                    let outliving = mean(values)
                    guard outliving.value > 0 else { return nil }
                    return Loan(
                        loan: loans[loan].name, title: loans[loan].title, borrower: sellers[seller].title,
                        quarter: program.scenario.settings.start.advanced(by: half).description, outliving: outliving)
                }
                return Lender(
                    lender: name, title: loans[own[0]].lender.title, outliving: mean(sums),
                    loans: parts.sorted { ($1.outliving.value, $0.loan) < ($0.outliving.value, $1.loan) },
                    lossChange: Estimate(
                        differenceOf: after.losses(on: own.map { loans[$0] }),
                        and: before.losses(on: own.map { loans[$0] }), antithetic: antithetic))
            }.sorted { ($1.outliving.value, $0.lender) < ($0.outliving.value, $1.lender) })
    }
}

/// When contracted megawatts come to the end of their term if every tranche starts on time.
private struct ContractEnds {
    private let ends: [(quarter: Int, megawatts: Double)]
    private let quarters: Int

    init(_ contracts: [Item], _ program: Program) {
        quarters = program.quarters
        let start = program.scenario.settings.start
        ends = contracts.flatMap { item in
            let term = Int(item.record.constant("term"))
            return item.record.records("tranches").map {
                (start.distance(to: $0.quarter("start")) + term, $0.constant("load"))
            }
        }.sorted { $0.0 < $1.0 }
    }

    var total: Double { ends.reduce(0) { $0 + $1.megawatts } }
    var later: Double { ends.filter { $0.quarter >= quarters }.reduce(0) { $0 + $1.megawatts } }

    func megawatts(in quarters: ClosedRange<Int>) -> Double {
        ends.filter { quarters.contains($0.quarter) }.reduce(0) { $0 + $1.megawatts }
    }

    /// The quarter of the run by which half of the megawatts have ended; nil where it lies beyond.
    var half: Int? {
        var sum = 0.0
        for end in ends {
            sum += end.megawatts
            if sum >= total / 2 { return end.quarter < quarters ? max(0, end.quarter) : nil }
        }
        return nil
    }
}
