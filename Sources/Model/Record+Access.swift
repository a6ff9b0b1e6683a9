public import Calendar

/// Typed access. The reader has checked every attribute against its schema, so a wrong name or type is a programmer's
/// fault and traps; attributes that may be absent have `optional...` variants.
extension Record {
    public func optionalInput(_ name: String) -> Input? {
        guard let value = values[name] else { return nil }
        guard case .input(let input) = value else { wrong(name, "a number") }
        return input
    }

    public func input(_ name: String) -> Input { present(optionalInput(name), name) }

    /// The number of a `.constant` attribute, in its unit.
    public func constant(_ name: String) -> Double { present(optionalConstant(name), name) }

    public func optionalConstant(_ name: String) -> Double? {
        guard let input = optionalInput(name) else { return nil }
        guard case .constant(let number) = input.form else { wrong(name, "a constant") }
        return number
    }

    public func optionalWhole(_ name: String) -> Int? {
        guard let value = values[name] else { return nil }
        guard case .whole(let number, _) = value else { wrong(name, "a whole number") }
        return number
    }

    public func whole(_ name: String) -> Int { present(optionalWhole(name), name) }

    public func optionalFlag(_ name: String) -> Bool? {
        guard let value = values[name] else { return nil }
        guard case .flag(let flag, _) = value else { wrong(name, "yes or no") }
        return flag
    }

    public func flag(_ name: String) -> Bool { present(optionalFlag(name), name) }

    public func optionalText(_ name: String) -> String? {
        guard let value = values[name] else { return nil }
        guard case .text(let text, _) = value else { wrong(name, "a text") }
        return text
    }

    public func text(_ name: String) -> String { present(optionalText(name), name) }

    public func optionalChoice(_ name: String) -> String? {
        guard let value = values[name] else { return nil }
        guard case .choice(let choice, _) = value else { wrong(name, "a choice") }
        return choice
    }

    public func choice(_ name: String) -> String { present(optionalChoice(name), name) }

    /// The name of the item that the attribute refers to.
    public func optionalReference(_ name: String) -> String? {
        guard let value = values[name] else { return nil }
        guard case .reference(_, let item, _) = value else { wrong(name, "a reference") }
        return item
    }

    public func reference(_ name: String) -> String { present(optionalReference(name), name) }

    public func optionalQuarter(_ name: String) -> Quarter? {
        guard let value = values[name] else { return nil }
        guard case .quarter(let quarter, _) = value else { wrong(name, "a quarter") }
        return quarter
    }

    public func quarter(_ name: String) -> Quarter { present(optionalQuarter(name), name) }

    public func optionalPath(_ name: String) -> String? {
        guard let value = values[name] else { return nil }
        guard case .path(let path, _) = value else { wrong(name, "a path") }
        return path
    }

    public func path(_ name: String) -> String { present(optionalPath(name), name) }

    /// What stands at the attribute, as it was written.
    public func written(_ name: String) -> Written {
        guard case .written(let written) = present(values[name], name) else { wrong(name, "a text as written") }
        return written
    }

    /// The records of the attribute; none if it is absent.
    public func records(_ name: String) -> [Record] {
        guard let value = values[name] else { return [] }
        guard case .records(let records) = value else { wrong(name, "records") }
        return records
    }

    /// The values of a list; none if it is absent.
    public func list(_ name: String) -> [Value] {
        guard let value = values[name] else { return [] }
        guard case .list(let list) = value else { wrong(name, "a list") }
        return list
    }

    /// The texts, choices, paths or names that a list holds.
    public func names(_ name: String) -> [String] {
        list(name).map { value in
            switch value {
            case .text(let text, _), .choice(let text, _), .path(let text, _), .reference(_, let text, _): return text
            default: wrong(name, "a list of names")
            }
        }
    }

    /// The numbers that a list holds.
    public func inputs(_ name: String) -> [Input] {
        list(name).map { value in
            guard case .input(let input) = value else { wrong(name, "a list of numbers") }
            return input
        }
    }

    /// Where the attribute was written; the record's place if it was not.
    public func place(of name: String) -> Place { values[name]?.place ?? place }

    private func present<T>(_ value: T?, _ name: String) -> T {
        guard let value else { preconditionFailure("\(place): the record has no attribute \"\(name)\"") }
        return value
    }

    private func wrong(_ name: String, _ wanted: String) -> Never {
        preconditionFailure("\(place): the attribute \"\(name)\" is not \(wanted)")
    }
}

extension Value {
    /// Where the value was written; nil for an empty list.
    public var place: Place? {
        switch self {
        case .input(let input): input.place
        case .whole(_, let place), .flag(_, let place), .text(_, let place), .choice(_, let place): place
        case .reference(_, _, let place), .quarter(_, let place), .path(_, let place): place
        case .records(let records): records.first?.place
        case .list(let values): values.first?.place
        case .written(let written): written.place
        }
    }
}
