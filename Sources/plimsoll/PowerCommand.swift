import ArgumentParser
import Foundation
import PowerSystem

/// `plimsoll power FILE`: cases of power pipelines and adequacy.
struct PowerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "power",
        abstract: "Compute cases of power supply: pipelines, suppliers, allocation, adequacy, bridging programs.",
        discussion: """
            FILE is JSON: one case {id, inputs, expected}, a list of them, or an object with such a list as its 'cases'. \
            The inputs say by their names what is computed; the names in 'expected', never its values, say which results \
            are wanted. 'base' names another case of the file or its folder, or RTS-79. A case that cannot be computed \
            is reported and the others are computed; the exit code is then 1.
            """)

    @Argument(help: "A file of cases.", completion: Completions.json)
    var file: String

    @Flag(help: "Print JSON: {id, result}, or a list of them where the file is a list.")
    var json = false

    func run() throws {
        let file = try CaseFile(file) { item in ["inputs", "lp", "domain"].contains { item[$0] != nil } }
        let library = PowerCaseLibrary(file)
        var failed = false
        var computed: [CaseReport.Computed] = []
        for (index, item) in file.cases.enumerated() {
            let id = CaseFile.id(of: item, at: index)
            do throws(PowerError) {
                let asked = item["expected"].map { AskedShape(CaseValue($0)) }
                let result = try PowerCase.result(of: CaseValue(item), asked: asked, lookup: library.inputs)
                computed.append((id, JSONText(result)))
            } catch {
                failed = true
                _ = file.report("case \(id): \(error.description)")
            }
        }
        if json {
            let lines = computed.map { JSONText.fields([("id", $0.id), ("result", $0.results)]).description }
            if !file.isSingle { print("[\n" + lines.joined(separator: ",\n") + (lines.isEmpty ? "]" : "\n]")) }
            if file.isSingle, let line = lines.first { print(line) }
        } else if !computed.isEmpty {
            print(CaseReport.text(computed, width: Console.columns))
        }
        if failed { throw ExitCode.failure }
    }
}

/// Where a case finds the system that its `base` names: the same file, then files beside it.
private struct PowerCaseLibrary {
    let file: CaseFile

    init(_ file: CaseFile) { self.file = file }

    /// The inputs of the case of this id, or of the only one whose id begins with it and a hyphen.
    func inputs(of id: String) -> CaseValue? {
        for item in file.cases {
            if case .text(let found)? = item["id"], found == id || found.hasPrefix(id + "-"),
                let inputs = item["inputs"]
            {
                return CaseValue(inputs)
            }
        }
        // A name is no path.
        guard !id.isEmpty, !id.contains("/"), !id.hasPrefix(".") else { return nil }
        let folder = URL(filePath: file.path).deletingLastPathComponent().path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let matching = names.filter { $0 == id + ".json" || ($0.hasPrefix(id + "-") && $0.hasSuffix(".json")) }
        guard let name = matching.sorted().first,
            let data = FileManager.default.contents(atPath: folder + "/" + name),
            let document = try? JSONText(Array(data)), let inputs = document["inputs"]
        else { return nil }
        return CaseValue(inputs)
    }
}

extension JSONText {
    fileprivate init(_ value: CaseValue) {
        switch value {
        case .null: self = .null
        case .flag(let flag): self = .flag(flag)
        case .number(let number): self = .number(number)
        case .text(let text): self = .text(text)
        case .list(let values): self = .list(values.map(JSONText.init))
        case .fields(let fields): self = .fields(fields.map { ($0.key, JSONText($0.value)) })
        }
    }
}
