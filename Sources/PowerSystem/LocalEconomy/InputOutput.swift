/// A regional input-output table: what one unit of final demand makes local industries produce.
///
/// x = (I - A)^-1 f. With households closed (Type II) their consumption is a column and their labour income a row of A.
/// Tables of a county are the user's to bring: the library has none.
/// Source: Miller and Blair, "Input-Output Analysis", 2nd ed. (2009), chapter 6.
public struct InputOutput: Sendable, Hashable {
    /// `coefficients[i][j]`: local input from industry i per unit of output of industry j.
    public let coefficients: [[Double]]
    /// Local consumption from each industry per unit of household income.
    public let consumption: [Double]
    /// Household income per unit of output of each industry.
    public let labourShare: [Double]

    /// - Throws: `PowerError` where shares are negative or counts differ. Households may be left out.
    public init(
        coefficients: [[Double]], consumption: [Double] = [], labourShare: [Double] = []
    ) throws(PowerError) {
        try Check.count("A, rows", coefficients.count, in: 1...1_000)
        for (row, shares) in coefficients.enumerated() {
            try Check.sameCount("A, row \(row)", shares.count, coefficients.count, as: "A")
            for share in shares { try Check.notNegative("A, row \(row)", share) }
        }
        if !consumption.isEmpty || !labourShare.isEmpty {
            try Check.sameCount("household column", consumption.count, coefficients.count, as: "A")
            try Check.sameCount("household row", labourShare.count, coefficients.count, as: "A")
            for share in consumption + labourShare { try Check.notNegative("households", share) }
        }
        self.coefficients = coefficients
        self.consumption = consumption
        self.labourShare = labourShare
    }

    /// Households are part of the table.
    public var hasHouseholds: Bool { !consumption.isEmpty }

    /// Output of each industry for a final demand; with households closed their income comes last.
    ///
    /// - Throws: `PowerError` where demand feeds on itself without end.
    public func output(demand: [Double], householdsClosed: Bool = false) throws(PowerError) -> [Double] {
        try Check.sameCount("final demand", demand.count, coefficients.count, as: "A")
        return try solve([demand + (householdsClosed ? [0] : [])], householdsClosed)[0]
    }

    /// Output of all industries per unit of final demand for each.
    public func outputMultipliers(householdsClosed: Bool = false) throws(PowerError) -> [Double] {
        let size = coefficients.count + (householdsClosed ? 1 : 0)
        let units = coefficients.indices.map { unit in (0..<size).map { $0 == unit ? 1.0 : 0 } }
        return try solve(units, householdsClosed).map { $0.prefix(coefficients.count).reduce(0, +) }
    }

    private func solve(_ columns: [[Double]], _ closed: Bool) throws(PowerError) -> [[Double]] {
        if closed, !hasHouseholds { throw PowerError("households", "are missing; give their column and row") }
        var matrix = coefficients.enumerated().map { row, shares in
            shares.enumerated().map { ($0.offset == row ? 1.0 : 0) - $0.element } + (closed ? [-consumption[row]] : [])
        }
        if closed { matrix.append(labourShare.map { -$0 } + [1]) }
        guard let solved = LinearSystem.solve(matrix, columns: columns),
            solved.allSatisfy({ $0.allSatisfy { $0.isFinite && $0 > -1e-9 * (1 + $0.magnitude) } })
        else { throw PowerError("A", "leaves nothing outside the loop; lower its column sums below 1") }
        return solved
    }
}
