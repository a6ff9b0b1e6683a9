import Foundation

/// The public reference cases of a subject, in a folder beside the checkout that may be absent.
public struct ReferenceFiles: Sendable {
    /// The JSON files by path, in order of name; none where the folder is absent.
    public let paths: [String]

    /// - Parameter subject: `actus`, `finance` or `network`.
    public init(_ subject: String) {
        let folder = PackageRoot.path("../shared/references/\(subject)")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        paths = names.filter { $0.hasSuffix(".json") }.sorted().map { "\(folder)/\($0)" }
    }

    public var isPresent: Bool { !paths.isEmpty }

    /// The content of a file.
    public static func read(_ path: String) throws -> JSONTree {
        try JSONTree(parsing: Data(contentsOf: URL(filePath: path)))
    }
}
