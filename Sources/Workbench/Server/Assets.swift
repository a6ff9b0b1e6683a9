import Foundation
import Hummingbird
import NIOCore
import Reports

/// Files that pages load: our own style and scripts, and the interactive libraries where they are.
struct Assets: Sendable {
    private let files: [String: (bytes: ByteBuffer, type: String)]

    var hasCharts: Bool { files["echarts.min.js"] != nil }
    var hasTables: Bool { files["tabulator.min.js"] != nil }

    /// - Parameter libraries: a folder with `echarts.min.js`, `tabulator.min.js` and `tabulator.min.css`, all or some.
    /// - Throws: where our own files are not beside the program.
    init(libraries: String?) throws {
        let folder = try Self.ownFolder()
        var files: [String: (bytes: ByteBuffer, type: String)] = [:]
        func add(_ name: String, _ folder: String) {
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { return }
            files[name] = (ByteBuffer(bytes: data), Self.type(of: name))
        }
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] { add(name, folder) }
        if let libraries {
            for name in ["echarts.min.js", "tabulator.min.js", "tabulator.min.css"] { add(name, libraries) }
        }
        files["memo.css"] = (
            ByteBuffer(string: ChartColours.lightCSS + "\n" + MemoPage.css), "text/css; charset=utf-8"
        )
        files["charts.css"] = (ByteBuffer(string: ChartColours.css), "text/css; charset=utf-8")
        self.files = files
    }

    /// A file by its name alone: there is no path to leave the folder by.
    subscript(name: String) -> (bytes: ByteBuffer, type: String)? { files[name] }

    private static func type(of name: String) -> String {
        if name.hasSuffix(".css") { return "text/css; charset=utf-8" }
        if name.hasSuffix(".js") { return "text/javascript; charset=utf-8" }
        return name.hasSuffix(".svg") ? "image/svg+xml" : "application/octet-stream"
    }

    /// Beside the program, where the build puts it, or among the sources.
    private static func ownFolder() throws -> String {
        var folder = ProgramFile.folder
        var places: [String] = []
        for _ in 0..<3 {
            places.append(folder.appendingPathComponent("plimsoll_Workbench.resources/Assets").path)
            folder.deleteLastPathComponent()
        }
        places.append(String(#filePath.dropLast("/Server/Assets.swift".count)) + "/Assets")
        guard let found = places.first(where: { FileManager.default.fileExists(atPath: "\($0)/workbench.css") }) else {
            throw PageProblem.notFound(
                "the workbench's style and scripts are not at \(places[0]): keep the folder `plimsoll_Workbench.resources` beside "
                    + "the program")
        }
        return found
    }
}
