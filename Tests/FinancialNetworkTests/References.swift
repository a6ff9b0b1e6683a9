import Foundation

/// The shared reference cases, which live beside the package and may be absent.
enum References {
    static func read<Content: Decodable>(_ type: Content.Type, _ file: String) throws -> Content? {
        var folder = URL(filePath: #filePath)
        for _ in 0..<3 { folder.deleteLastPathComponent() }
        let path = folder.appending(path: "../shared/references/network/" + file).standardizedFileURL
        guard FileManager.default.fileExists(atPath: path.path()) else { return nil }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: Data(contentsOf: path))
    }
}

/// A row such as `[0, 2, 12.48, "revenue"]`.
struct MixedRow: Decodable {
    var numbers: [Double] = []
    var words: [String] = []

    init(from decoder: any Decoder) throws {
        var row = try decoder.unkeyedContainer()
        while !row.isAtEnd {
            if let number = try? row.decode(Double.self) {
                numbers.append(number)
            } else {
                words.append(try row.decode(String.self))
            }
        }
    }

    func index(_ place: Int) -> Int { Int(numbers[place]) }
}

/// The largest gap between two lists, as a share of `scale`; infinite where their lengths differ.
func gap(_ found: [Double], _ expected: [Double], scale: Double = 1) -> Double {
    guard found.count == expected.count else { return .infinity }
    return zip(found, expected).map { ($0 - $1).magnitude }.max().map { $0 / scale } ?? 0
}
