import ArgumentParser

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
        let file = InputFile(path: path)
        let document = try file.json()
        switch document["cases"] ?? document {
        case .list(let values): (cases, isSingle) = (values, false)
        case .object where isCase(document): (cases, isSingle) = ([document], true)
        default: throw file.report("holds neither a list of cases nor an object with 'cases'")
        }
        if cases.isEmpty { throw file.report("holds no cases") }
    }

    /// What messages call a case: its id, or its place in the file.
    static func id(of item: JSONText, at index: Int) -> JSONText { item["id"] ?? .whole(index + 1) }

    /// Tells the user what is wrong; the exit code says that something is.
    func report(_ message: String) -> ExitCode { InputFile(path: path).report(message) }
}
