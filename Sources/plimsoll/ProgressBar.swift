import Foundation

/// A bar with the time left, on standard error when that is a terminal.
final class ProgressBar {
    private let total: Int
    private let label: String
    private let start: ContinuousClock.Instant
    private var shown = ContinuousClock.now
    private let isTerminal = isatty(STDERR_FILENO) == 1

    init(_ label: String, total: Int, since start: ContinuousClock.Instant = .now) {
        self.label = label
        self.total = total
        self.start = start
    }

    /// The same work, of which there is more than it seemed.
    func lengthened(to total: Int) -> ProgressBar { ProgressBar(label, total: total, since: start) }

    func update(_ done: Int) {
        guard isTerminal else { return }
        let now = ContinuousClock.now
        guard now - shown > .milliseconds(100) || done == total else { return }
        shown = now
        let share = Double(done) / Double(max(1, total))
        let elapsed = (now - start) / .seconds(1)
        let left = share > 0 ? elapsed / share - elapsed : 0
        let filled = Int(share * 24)
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 24 - filled)
        let text = "\r\(label) [\(bar)] \(Int(share * 100)) %, \(Int(left.rounded(.up))) s left   "
        FileHandle.standardError.write(Data(text.utf8))
    }

    func finish() {
        guard isTerminal else { return }
        FileHandle.standardError.write(Data(("\r" + String(repeating: " ", count: 70) + "\r").utf8))
    }
}

/// A bar for work whose length is found out on the way.
final class PathProgress {
    private let label: String
    private var bar: ProgressBar?
    private var total = 0

    init(_ label: String) { self.label = label }

    func update(_ done: Int, of total: Int) {
        if total != self.total || bar == nil {
            bar = bar?.lengthened(to: total) ?? ProgressBar(label, total: total)
            self.total = total
        }
        bar?.update(done)
    }

    func finish() { bar?.finish() }
}
