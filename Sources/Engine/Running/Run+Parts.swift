extension Run {
    /// A run put together from its parts, as a store loads it: one column per metric, one value per path in each.
    package init(_ manifest: Manifest, metrics: [Metric], columns: Columns, audit: [AuditFinding]) {
        precondition(metrics.count == columns.count, "a run has one column per metric")
        self.init(manifest: manifest, metrics: metrics, columns: columns, audit: audit)
    }
}

extension AuditFinding {
    /// What a check found over a run: the worst residual, in the check's own unit.
    package init(_ check: AuditCheck, worst: Double) {
        self.init(check: check, worst: worst)
    }
}

extension Runner.Chunk {
    /// The values of so many paths from a first one on: by path, then metric.
    package init(from firstPath: Int, rows: [[Float]]) {
        self.init(firstPath: firstPath, rows: rows)
    }
}
