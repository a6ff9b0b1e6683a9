/// Why a text is not JSON, and in which line.
struct JSONFault: Error, CustomStringConvertible {
    var line: Int
    var reason: String
    var description: String { "line \(line): \(reason)" }
}

extension JSONText {
    /// Lists and objects may be this deep inside one another.
    static var deepest: Int { 100 }
    /// Most values in one text: each takes some tens of bytes, however short it is written.
    static var mostValues: Int { 4_000_000 }

    /// Reads one value that fills `bytes`.
    init(_ bytes: [UInt8]) throws(JSONFault) {
        var reader = Reader(bytes: bytes)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.place = 3 }
        self = try reader.value(depth: 0)
        if reader.skipSpace() != nil { throw reader.fault("something follows the end") }
    }

    private struct Reader {
        let bytes: [UInt8]
        var place = 0
        private var values = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        func fault(_ reason: String) -> JSONFault {
            JSONFault(line: 1 + bytes[..<min(place, bytes.count)].count { $0 == 10 }, reason: reason)
        }

        /// The next byte that is not white space, or nil at the end.
        mutating func skipSpace() -> UInt8? {
            while place < bytes.count {
                switch bytes[place] {
                case 32, 9, 10, 13: place += 1
                default: return bytes[place]
                }
            }
            return nil
        }

        mutating func take(_ byte: UInt8) -> Bool {
            if skipSpace() != byte { return false }
            place += 1
            return true
        }

        mutating func value(depth: Int) throws(JSONFault) -> JSONText {
            guard let byte = skipSpace() else { throw fault("the text ends where a value is expected") }
            values += 1
            if values > mostValues { throw fault("more than \(mostValues) values; part the file") }
            switch byte {
            case UInt8(ascii: "{"): return try object(depth: depth + 1)
            case UInt8(ascii: "["): return try list(depth: depth + 1)
            case UInt8(ascii: "\""): return .text(try text())
            default: return try word()
            }
        }

        mutating func list(depth: Int) throws(JSONFault) -> JSONText {
            if depth > deepest { throw fault("more than \(deepest) lists and objects inside one another") }
            place += 1
            var values: [JSONText] = []
            if take(UInt8(ascii: "]")) { return .list(values) }
            repeat { values.append(try value(depth: depth)) } while take(UInt8(ascii: ","))
            if !take(UInt8(ascii: "]")) { throw fault("a list lacks its comma or its ]") }
            return .list(values)
        }

        mutating func object(depth: Int) throws(JSONFault) -> JSONText {
            if depth > deepest { throw fault("more than \(deepest) lists and objects inside one another") }
            place += 1
            var fields: [Field] = []
            if take(UInt8(ascii: "}")) { return .object(fields) }
            repeat {
                if skipSpace() != UInt8(ascii: "\"") { throw fault("a key in quotes is expected") }
                let key = try text()
                if !take(UInt8(ascii: ":")) { throw fault("a colon is expected after \"\(key)\"") }
                fields.append(Field(key: key, value: try value(depth: depth)))
            } while take(UInt8(ascii: ","))
            if !take(UInt8(ascii: "}")) { throw fault("an object lacks its comma or its }") }
            return .object(fields)
        }

        mutating func word() throws(JSONFault) -> JSONText {
            let start = place
            while place < bytes.count, !",]} \t\r\n".utf8.contains(bytes[place]) { place += 1 }
            let word = String(decoding: bytes[start..<place], as: UTF8.self)
            switch word {
            case "null": return .null
            case "true": return .flag(true)
            case "false": return .flag(false)
            case "NaN": return .number(.nan)
            case "Infinity": return .number(.infinity)
            case "-Infinity": return .number(-.infinity)
            default:
                let digits = word.utf8.first == UInt8(ascii: "-") ? word.utf8.dropFirst() : word.utf8[...]
                if let first = digits.first, (48...57).contains(first),
                    digits.allSatisfy({ (48...57).contains($0) || ".eE+-".utf8.contains($0) }),
                    let number = Double(word)
                {
                    return .number(number)
                }
                throw fault("\(word.prefix(40).debugDescription) is not a value")
            }
        }

        mutating func text() throws(JSONFault) -> String {
            place += 1
            var content: [UInt8] = []
            while place < bytes.count {
                let byte = bytes[place]
                place += 1
                switch byte {
                case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
                case UInt8(ascii: "\\"): content += try escape()
                case 0..<32: throw fault("a line ends inside a text")
                default: content.append(byte)
                }
            }
            throw fault("a text lacks its closing quote")
        }

        mutating func escape() throws(JSONFault) -> [UInt8] {
            guard place < bytes.count else { throw fault("a text lacks its closing quote") }
            let byte = bytes[place]
            place += 1
            switch byte {
            case UInt8(ascii: "n"): return [10]
            case UInt8(ascii: "t"): return [9]
            case UInt8(ascii: "r"): return [13]
            case UInt8(ascii: "b"): return [8]
            case UInt8(ascii: "f"): return [12]
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
            case UInt8(ascii: "u"):
                var units = [try unit()]
                if UTF16.isLeadSurrogate(units[0]), bytes[place...].starts(with: "\\u".utf8) {
                    place += 2
                    units.append(try unit())
                }
                return Array(String(decoding: units, as: UTF16.self).utf8)
            default: throw fault("\\ is followed by nothing that JSON knows")
            }
        }

        mutating func unit() throws(JSONFault) -> UInt16 {
            let digits = bytes[place..<min(place + 4, bytes.count)]
            guard digits.count == 4, digits.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
                let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
            else { throw fault("\\u is followed by four hexadecimal digits") }
            place += 4
            return unit
        }
    }
}
