import Engine

extension AuditCheck {
    /// The word by which files know the check: `balanceSheet`.
    var name: String { "\(self)" }

    /// The check of a name; nil where no check has it.
    init?(named name: String) {
        guard let check = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = check
    }
}
