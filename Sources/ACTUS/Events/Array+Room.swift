extension Array {
    /// Makes room for so many more elements, at least doubling what there is, so that many small batches cost no more
    /// than one large one; `reserveCapacity` alone would move all elements at every batch.
    mutating func makeRoom(for more: Int) {
        if capacity - count < more { reserveCapacity(Swift.max(count + more, 2 * capacity)) }
    }
}
