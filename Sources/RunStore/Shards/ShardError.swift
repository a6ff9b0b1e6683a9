/// What can go wrong with shards. Each description says where, what, and what to do.
package enum ShardError: Error, Equatable, Sendable {
    /// The file cannot be read or written: not there, no permission, a full disk.
    case unusable(path: String, reason: String)
    /// The file is something else.
    case notAShard(path: String)
    /// The file was written by another version, in a form that this one does not know.
    case otherFormat(path: String, found: String)
    /// The file ends too early.
    case truncated(path: String)
    /// Something in the file is not what was written.
    case corrupt(path: String, part: String)
    /// Two files are of different runs; `what` says in which respect.
    case mixed(path: String, first: String, what: String, found: String, wanted: String)
    /// Two files hold the same paths.
    case overlap(path: String, first: String, paths: Range<Int>)
    /// Paths that no file holds.
    case missing([Range<Int>], shards: [String])
    /// A file of that name is no shard of the same run, and stays as it is.
    case taken(path: String)
}

extension ShardError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unusable(let path, let reason): "\(path): \(reason)"
        case .notAShard(let path):
            "\(path): this file is no shard; give files that `plimsoll run --shard K/N --out FILE` has written"
        case .otherFormat(let path, let found):
            "\(path): a shard of format \(found), and this version reads format \(ShardLayout.format); merge with the "
                + "version that wrote it, or run the shard again"
        case .truncated(let path): "\(path): the file ends too early; run the shard again"
        case .corrupt(let path, let part):
            "\(path): \(part): the numbers are not those that were written; run the shard again"
        case .mixed(let path, let first, let what, let found, let wanted):
            "\(path): another run's shard: its \(what) is \(found), that of \(first) is \(wanted); merge shards of one "
                + "run only"
        case .overlap(let path, let first, let paths):
            "\(path): its \(Self.text(paths)) are in \(first) too; give each shard once"
        case .missing(let paths, let shards):
            Self.missing(paths, shards)
        case .taken(let path):
            "\(path): there is a file already, and it is no shard of this run; it was left as it is. Name another with "
                + "--out"
        }
    }

    private static func missing(_ paths: [Range<Int>], _ shards: [String]) -> String {
        func some(_ items: [String]) -> String {
            items.prefix(10).joined(separator: ", ") + (items.count > 10 ? " and \(items.count - 10) more" : "")
        }
        let wanted = shards.isEmpty ? "shards that hold them" : some(shards.map { "`--shard \($0)`" })
        return "no file holds \(some(paths.map(text))); run \(wanted) and merge again"
    }

    static func text(_ paths: Range<Int>) -> String {
        paths.count == 1 ? "path \(paths.lowerBound)" : "paths \(paths.lowerBound) to \(paths.upperBound - 1)"
    }
}
