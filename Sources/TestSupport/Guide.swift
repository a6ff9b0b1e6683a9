import Foundation

/// The page by which a stranger meets a library, for tests that run what it says.
public struct Guide: Sendable {
    /// Lines of its Swift examples, without blank lines, imports, and the comments at their ends.
    public let code: [String]

    /// - Parameter target: The library whose catalogue has the page.
    public init(_ target: String) throws {
        let page = try String(
            contentsOfFile: PackageRoot.path("Sources/\(target)/\(target).docc/\(target).md"), encoding: .utf8)
        let blocks = page.components(separatedBy: "```").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
        code = blocks.filter { $0.hasPrefix("swift\n") }.flatMap { Self.lines(String($0.dropFirst(6))) }
    }

    /// Lines of the page's examples that do not follow one another in `source`, in the order of the page.
    public func missing(from source: String) -> [String] {
        var rest = Self.lines(source)[...]
        return code.filter { line in
            guard let place = rest.firstIndex(of: line) else { return true }
            rest = rest[(place + 1)...]
            return false
        }
    }

    private static func lines(_ text: String) -> [String] {
        text.components(separatedBy: "\n").map { line in
            (line.components(separatedBy: "  // ").first ?? "").trimmingCharacters(in: .whitespaces)
        }.filter { !$0.isEmpty && !$0.hasPrefix("import ") && !$0.hasPrefix("//") }
    }
}
