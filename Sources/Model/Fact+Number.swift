extension Fact {
    /// The value, if it is one number.
    public var number: Double? {
        var cursor = TextCursor(value)
        cursor.skipSpaces()
        guard let number = try? cursor.number() else { return nil }
        cursor.skipSpaces()
        return cursor.isAtEnd ? number : nil
    }

    /// The ledger's unit as a unit: `USD_bn` is B USD, `USD_per_GPUh` USD per GPU-h. Nil if it cannot be computed with.
    public var readUnit: Unit? {
        if let unit = Unit(unit) { return unit }
        var words = unit.split { $0 == "_" || $0 == " " }.map(String.init)
        for (index, word) in words.enumerated() { words[index] = Self.words[word] ?? word }
        for index in words.indices.dropLast() where words[index] == "USD" {
            guard let scale = Self.scales[words[index + 1]] else { continue }
            words[index] = "\(scale) USD"
            words[index + 1] = ""
        }
        return Unit(words.filter { !$0.isEmpty }.joined(separator: " "))
    }

    private static let scales = ["k": "K", "m": "M", "mn": "M", "bn": "B", "tn": "T"]
    private static let words = [
        "pct": "%", "percent": "%", "bps": "bp", "GPUh": "GPU-h", "MWday": "MW-day", "MWyear": "MW-year",
        "kWmonth": "kW-month", "count": "1", "number": "1", "ratio": "1", "index": "1", "qtr": "quarter",
    ]
}
