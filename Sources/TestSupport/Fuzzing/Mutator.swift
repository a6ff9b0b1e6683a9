/// Damages bytes the way that files are damaged, and the way that somebody would who means harm: the same damage for a
/// seed on every machine.
public struct Mutator {
    var random: SeededGenerator

    /// Largest result: what is larger tries the limits of files, which have tests of their own.
    static let largest = 200_000

    public init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// A copy of `bytes` with one to six changes. `others` are bytes from which pieces may be spliced in.
    public mutating func mutated(_ bytes: [UInt8], others: [[UInt8]] = []) -> [UInt8] {
        var result = bytes
        // Numbers alone in every third case: such a file is often still well formed, and its numbers reach the model.
        if random.chance(0.35) {
            for _ in 0..<Int.random(in: 1...3, using: &random) { replaceNumber(&result) }
            return result
        }
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            change(&result, others)
            if result.count > Self.largest { result.removeLast(result.count - Self.largest) }
        }
        return result
    }

    private mutating func change(_ bytes: inout [UInt8], _ others: [[UInt8]]) {
        switch Int.random(in: 0..<14, using: &random) {
        case 0: flip(&bytes)
        case 1: bytes.removeSubrange(piece(of: bytes, atMost: 40))
        case 2: bytes.removeSubrange(place(in: bytes)..<bytes.count)
        case 3: insert(Array(random.pick(Self.words).utf8), into: &bytes)
        case 4: bytes.replaceSubrange(piece(of: bytes, atMost: 12), with: random.pick(Self.words).utf8)
        case 5, 6: replaceNumber(&bytes)
        case 7: swapTokens(&bytes)
        case 8: insert(Array(bytes[piece(of: bytes, atMost: 400)]), into: &bytes)
        case 9: removeLine(&bytes)
        case 10: repeatLine(&bytes)
        case 11: insert(nest(), into: &bytes)
        case 12:
            guard let other = others.randomElement(using: &random) else { return flip(&bytes) }
            insert(Array(other[piece(of: other, atMost: 600)]), into: &bytes)
        default:
            insert((0..<random.pick([1, 4, 30])).map { _ in UInt8.random(in: 0...255, using: &random) }, into: &bytes)
        }
    }

    // MARK: Bytes

    private mutating func place(in bytes: [UInt8]) -> Int { Int.random(in: 0...bytes.count, using: &random) }

    private mutating func piece(of bytes: [UInt8], atMost length: Int) -> Range<Int> {
        let start = place(in: bytes)
        return start..<min(bytes.count, start + Int.random(in: 0...length, using: &random))
    }

    private mutating func insert(_ piece: [UInt8], into bytes: inout [UInt8]) {
        bytes.insert(contentsOf: piece, at: place(in: bytes))
    }

    private mutating func flip(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        let index = Int.random(in: bytes.indices, using: &random)
        bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    }

    // MARK: Tokens

    /// Where a run of bytes of one sort stands that holds a byte near a random place.
    private mutating func run(in bytes: [UInt8], where belongs: (UInt8) -> Bool) -> Range<Int>? {
        let start = place(in: bytes)
        guard let first = bytes[start...].firstIndex(where: belongs) ?? bytes[..<start].firstIndex(where: belongs)
        else {
            return nil
        }
        let low = bytes[..<first].lastIndex { !belongs($0) }.map { $0 + 1 } ?? 0
        return low..<(bytes[first...].firstIndex { !belongs($0) } ?? bytes.count)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) || byte == UInt8(ascii: ".") }

    private static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95 || byte == 45
    }

    private mutating func replaceNumber(_ bytes: inout [UInt8]) {
        guard let place = run(in: bytes, where: Self.isDigit) else { return }
        bytes.replaceSubrange(place, with: random.pick(Self.numbers).utf8)
    }

    private mutating func swapTokens(_ bytes: inout [UInt8]) {
        guard let one = run(in: bytes, where: Self.isWord), let two = run(in: bytes, where: Self.isWord),
            !one.overlaps(two)
        else { return }
        let (first, second) = one.lowerBound < two.lowerBound ? (one, two) : (two, one)
        let (left, right) = (Array(bytes[first]), Array(bytes[second]))
        bytes.replaceSubrange(second, with: left)
        bytes.replaceSubrange(first, with: right)
    }

    // MARK: Lines and blocks

    private mutating func line(of bytes: [UInt8]) -> Range<Int> {
        let start = place(in: bytes)
        let low = bytes[..<start].lastIndex(of: 10).map { $0 + 1 } ?? 0
        return low..<(bytes[start...].firstIndex(of: 10).map { $0 + 1 } ?? bytes.count)
    }

    private mutating func removeLine(_ bytes: inout [UInt8]) { bytes.removeSubrange(line(of: bytes)) }

    private mutating func repeatLine(_ bytes: inout [UInt8]) {
        let line = line(of: bytes)
        let copies = Array(repeating: bytes[line], count: random.pick([1, 2, 40])).joined()
        bytes.insert(contentsOf: Array(copies), at: line.upperBound)
    }

    private mutating func nest() -> [UInt8] {
        let opening = random.pick(["[", "{", "(", "{\"a\":", "- ", "= if 1 > (", "[["])
        return Array(String(repeating: opening, count: random.pick([1, 3, 70, 3_000])).utf8)
    }
}
