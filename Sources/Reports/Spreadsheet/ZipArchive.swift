/// A zip file whose entries are stored as they are: what spreadsheets are made of (PKWARE APPNOTE 6.3.10, sections 4.3.7 to 4.3.16).
struct ZipArchive {
    private(set) var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    mutating func add(_ name: String, _ text: String) {
        let (name, content) = (Array(name.utf8), Array(text.utf8))
        let offset = bytes.count
        // Version 2.0, names in UTF-8, stored, 1 January 1980: the same content gives the same bytes.
        let common: [UInt8] =
            Self.two(20) + Self.two(0x800) + Self.two(0) + Self.two(0) + Self.two(0x21)
            + Self.four(Self.checksum(content))
            + Self.four(UInt32(content.count)) + Self.four(UInt32(content.count)) + Self.two(UInt16(name.count))
            + Self.two(0)
        bytes += [0x50, 0x4b, 3, 4] + common + name + content
        directory +=
            [0x50, 0x4b, 1, 2] + Self.two(20) + common + Self.two(0) + Self.two(0) + Self.two(0) + Self.four(0)
            + Self.four(UInt32(offset)) + name
        count += 1
    }

    /// The archive with its directory at the end.
    func finished() -> [UInt8] {
        let end: [UInt8] =
            [0x50, 0x4b, 5, 6] + Self.two(0) + Self.two(0) + Self.two(UInt16(count)) + Self.two(UInt16(count))
            + Self.four(UInt32(directory.count)) + Self.four(UInt32(bytes.count)) + Self.two(0)
        return bytes + directory + end
    }

    private static func two(_ value: UInt16) -> [UInt8] { [UInt8(value & 0xff), UInt8(value >> 8)] }

    private static func four(_ value: UInt32) -> [UInt8] {
        two(UInt16(truncatingIfNeeded: value)) + two(UInt16(truncatingIfNeeded: value >> 16))
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xedb8_8320 : value >> 1 }
    }

    /// CRC-32 of ISO 3309.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
    }
}
