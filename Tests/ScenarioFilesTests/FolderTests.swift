import Foundation
import Model
import ScenarioFiles
import Testing

@Suite("Folders")
struct FolderTests {
    /// A folder of its own for a test, with files of these contents.
    func folder(_ files: [String: Data]) throws -> URL {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("plimsoll-\(UUID().uuidString)")
        for (name, data) in files {
            let url = root.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try data.write(to: url)
        }
        return root
    }

    func problems(_ folder: URL) -> [String] {
        ScenarioReader(catalogue: smallCatalogue).check(folder: folder.path).findings.errors.map(\.description)
    }

    var good: [String: Data] { smallFiles.mapValues { Data($0.utf8) } }

    @Test("A folder is read, with a mark of UTF-8 and Windows line ends too")
    func reading() throws {
        var files = good
        files["scenario.yaml"] =
            Data([0xef, 0xbb, 0xbf]) + Data(smallScenario.replacingOccurrences(of: "\n", with: "\r\n").utf8)
        let root = try folder(files)
        defer { try? FileManager.default.removeItem(at: root) }
        let (scenario, findings) = ScenarioReader(catalogue: smallCatalogue).check(folder: root.path)
        #expect(findings.all.isEmpty, "\(findings)")
        #expect(scenario?["contracts"].count == 2)
    }

    @Test("Other encodings are refused at the first wrong byte")
    func encodings() throws {
        var files = good
        files["scenario.yaml"] = Data([0xff, 0xfe, 0x61, 0])
        #expect(
            problems(try folder(files)) == [
                "scenario.yaml:1:1: error: the file is UTF-16\n    | scenario.yaml\n    hint: save it as UTF-8"
            ])
        files["scenario.yaml"] = Data("a: 1\nb: \u{e9}".utf8) + Data([0xc3, 0x28])
        #expect(
            problems(try folder(files)) == [
                "scenario.yaml:2:5: error: the file is not UTF-8 text\n    | scenario.yaml\n    hint: save it as UTF-8"
            ])
    }

    @Test("Links in a circle, links that lead out, pipes and folders in a file's place are refused")
    func strange() throws {
        let manager = FileManager.default
        let root = try folder(good)
        defer { try? manager.removeItem(at: root) }
        let path = root.appendingPathComponent("facts.csv").path
        func put<T>(_ make: () throws -> T) throws -> String {
            try manager.removeItem(atPath: path)
            _ = try make()
            let found = problems(root)
            return found.count == 1 ? found[0] : "\(found)"
        }
        #expect(
            try put { try manager.createSymbolicLink(atPath: path, withDestinationPath: "facts.csv") }.contains(
                "`facts.csv` is a link that leads in a circle or to nothing"))
        #expect(
            try put { try manager.createSymbolicLink(atPath: path, withDestinationPath: "/etc/passwd") }.contains(
                "`facts.csv` lies outside the scenario's folder"))
        #expect(
            try put { try manager.createDirectory(atPath: path, withIntermediateDirectories: false) }.contains(
                "`facts.csv` is a folder, not a file"))
        #expect(try put { mkfifo(path, 0o600) }.contains("`facts.csv` is a device or a pipe, not a file"))
    }

    @Test("An extended scenario's files may not be links into a third folder")
    func third() throws {
        let root = try folder([
            "own/scenario.yaml": Data("extends: ../base\n".utf8), "base/scenario.yaml": Data(smallScenario.utf8),
            "third/facts.csv": Data(factsTable.utf8),
        ])
        defer { try? FileManager.default.removeItem(at: root) }
        try FileManager.default.createSymbolicLink(
            atPath: root.appendingPathComponent("base/facts.csv").path, withDestinationPath: "../third/facts.csv")
        let found = problems(root.appendingPathComponent("own"))
        #expect(
            found.count == 1 && found[0].contains("`../base/facts.csv` lies outside the scenario's folder"), "\(found)")
    }

    @Test("A file above the limit is refused unread")
    func size() throws {
        let root = try folder(good)
        defer { try? FileManager.default.removeItem(at: root) }
        let handle = try FileHandle(forWritingTo: root.appendingPathComponent("scenario.yaml"))
        try handle.truncate(atOffset: 100_000_000)
        try handle.close()
        #expect(
            problems(root) == [
                "scenario.yaml:1:1: error: the file has 100000000 bytes; at most 67108864 are read\n    | scenario.yaml"
            ])
    }

    @Test("A folder that is not there is told from one without a scenario")
    func missing() {
        let found = problems(URL(fileURLWithPath: "/nonexistent-folder"))
        #expect(
            found == [
                "scenario.yaml:1:1: error: there is no file `scenario.yaml` in `/nonexistent-folder`\n    | scenario.yaml\n    hint: a scenario is a folder with a `scenario.yaml`"
            ])
    }
}
