import ArgumentParser
import Foundation

/// A JSON file of cases: a list of them, an object with such a list as its `cases`, or one case by itself.
struct CaseFile {
    let path: String
    let cases: [JSONText]
    /// The file is one case and no list.
    let isSingle: Bool

    /// - Parameter isCase: tells a case from other objects.
    /// - Throws: exit code 1 after a message on standard error.
    init(_ path: String, isCase: (JSONText) -> Bool) throws {
        self.path = path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
            throw Self.report("is \(isFolder.boolValue ? "a folder, not a file" : "not there")", in: path)
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Self.report("cannot be read", in: path)
        }
        let document: JSONText
        do { document = try JSONText(Array(data)) } catch { throw Self.report("is not JSON: \(error)", in: path) }
        switch document["cases"] ?? document {
        case .list(let values): (cases, isSingle) = (values, false)
        case .object where isCase(document): (cases, isSingle) = ([document], true)
        default: throw Self.report("holds neither a list of cases nor an object with 'cases'", in: path)
        }
        if cases.isEmpty { throw Self.report("holds no cases", in: path) }
    }

    /// What messages call a case: its id, or its place in the file.
    static func id(of item: JSONText, at index: Int) -> JSONText { item["id"] ?? .whole(index + 1) }

    /// Tells the user what is wrong; the exit code says that something is.
    func report(_ message: String) -> ExitCode { Self.report(message, in: path) }

    private static func report(_ message: String, in path: String) -> ExitCode {
        FileHandle.standardError.write(Data("\(path): error: \(message)\n".utf8))
        return .failure
    }

    /// A heading for each case and a line for each of its results; long ones are cut.
    static func text(_ computed: [(id: JSONText, results: JSONText)]) -> String {
        computed.map { id, results in
            guard case .object(let fields) = results else { return "\(id)" }
            let width = fields.map(\.key.count).max() ?? 0
            let lines = fields.map { field in
                let value = field.value.description
                let shown = value.count > 90 ? value.prefix(87) + "..." : value[...]
                return "  " + field.key + String(repeating: " ", count: width - field.key.count + 2) + shown
            }
            return ([id.description] + lines).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }
}
