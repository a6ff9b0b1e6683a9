import ArgumentParser
import Foundation
import Model

/// Output: answers go to standard output, everything else to standard error.
enum Console {
    static func error(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    static func print(_ text: String) {
        FileHandle.standardOutput.write(Data(text.utf8))
    }

    /// Columns of the terminal: COLUMNS, what the terminal says, or 80.
    static var columns: Int {
        if let text = ProcessInfo.processInfo.environment["COLUMNS"], let columns = Int(text), columns > 0 {
            return columns
        }
        var size = winsize()
        if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
        return 80
    }

    /// Runs a command's work; what is wrong with model or data is printed, and the exit code is 1.
    static func reporting<T>(_ work: () async throws -> T) async throws -> T {
        do {
            return try await work()
        } catch let exit as ExitCode {
            throw exit
        } catch let error as ValidationError {
            throw error
        } catch let diagnostics as Diagnostics {
            Self.error(diagnostics.description)
            let (errors, warnings) = (diagnostics.errors.count, diagnostics.warnings.count)
            Self.error("\(errors) error\(errors == 1 ? "" : "s"), \(warnings) warning\(warnings == 1 ? "" : "s")")
            throw ExitCode(1)
        } catch is CancellationError {
            throw ExitCode(130)
        } catch {
            Self.error("error: \(error)")
            throw ExitCode(1)
        }
    }
}
