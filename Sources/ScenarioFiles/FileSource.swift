import Foundation
import Model

/// Where the texts of a scenario come from: a folder, or texts in memory. Names are relative to the scenario's folder.
protocol FileSource {
    /// The text of a file.
    func text(_ name: String, namedAt place: Place) throws(Diagnostic) -> String
}

/// Texts in memory: tests, and scenarios that a store has kept.
struct TextFiles: FileSource {
    let texts: [String: String]

    func text(_ name: String, namedAt place: Place) throws(Diagnostic) -> String {
        guard let text = texts[name] else {
            throw Diagnostic(at: place, "there is no file `\(name)`", quote: name)
        }
        return text
    }
}

/// Files of a folder, which no name and no link leads out of.
struct FolderFiles: FileSource {
    /// Largest file that is read.
    static let largest = 64 << 20
    let folder: String

    func text(_ name: String, namedAt place: Place) throws(Diagnostic) -> String {
        let path = "\(folder)/\(name)"
        try checkInside(path, name, place)
        let manager = FileManager.default
        var isFolder: ObjCBool = false
        guard manager.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Diagnostic(
                at: place, "there is no file `\(name)` in `\(folder)`", quote: name,
                hint: "a scenario is a folder with a `scenario.yaml`")
        }
        guard !isFolder.boolValue else { throw Diagnostic(at: place, "`\(name)` is a folder, not a file", quote: name) }
        let size = ((try? manager.attributesOfItem(atPath: path))?[.size] as? NSNumber)?.intValue ?? 0
        guard size <= Self.largest else {
            throw Diagnostic(
                at: Place(file: name, line: 1, column: 1),
                "the file has \(size) bytes; at most \(Self.largest) are read", quote: name)
        }
        guard let data = manager.contents(atPath: path) else {
            throw Diagnostic(at: place, "`\(name)` cannot be read", quote: name, hint: "look at its permissions")
        }
        return try Self.decoded(data, name)
    }

    /// UTF-8, with or without a mark at the start.
    static func decoded(_ data: Data, _ name: String) throws(Diagnostic) -> String {
        let start = Place(file: name, line: 1, column: 1)
        if data.starts(with: [0xff, 0xfe]) || data.starts(with: [0xfe, 0xff]) {
            throw Diagnostic(at: start, "the file is UTF-16", quote: name, hint: "save it as UTF-8")
        }
        let bytes = data.starts(with: [0xef, 0xbb, 0xbf]) ? data.dropFirst(3) : data
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Diagnostic(at: start, "the file is not UTF-8 text", quote: name, hint: "save it as UTF-8")
        }
        return text
    }

    /// Follows links, and refuses what lies outside the folder above the scenario's.
    private func checkInside(_ path: String, _ name: String, _ place: Place) throws(Diagnostic) {
        let root = URL(fileURLWithPath: folder).resolvingSymlinksInPath().standardizedFileURL
        let own = name.hasPrefix("../") ? root.deletingLastPathComponent() : root
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL
        let inside = target.path == own.path || target.path.hasPrefix(own.path + "/") || own.path == "/"
        guard inside else {
            throw Diagnostic(
                at: place, "`\(name)` lies outside the scenario's folder", quote: name,
                hint: "copy the file into the folder")
        }
    }
}
