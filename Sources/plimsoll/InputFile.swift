import ArgumentParser
import Foundation

/// A file that the user names, read as JSON; what is wrong with it goes to standard error by the file's name.
struct InputFile {
    let path: String

    /// Largest file that is read, in bytes.
    static let largest = 64 << 20

    /// The file as JSON.
    ///
    /// - Throws: The exit code of a failure, after saying what is wrong.
    func json() throws -> JSONText {
        let bytes = try bytes()
        do {
            return try JSONText(bytes)
        } catch {
            throw report("is not JSON: \(error)")
        }
    }

    /// The file's content. Reads devices and pipes too, such as `<(jq .networks all.json)`.
    private func bytes() throws -> [UInt8] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw report("there is no such file")
        }
        if isFolder.boolValue { throw report("is a folder, not a file") }
        guard let handle = FileHandle(forReadingAtPath: path) else { throw report("cannot be opened for reading") }
        do {
            // One byte more than is read tells a file that is too large, without the rest of it in memory.
            let data = try handle.read(upToCount: Self.largest + 1) ?? Data()
            guard data.count <= Self.largest else {
                throw report("is larger than \(Self.largest >> 20) MiB; part it into files")
            }
            return Array(data)
        } catch let exit as ExitCode {
            throw exit
        } catch {
            throw report("cannot be read: \(error.localizedDescription)")
        }
    }

    /// Tells the user what is wrong; the exit code says that something is.
    func report(_ message: String) -> ExitCode {
        for line in message.split(separator: "\n") { Console.error("\(path): error: \(line)") }
        return .failure
    }
}
