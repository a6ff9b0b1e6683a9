import Foundation
import TestSupport
import Testing

/// Whatever a file holds, the program answers with words and an exit code: no crash, no hang, no answer.
struct BadInputTests {
    private let tool = CommandLineTool()

    private func scenario(_ files: [String: Data]) throws -> String {
        let folder = TemporaryFolder.make()
        for (name, data) in files { try data.write(to: URL(fileURLWithPath: "\(folder)/\(name)")) }
        return folder
    }

    private func expectRefusal(_ files: [String: Data], _ what: Comment) throws {
        let folder = try scenario(files)
        for command in ["check", "run"] {
            let result = try tool.run([command, folder], seconds: 60)
            #expect(!result.isCrash, what)
            #expect(result.code == 1, what)
            #expect(!(result.errors + result.output).isEmpty, what)
        }
        try? FileManager.default.removeItem(atPath: folder)
    }

    private let good =
        "scenario: {name: t, start: 2026Q1, quarters: 4}\nparties:\n  banks: {kind: sector, issues-money: true}\n"

    @Test("Empty files, blanks, lists, numbers and comments are refused in words")
    func empty() throws {
        for text in ["", " \n\n", "# nothing\n", "- a\n- b\n", "42\n", "~\n", "scenario: 5\n", "\u{feff}"] {
            try expectRefusal(["scenario.yaml": Data(text.utf8)], "\(text)")
        }
    }

    @Test("A hundred megabytes of junk are refused")
    func junk() throws {
        var data = Data(count: 100_000_000)
        data.withUnsafeMutableBytes { bytes in
            var state: UInt64 = 1
            for index in bytes.indices {
                state = state &* 6_364_136_223_846_793_005 &+ 1
                bytes[index] = UInt8(truncatingIfNeeded: state >> 56)
            }
        }
        try expectRefusal(["scenario.yaml": data], "random bytes")
        try expectRefusal(["scenario.yaml": Data(repeating: UInt8(ascii: "a"), count: 100_000_000)], "one long word")
    }

    @Test("Alias bombs and deep nesting are refused at once")
    func bombs() throws {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<12 {
            bomb +=
                "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
        }
        try expectRefusal(["scenario.yaml": Data(bomb.utf8)], "aliases")
        for open in ["[", "{a: ", "- "] {
            try expectRefusal(
                ["scenario.yaml": Data(String(repeating: open, count: 200_000).utf8)], "nesting of \(open)")
        }
        let formula = "x: {kind: value, value: \"= " + String(repeating: "(", count: 100_000) + "1\"}"
        try expectRefusal(["scenario.yaml": Data((good + "drivers:\n  \(formula)\n").utf8)], "parentheses")
    }

    @Test("Loops of links and paths out of the folder are refused")
    func links() throws {
        let folder = TemporaryFolder.make()
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder)/scenario.yaml", withDestinationPath: "\(folder)/scenario.yaml")
        let loop = try tool.run(["check", folder])
        #expect(loop.code == 1 && !loop.isCrash)
        for outside in ["../../../../etc/passwd", "/etc/passwd", "..", "."] {
            try expectRefusal(
                ["scenario.yaml": Data((good + "include: [\(outside)]\n").utf8)], "include \(outside)")
        }
        try expectRefusal(["scenario.yaml": Data("extends: .\n".utf8)], "extends itself")
    }

    @Test("Wrong encodings and control characters are refused")
    func encodings() throws {
        try expectRefusal(["scenario.yaml": Data([0xff, 0xfe, 0x73, 0x00, 0x63, 0x00])], "UTF-16")
        try expectRefusal(["scenario.yaml": Data(good.utf8) + Data([0xc3, 0x28, 0x0a])], "broken UTF-8")
        try expectRefusal(["scenario.yaml": Data(good.utf8) + Data([0x00, 0x0a])], "NUL")
    }

    @Test("Numbers that are none are refused, with the text quoted")
    func numbers() throws {
        for value in [
            "NaN", "inf", "1e999", "--5", "5 %%", "1..2", "discrete(1: 120 %, 0: -20 %)", "uniform(3, 1)", "5 MW",
        ] {
            let folder = try scenario([
                "scenario.yaml": Data((good + "drivers:\n  x: {kind: value, value: \"\(value)\"}\n").utf8)
            ])
            let result = try tool.run(["check", folder])
            #expect(result.code == 1, "\(value)")
            #expect(result.output.contains("scenario.yaml:5:"), "\(value): \(result.output)")
        }
    }

    @Test("A folder, a missing file and an unreadable file are told apart")
    func files() throws {
        let folder = TemporaryFolder.make()
        #expect(try tool.run(["check", folder]).code == 1)
        try FileManager.default.createDirectory(atPath: "\(folder)/scenario.yaml", withIntermediateDirectories: false)
        let result = try tool.run(["check", folder])
        #expect(result.code == 1 && !result.isCrash)
    }
}
