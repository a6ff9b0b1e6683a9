import Foundation
import TestSupport
import Testing

/// What shells offer when TAB is pressed.
struct CompletionTests {
    private let tool = CommandLineTool()

    @Test(
        "The scripts for bash, zsh and fish are made, and each shell that is here reads its own",
        arguments: ["bash", "zsh", "fish"])
    func scripts(shell: String) throws {
        let result = try tool.run(["--generate-completion-script", shell])
        #expect(result.code == 0 && result.output.count > 2_000)
        // Fish writes the dashes of an option elsewhere.
        for word in ["loadline", "paths", "sensitivity"] { #expect(result.output.contains(word)) }
        #expect(!result.output.contains("'repeat'"))
        guard let program = ["/bin", "/usr/bin"].map({ "\($0)/\(shell)" }).first(where: FileManager.default.fileExists)
        else { return }
        let path = TemporaryFolder.make() + "/script"
        try result.output.write(toFile: path, atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = ["-n", path]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    /// What bash would offer for the last word of a line.
    private func offered(_ words: [String], in folder: String = PackageRoot.path) throws -> [String] {
        // What its script does: source it, say which line is typed, call its function, print the replies.
        let script = TemporaryFolder.make() + "/completions"
        try tool.run(["--generate-completion-script", "bash"]).output.write(
            toFile: script, atomically: true, encoding: .utf8)
        let path = TemporaryFolder.make()
        let binary = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        try FileManager.default.createSymbolicLink(
            atPath: "\(path)/plimsoll", withDestinationPath: binary.appendingPathComponent("plimsoll").path)
        let line = "plimsoll " + words.joined(separator: " ")
        let typed = (["plimsoll"] + words).map { "'\($0)'" }.joined(separator: " ")
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = [
            "-c",
            """
            source \(script); COMP_WORDS=(\(typed)); COMP_CWORD=\(words.count); COMP_LINE='\(line)'
            COMP_POINT=\(line.utf8.count); COMP_TYPE=9; _plimsoll plimsoll "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"; printf '%s\\n' "${COMPREPLY[@]}"
            """,
        ]
        process.currentDirectoryURL = URL(filePath: folder)
        process.environment = [
            "PATH": "\(path):/usr/bin:/bin", "PLIMSOLL_STORE": tool.store,
            "PLIMSOLL_SCENARIOS": PackageRoot.path("Scenarios"),
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map {
            $0.trimmingCharacters(in: .whitespaces)
        }
    }

    @Test("Bash offers scenarios, questions, shocks, inputs and stored runs by the names that are there")
    func names() throws {
        #expect(try offered(["run", "chil"]).contains("childress"))
        #expect(try offered(["answer", "cont"]).contains("contagion"))
        #expect(try offered(["run", "triangle", "--shock", "inv"]).contains("investors-leave"))
        #expect(
            try offered(["run", "childress", "--set", "contracts.gpu-loan.mar"]).contains("contracts.gpu-loan.margin="))
        #expect(try offered(["explain", "tri"]).contains("triangle") == false)
        #expect(!FileManager.default.fileExists(atPath: tool.store))
        #expect(try tool.run(["run", "triangle", "--paths", "8", "--no-effects"]).code == 0)
        #expect(try offered(["explain", "tri"]).contains("triangle"))
    }
}
