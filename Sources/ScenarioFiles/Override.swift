extension String {
    /// `KEY=VALUE`, as `--set` and a run's manifest have it, as a pair: split at the first `=`.
    package var override: (key: String, value: String) {
        let parts = split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { String($0).trimmed }
        return (parts.first ?? "", parts.count > 1 ? parts[1] : "")
    }
}
