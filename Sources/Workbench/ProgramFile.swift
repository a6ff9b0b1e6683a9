import Foundation

/// Where the running program lies, however it was called: by a path, by its name alone, through a link.
package enum ProgramFile {
    /// Its folder.
    package static var folder: URL {
        let called = CommandLine.arguments.first ?? "plimsoll"
        let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? called
        return URL(fileURLWithPath: path).resolvingSymlinksInPath().deletingLastPathComponent()
    }
}
