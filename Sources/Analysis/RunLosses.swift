import Engine

extension Run {
    /// What is lost on some loans together, by path, in dollars.
    func losses(on loans: [Loan]) -> [Double] {
        var sums = [Double](repeating: 0, count: paths)
        for loan in loans {
            for (path, lost) in (column("\(loan.subject).lost") ?? []).enumerated() { sums[path] += Double(lost) }
        }
        return sums
    }
}
