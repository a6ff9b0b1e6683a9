import Analysis

extension OverviewAnswer {
    /// Paths whose every quarter is looked at for the blocks by year, at most.
    package static let lookedAtPaths = 500
    /// Paths that are traced for them, at most.
    package static let tracedPaths = 4
}
