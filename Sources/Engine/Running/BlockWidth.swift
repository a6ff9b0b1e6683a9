import Lanes

/// How many paths a thread computes side by side.
extension Program {
    /// The width of blocks for a thread that runs so many paths in a row: a multiple of 8.
    ///
    /// What is done once per block costs less per path in wide ones; its rows take at most 512 MiB, and no wider than 256 they
    /// still divide a chunk. Results are the same for any width.
    package func blockWidth(paths: Int) -> Int {
        let bytes = 8 * max(1, 2 * plan.stateRows + plan.scratchRows)
        let most = max(8, min(256, (512 << 20) / bytes / 8 * 8))
        let blocks = max(1, (paths + most - 1) / most)
        return max(8, ((paths + blocks - 1) / blocks + 7) / 8 * 8)
    }
}
