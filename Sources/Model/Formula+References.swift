extension Formula {
    /// Paths of the lines that the formula reads, each once, in the order of the text.
    public var references: [String] { collect(includesLagged: true) }

    /// Paths that it reads in the same quarter: not those that stand only within a lag. What a lag names as its initial
    /// value counts.
    public var currentReferences: [String] { collect(includesLagged: false) }

    /// Paths that it reads in the same quarter only while a lag without an initial value has no past to look at.
    public var initialReferences: [String] {
        var paths: [String] = []
        visit { formula, _ in
            if case .lag(let inner, _, let initial) = formula, initial == inner { paths += inner.references }
        }
        return paths
    }

    /// Ids of the facts that it uses, each once.
    public var facts: [String] {
        var ids: [String] = []
        visit { formula, _ in
            if case .fact(let id, _, _) = formula, !ids.contains(id) { ids.append(id) }
        }
        return ids
    }

    private func collect(includesLagged: Bool) -> [String] {
        var (paths, known): ([String], Set<String>) = ([], [])
        visit { formula, isLagged in
            if case .reference(let path, _, _) = formula, includesLagged || !isLagged, known.insert(path).inserted {
                paths.append(path)
            }
        }
        return paths
    }

    private func visit(isLagged: Bool = false, _ body: (Formula, Bool) -> Void) {
        body(self, isLagged)
        switch self {
        case .number, .reference, .fact, .time: break
        case .negate(let inner), .lookup(let inner, _): inner.visit(isLagged: isLagged, body)
        case .binary(_, let a, let b), .compare(_, let a, let b):
            a.visit(isLagged: isLagged, body)
            b.visit(isLagged: isLagged, body)
        case .logical(_, let terms), .call(_, let terms):
            for term in terms { term.visit(isLagged: isLagged, body) }
        case .choose(let condition, let then, let otherwise):
            for term in [condition, then, otherwise] { term.visit(isLagged: isLagged, body) }
        case .lag(let inner, _, let initial):
            inner.visit(isLagged: true, body)
            // A lag without an initial value repeats its inner formula there. An order of evaluation heeds that where it
            // can (`initialReferences`), but it closes no circle.
            initial.visit(isLagged: isLagged || initial == inner, body)
        }
    }
}
