/// How many paths a figure must rest on to be shown.
package enum Sampling {
    /// Percentiles, and shares among the paths in which something happens, rest on at least so many paths; with fewer a single path
    /// decides them.
    package static let fewest = 20

    /// Paths of a run that are a share of it.
    package static func count(_ share: Double, of paths: Int) -> Int { Int((share * Double(paths)).rounded()) }
}

extension OverviewAnswer.Band {
    /// Whether it is measured in enough paths of a run for its percentiles to be shown.
    package func isRead(of paths: Int) -> Bool { Sampling.count(share, of: paths) >= Sampling.fewest }
}

extension OverviewAnswer.Conditional {
    /// Whether its party fails in enough paths of a run, and anybody with it, for the shares among them to be shown.
    package func isRead(of paths: Int) -> Bool {
        !others.isEmpty && Sampling.count(share.value, of: paths) >= Sampling.fewest
    }
}
