import GRDB

/// What can go wrong with a store. Each description says where, what, and what to do.
package enum RunStoreError: Error, Equatable, Sendable {
    /// The file is not a run store: another program's database, or no database at all.
    case notAStore(path: String)
    /// The file was written by a newer version.
    case newerFormat(path: String, found: Int, known: Int)
    /// The file cannot be opened or made.
    case cannotOpen(path: String, reason: String)
    /// The file or its folder cannot be written.
    case readOnly(path: String)
    /// Another process holds the file.
    case busy(path: String)
    /// The disk is full.
    case full(path: String)
    /// The system could not read or write the file: a failing disk, a limit on the size of files.
    case failing(path: String, reason: String)
    /// The file is damaged, or SQLite says something else.
    case damaged(path: String, reason: String)
    /// Nothing is stored under that name; `known` lists what there is, latest first.
    case noSuchRun(path: String, name: String, known: [String])
    /// A run that has ended takes no more numbers.
    case ended(path: String, run: Int64, status: StoredRun.Status)
    /// A run whose paths are not all there.
    case incomplete(path: String, run: Int64, done: Int, of: Int)
    /// A chunk that does not belong to the run: beyond its paths, or with other metrics.
    case misfit(path: String, run: Int64, firstPath: Int, reason: String)
    /// A chunk is stored already, with other numbers.
    case conflict(path: String, run: Int64, firstPath: Int)
    /// A stored chunk is not what was written.
    case corruptChunk(path: String, run: Int64, firstPath: Int, paths: Int)
    /// A stored scenario file is not what was written.
    case corruptFile(path: String, run: Int64, file: String)
    /// Every chunk is sound, but together they are not the run that was finished.
    case otherDigest(path: String, run: Int64)
}

extension RunStoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notAStore(let path):
            return "\(path): this file is no run store, and was left as it is; name another file, or move this one away"
        case .newerFormat(let path, let found, let known):
            return "\(path): written by a newer version (format \(found); this version reads up to \(known)); use the "
                + "newer version, or another file"
        case .cannotOpen(let path, let reason):
            return "\(path): the run store cannot be opened: \(reason); name a file in a folder that you may write to"
        case .readOnly(let path):
            return "\(path): the run store cannot be written; check the permissions of the file and its folder (SQLite "
                + "keeps two more files beside it), or name another file"
        case .busy(let path):
            return "\(path): another process has been writing to the run store for \(Int(RunStore.patience)) seconds; "
                + "wait until it is done, or end it"
        case .full(let path):
            return
                "\(path): the disk is full; make room and go on with `plimsoll run --resume RUN`: finished chunks are kept"
        case .failing(let path, let reason):
            return
                "\(path): the run store cannot be read or written (\(reason)); look at the disk and at limits on the "
                + "size of files. Finished chunks are kept: go on with `plimsoll run --resume RUN`"
        case .damaged(let path, let reason):
            return
                "\(path): the run store is damaged: \(reason); restore it from a copy, or move it away and run again: "
                + "the same scenario and seed give the same numbers"
        case .noSuchRun(let path, let name, let known):
            return Self.noSuchRun(path, name, known)
        case .ended(let path, let run, let status):
            return "\(path), run \(run): it is \(status.rawValue) and takes no more numbers; begin another run"
        case .incomplete(let path, let run, let done, let paths):
            return "\(path), run \(run): unfinished, \(done) of \(paths) paths are stored; wait for it if it is still "
                + "running, or go on with `plimsoll run --resume \(run)`"
        case .misfit(let path, let run, let firstPath, let reason):
            return "\(path), run \(run), chunk at path \(firstPath): it does not belong to this run: \(reason); begin "
                + "another run"
        case .conflict(let path, let run, let firstPath):
            return
                "\(path), run \(run), chunk at path \(firstPath): stored already with other numbers; begin another run"
        case .corruptChunk(let path, let run, let firstPath, let paths):
            let lastPath = firstPath &+ paths &- 1
            return "\(path), run \(run), chunk of paths \(firstPath) to \(lastPath): the stored numbers are not those "
                + "that were written; run it again: the same scenario and seed give the same numbers"
        case .corruptFile(let path, let run, let file):
            return "\(path), run \(run), \(file): the stored text is not the one that was read; run the scenario again "
                + "from its folder"
        case .otherDigest(let path, let run):
            return
                "\(path), run \(run): the stored numbers do not give the run's digest; run it again: the same scenario "
                + "and seed give the same numbers"
        }
    }

    private static func noSuchRun(_ path: String, _ name: String, _ known: [String]) -> String {
        guard !known.isEmpty else {
            return "\(path): there is no run `\(name)`, nor any other yet; begin with `plimsoll run`"
        }
        let listed = known.prefix(10).joined(separator: ", ")
        let more = known.count > 10 ? " and \(known.count - 10) more, see `plimsoll runs`" : ""
        return
            "\(path): there is no run `\(name)`; give a number, a scenario's name or `latest`. "
            + "There are: \(listed)\(more)"
    }
}

extension RunStoreError {
    /// What SQLite reports, in the store's own words.
    init(_ error: DatabaseError, path: String) {
        let reason = error.message ?? "SQLite code \(error.resultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_NOTADB: self = .notAStore(path: path)
        case .SQLITE_CANTOPEN: self = .cannotOpen(path: path, reason: reason)
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: self = .readOnly(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path)
        case .SQLITE_IOERR: self = .failing(path: path, reason: reason)
        case .SQLITE_FULL: self = .full(path: path)
        default: self = .damaged(path: path, reason: reason)
        }
    }
}
