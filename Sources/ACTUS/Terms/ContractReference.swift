import Calendar

/// A contract, a market object or a mere name that a contract refers to in its `contractStructure`.
struct ContractReference: Sendable {
    /// What the other contract is to this one.
    enum Role: Sendable { case underlying, firstLeg, secondLeg, covered, covering }

    var role: Role
    /// The `contractID` or `contractIdentifier`.
    var id: String?
    /// The contract, where the reference holds its terms.
    var contract: Contract?
    /// The market object that tells its price.
    var market: String?
    /// How many of them there are.
    var quantity = 1.0
}

extension TermReader {
    /// The roles in which a `contractStructure` may refer to others.
    private static var roles: KeyValuePairs<String, ContractReference.Role> {
        [
            "UDL": .underlying, "FIL": .firstLeg, "SEL": .secondLeg, "COVE": .covered, "COVI": .covering,
        ]
    }

    /// Reads the references of one role.
    ///
    /// - Parameters:
    ///   - changes: Terms that this contract imposes on those it refers to. Terms that they share and that they leave
    ///     out, such as the status date, are taken from this contract.
    ///   - pricesOnly: Only the market object of a reference matters, not the contract that it may hold.
    mutating func references(
        _ role: ContractReference.Role, changes: Terms = [:], pricesOnly: Bool = false
    ) -> [ContractReference] {
        guard case .list(let list) = value("contractStructure") else {
            if !problems.contains(where: { $0.term == "contractStructure" }) {
                note("contractStructure", "must be a list of references", found: value("contractStructure"))
            }
            return []
        }
        return list.enumerated().compactMap { place, element in
            guard case .object(let fields) = element else {
                note("contractStructure", "must hold an object in place \(place + 1)", found: element)
                return nil
            }
            let code = fields["referenceRole"] ?? fields["role"] ?? .null
            guard case .text(let name) = code, let match = Self.roles.first(where: { $0.key == trimmed(name) }) else {
                note(
                    "contractStructure", "needs a referenceRole of \(Self.roles.map(\.key).joined(separator: ", "))",
                    found: code)
                return nil
            }
            return match.value == role ? reference(fields, role, pricesOnly ? nil : changes, place) : nil
        }
    }

    private mutating func reference(
        _ fields: Terms, _ role: ContractReference.Role, _ changes: Terms?, _ place: Int
    ) -> ContractReference? {
        var type = "CNT"
        if case .text(let text) = fields["referenceType"] ?? fields["type"] ?? .null { type = trimmed(text) }
        var object: Terms = [:]
        switch fields["object"] {
        case .object(let terms): object = terms
        case .text(let text):
            object = [type == "MOC" ? "marketObjectCode" : "contractIdentifier": .text(text)]
        default:
            note("contractStructure", "needs an object in place \(place + 1)", found: fields["object"])
            return nil
        }
        var inner = TermReader(object, contract: "\(contract)/\(place + 1)", calendars: calendars)
        var reference = ContractReference(role: role, id: inner.text("contractID") ?? inner.text("contractIdentifier"))
        reference.market = inner.text("marketObjectCode")
        reference.quantity = inner.number("quantity") ?? 1
        note(InvalidTerms(inner.problems))
        if type == "CNT", inner.has("contractType"), let changes {
            // What both share is written once, in the contract that refers.
            for name in ["statusDate", "currency", "contractRole"] where !inner.has(name) {
                object[name] = name == "contractRole" ? "RPA" : terms[name]
            }
            object.merge(changes) { $1 }
            do throws(InvalidTerms) {
                reference.contract = try Contract(terms: object, calendars: calendars, named: inner.contract)
            } catch {
                note(error)
            }
        }
        return reference
    }

    /// The only reference of a role, which must hold a contract.
    mutating func contract(_ role: ContractReference.Role, _ code: String, changes: Terms = [:]) -> Contract? {
        let known = problems.count
        let found = references(role, changes: changes)
        if found.count != 1 || found[0].contract == nil, problems.count == known {
            note("contractStructure", "needs one contract in the role \(code)")
        }
        return found.first?.contract
    }
}
