/// Organisations that own shares of one another and of primitive assets, and fail at a loss of value.
///
///     let halves = try CrossHoldings(
///         name: "halves", holdings: [[0, 0.5], [0.5, 0]], assetShares: [[1, 0], [0, 1]],
///         assetPrices: [1, 1], failureCosts: [0.5, 0.5], thresholds: [0.8, 0.8])
///     halves.cascade().values    // [1, 1]
///
/// Values solve `v = A (D p - b)`, `A = C^ (I - C)^-1`, where `C^` is diagonal with the shares that no organisation
/// holds. An organisation whose value is below its threshold fails and loses its failure cost, which may push others
/// below theirs.
///
/// Source: Elliott, Golub and Jackson 2014, American Economic Review 104:3115.
public struct CrossHoldings: Sendable {
    /// What errors call the network.
    public let name: String
    /// The dependency matrix A: how much of a unit of value created in the column's organisation ends up with the
    /// outside owners of the row's.
    public let dependency: [[Double]]
    private let assets: [Double]
    private let failureCosts: [Double]
    private let thresholds: [Double]

    /// Values after all failures.
    public struct Cascade: Sendable, Equatable {
        /// The value of each organisation to its outside owners.
        public internal(set) var values: [Double]
        /// Whether each organisation has failed.
        public internal(set) var hasFailed: [Bool]
        /// The organisations that fell in each wave, in rising order.
        public internal(set) var waves: [[Int]]
    }

    /// Lays out the organisations.
    ///
    /// - Parameters:
    ///   - name: What errors call the network.
    ///   - holdings: `C[i][j]`, the share of j that i holds, 0 to 1; a column sums to at most 1.
    ///   - assetShares: `D[i][k]`, what i holds of primitive asset k.
    ///   - assetPrices: The price of each primitive asset.
    ///   - failureCosts: What each organisation loses when it fails, zero or more.
    ///   - thresholds: The value below which each fails.
    /// - Throws: `NetworkError` for sizes that disagree, numbers out of range, and holdings that leave a group of
    ///   organisations without any outside owner.
    public init(
        name: String = "network", holdings: [[Double]], assetShares: [[Double]], assetPrices: [Double],
        failureCosts: [Double], thresholds: [Double]
    ) throws(NetworkError) {
        let check = Check(network: name)
        let count = holdings.count
        try check.denseNodes(count)
        try check.count("D", assetShares.count, count)
        try check.amounts("failure_cost", failureCosts, count: count)
        try check.count("threshold", thresholds.count, count)
        for row in 0..<count { try check.finite("threshold", row, thresholds[row]) }
        for row in assetPrices.indices { try check.finite("asset_prices", row, assetPrices[row]) }
        var held = [Double](repeating: 0, count: count)
        var matrix = SquareMatrix.identity(count)
        var assets = held
        for row in 0..<count {
            try check.rowCount("C", row, holdings[row].count, count)
            try check.rowCount("D", row, assetShares[row].count, assetPrices.count)
            for column in 0..<count {
                try check.amount("C", row, holdings[row][column])
                held[column] += holdings[row][column]
                matrix[row, column] -= holdings[row][column]
            }
            for asset in assetPrices.indices {
                try check.finite("D", row, assetShares[row][asset])
                assets[row] += assetShares[row][asset] * assetPrices[asset]
            }
        }
        for column in 0..<count where held[column] > 1 + 1e-12 {
            throw check.fail("C, column", column, held[column], .outOfRange(low: 0, high: 1))
        }
        guard matrix.invert() else { throw check.fail("C", nil, Double(count), .closedHoldings) }
        self.name = name
        self.assets = assets
        self.failureCosts = failureCosts
        self.thresholds = thresholds
        dependency = (0..<count).map { row in
            (0..<count).map { max(0, 1 - held[row]) * matrix[row, $0] }
        }
    }

    /// Values with no failures but those that follow: the best case, found wave by wave.
    public func cascade() -> Cascade {
        var assets = assets
        var result = Cascade(
            values: values(assets), hasFailed: .init(repeating: false, count: assets.count), waves: [])
        while true {
            let wave = assets.indices.filter { !result.hasFailed[$0] && result.values[$0] < thresholds[$0] }
            if wave.isEmpty { return result }
            result.waves.append(wave)
            for organisation in wave {
                result.hasFailed[organisation] = true
                assets[organisation] -= failureCosts[organisation]
            }
            result.values = values(assets)
        }
    }

    private func values(_ assets: [Double]) -> [Double] {
        dependency.map { row in
            var sum = 0.0
            for column in row.indices { sum += row[column] * assets[column] }
            return sum
        }
    }
}
