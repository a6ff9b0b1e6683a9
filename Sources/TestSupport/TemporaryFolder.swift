import Foundation

/// Folders for what tests write: below one of the process, which goes with it.
public enum TemporaryFolder {
    private static let root: String = {
        let path = NSTemporaryDirectory() + "plimsoll-tests-\(ProcessInfo.processInfo.processIdentifier)"
        atexit { try? FileManager.default.removeItem(atPath: TemporaryFolder.root) }
        return path
    }()

    /// Makes an empty folder.
    public static func make() -> String {
        let path = "\(root)/\(UUID().uuidString)"
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }
}
