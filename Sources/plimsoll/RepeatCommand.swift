import ArgumentParser
import Foundation

/// `plimsoll repeat`: many command lines in one process, for the tests that try thousands of damaged files.
///
/// A line of standard input is a command line, its arguments parted by NUL; its answer is a line with the exit code. What
/// the commands print goes to standard error.
struct RepeatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repeat", abstract: "Perform the command lines of standard input.", shouldDisplay: false)

    func run() async throws {
        let answers = dup(STDOUT_FILENO)
        dup2(STDERR_FILENO, STDOUT_FILENO)
        defer { close(answers) }
        while let line = readLine() {
            let code = await Plimsoll.code(
                of: line.split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
            ).rawValue
            fflush(nil)
            FileHandle(fileDescriptor: answers, closeOnDealloc: false).write(Data("\(code)\n".utf8))
        }
    }
}
