/// What is wrong with one term of a contract.
public struct TermProblem: Hashable, Sendable, CustomStringConvertible {
    /// The `contractID`, or what the caller named the contract.
    public let contract: String
    /// The name of the term in the dictionary, `maturityDate`.
    public let term: String
    /// The rule that the term breaks, as a clause that follows its name: "must be a date, 2026-03-31T00:00:00".
    public let rule: String
    /// The value found, or nil if the term is missing.
    public let found: String?

    /// A problem of one term.
    public init(contract: String, term: String, rule: String, found: String? = nil) {
        self.contract = contract
        self.term = term
        self.rule = rule
        self.found = found
    }

    /// Contract, term, rule and what was found, in one line.
    public var description: String {
        "\(contract): \(term) \(rule)" + (found.map { "; found \($0)" } ?? "")
    }
}

/// Terms from which no contract can be made: every problem found, not only the first.
public struct InvalidTerms: Error, Hashable, Sendable, CustomStringConvertible {
    /// The problems, in the order in which the terms are read.
    public let problems: [TermProblem]

    /// Problems found together.
    public init(_ problems: [TermProblem]) {
        self.problems = problems
    }

    init(contract: String, term: String, rule: String) {
        self.init([TermProblem(contract: contract, term: term, rule: rule)])
    }

    /// One line for each problem.
    public var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
