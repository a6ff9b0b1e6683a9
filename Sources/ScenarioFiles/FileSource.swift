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
        guard manager.fileExists(atPath: path) else { throw missing(path, name, place) }
        // Of the file that a link leads to, not of the link.
        let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let attributes = (try? manager.attributesOfItem(atPath: real)) ?? [:]
        let type = attributes[.type] as? FileAttributeType
        guard type != .typeDirectory else {
            throw Diagnostic(at: place, "`\(name)` is a folder, not a file", quote: name)
        }
        guard type == .typeRegular else {
            throw Diagnostic(at: place, "`\(name)` is a device or a pipe, not a file", quote: name)
        }
        let size = (attributes[.size] as? NSNumber)?.intValue ?? 0
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

    private func missing(_ path: String, _ name: String, _ place: Place) -> Diagnostic {
        if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) {
            return Diagnostic(
                at: place, "`\(name)` is a link that leads in a circle or to nothing", quote: "\(name) -> \(target)",
                hint: "put the file itself into the folder")
        }
        return Diagnostic(
            at: place, "there is no file `\(name)` in `\(folder)`", quote: name,
            hint: "a scenario is a folder with a `scenario.yaml`")
    }

    /// UTF-8, with or without a mark at the start.
    static func decoded(_ data: Data, _ name: String) throws(Diagnostic) -> String {
        let start = Place(file: name, line: 1, column: 1)
        if data.starts(with: [0xff, 0xfe]) || data.starts(with: [0xfe, 0xff]) {
            throw Diagnostic(at: start, "the file is UTF-16", quote: name, hint: "save it as UTF-8")
        }
        let bytes = data.starts(with: [0xef, 0xbb, 0xbf]) ? data.dropFirst(3) : data
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Diagnostic(
                at: firstInvalid(bytes, name), "the file is not UTF-8 text", quote: name, hint: "save it as UTF-8")
        }
        return text
    }

    /// The line and column of the first bytes that are no UTF-8.
    private static func firstInvalid(_ bytes: Data, _ name: String) -> Place {
        var iterator = bytes.makeIterator()
        var decoder = UTF8()
        var place = Place(file: name, line: 1, column: 1)
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            if scalar == "\n" { (place.line, place.column) = (place.line + 1, 1) } else { place.column += 1 }
        }
        return place
    }

    /// Follows links, and refuses what lies outside the scenario's folder: of a scenario that is extended (`../base/`),
    /// outside that one, which itself must lie in the folder above.
    private func checkInside(_ path: String, _ name: String, _ place: Place) throws(Diagnostic) {
        func resolved(_ path: String) -> URL {
            URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL
        }
        func contains(_ outer: URL, _ inner: URL) -> Bool {
            inner.path == outer.path || inner.path.hasPrefix(outer.path + "/") || outer.path == "/"
        }
        let root = resolved(folder)
        var own = root
        if name.hasPrefix("../") {
            let beside = name.dropFirst(3).prefix { $0 != "/" }
            own = resolved("\(folder)/../\(beside)")
            guard contains(root.deletingLastPathComponent(), own) else { throw outside(name, place) }
        }
        guard contains(own, resolved(path)) else { throw outside(name, place) }
    }

    private func outside(_ name: String, _ place: Place) -> Diagnostic {
        Diagnostic(
            at: place, "`\(name)` lies outside the scenario's folder", quote: name,
            hint: "copy the file into the folder")
    }
}
