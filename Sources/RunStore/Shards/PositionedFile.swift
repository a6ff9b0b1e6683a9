import Foundation

/// An open file that is read and written at places named by the caller, by several threads at once.
final class PositionedFile: Sendable {
    /// What errors call the file.
    private let path: String
    private let descriptor: Int32

    private init(path: String, descriptor: Int32) { (self.path, self.descriptor) = (path, descriptor) }

    deinit { close(descriptor) }

    static func reading(_ path: String) throws(ShardError) -> PositionedFile {
        try opened(path, open(path, O_RDONLY | O_CLOEXEC))
    }

    /// A new, empty file. Throws if there is one already. Errors name the file that it will become.
    static func making(_ temporary: String, for path: String) throws(ShardError) -> PositionedFile {
        try opened(path, open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o644))
    }

    private static func opened(_ path: String, _ descriptor: Int32) throws(ShardError) -> PositionedFile {
        guard descriptor >= 0 else { throw .unusable(path: path, reason: reason(errno)) }
        return PositionedFile(path: path, descriptor: descriptor)
    }

    /// Length in bytes.
    func size() throws(ShardError) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unusable(path: path, reason: Self.reason(errno)) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .unusable(path: path, reason: "it is no file") }
        return Int(status.st_size)
    }

    /// So many bytes from a place on; throws if the file ends before.
    func read(_ count: Int, at offset: Int) throws(ShardError) -> [UInt8] {
        var done = 0
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while done < count {
                let got = pread(descriptor, buffer.baseAddress! + done, count - done, off_t(offset + done))
                if got < 0 && errno == EINTR { continue }
                if got < 0 { failure = errno }
                if got <= 0 { break }
                done += got
            }
            filled = done
        }
        guard failure == 0 else { throw .unusable(path: path, reason: Self.reason(failure)) }
        guard done == count else { throw .truncated(path: path) }
        return bytes
    }

    func write(_ bytes: [UInt8], at offset: Int) throws(ShardError) {
        var done = 0
        while done < bytes.count {
            let put = bytes.withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress! + done, bytes.count - done, off_t(offset + done))
            }
            if put < 0 && errno == EINTR { continue }
            guard put > 0 else { throw .unusable(path: path, reason: Self.reason(errno)) }
            done += put
        }
    }

    /// Waits until everything written is on the disk.
    func synchronise() throws(ShardError) {
        guard fsync(descriptor) == 0 else { throw .unusable(path: path, reason: Self.reason(errno)) }
    }

    static func reason(_ code: Int32) -> String { String(cString: strerror(code)).lowercased() }
}
