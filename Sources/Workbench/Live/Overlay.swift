import Engine
import Foundation
import ScenarioFiles

/// A scenario laid over another: the inputs that somebody moved, in a folder beside the one they belong to.
struct Overlay {
    let name: String
    let base: String
    let paths: Int
    let seed: UInt64
    let changes: [(key: String, value: String)]
    let shocks: [ShockSetting]

    /// Names of folders: no path leads out of the one where scenarios are.
    static func isName(_ text: String) -> Bool {
        text.count <= 40 && text.wholeMatch(of: /[a-z0-9][a-z0-9-]*/) != nil
    }

    /// The command that runs it.
    var command: String {
        (["plimsoll run \(name)"] + shocks.map { Self.option($0) }).joined(separator: " ")
    }

    static func option(_ shock: ShockSetting) -> String { "--shock \(shock.text)" }

    /// - Throws: `PageProblem` where a change lies deeper than an overlay can say.
    func text() throws -> String {
        var text =
            "# Saved in the workbench. Run it with: \(command)\nextends: ../\(base)\n\nscenario:\n  name: \(name)\n"
        text += "  paths: \(paths)\n  seed: \(seed)\n"
        var sections: [String: [String: [(String, String)]]] = [:]
        for change in changes {
            let parts = change.key.split(separator: ".").map(String.init)
            if parts.count == 2, parts[0] == "scenario" { continue }
            guard parts.count == 3 else {
                throw PageProblem.refused(
                    "`\(change.key)` is part of a list: an overlay would have to repeat the list. Use `--set` for it")
            }
            sections[parts[0], default: [:]][parts[1], default: []].append((parts[2], change.value))
        }
        for (section, items) in sections.sorted(by: { $0.key < $1.key }) {
            text += "\n\(section):\n"
            for (item, values) in items.sorted(by: { $0.key < $1.key }) {
                text += "  \(item):\n"
                for (name, value) in values {
                    let words =
                        value.contains("assumption") || value.contains("@")
                        ? value : "\(value) assumption, set in the workbench"
                    text += "    \(name): \"\(words.replacingOccurrences(of: "\"", with: "'"))\"\n"
                }
            }
        }
        return text
    }

    /// Writes the folder beside the base's, and checks that it can be read.
    /// - Returns: the folder.
    func save(beside folder: String) throws -> String {
        guard Self.isName(name) else {
            throw PageProblem.refused(
                "`\(name)` is no name of a scenario: lower-case letters, digits and `-`, at most 40")
        }
        let root = URL(fileURLWithPath: folder).resolvingSymlinksInPath().deletingLastPathComponent()
        let target = root.appendingPathComponent(name).path
        guard !FileManager.default.fileExists(atPath: target) else {
            throw PageProblem.refused("there is a scenario `\(name)` already: choose another name")
        }
        let text = try text()
        try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: false)
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(target)/scenario.yaml"))
            _ = try ScenarioReader(catalogue: Catalogue.schemas).read(folder: target)
        } catch {
            try? FileManager.default.removeItem(atPath: target)
            throw error
        }
        return target
    }
}
