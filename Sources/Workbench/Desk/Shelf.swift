/// Values that take long to make, under their keys: the latest few, each made once, however many wait for it.
actor Shelf {
    private let limit: Int
    private var tasks: [String: Task<any Sendable, any Error>] = [:]
    /// The keys, least lately asked for first.
    private var order: [String] = []

    init(limit: Int) { self.limit = limit }

    /// The value under a key; made now if it is not there. What failed is tried again when it is asked for again.
    func value<Value: Sendable>(
        _ key: String, _ make: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        order.removeAll { $0 == key }
        order.append(key)
        let task = tasks[key] ?? Task.detached { try await make() }
        tasks[key] = task
        while order.count > limit { tasks[order.removeFirst()] = nil }
        do {
            guard let value = try await task.value as? Value else {
                preconditionFailure("`\(key)` names values of two types")
            }
            return value
        } catch {
            tasks[key] = nil
            order.removeAll { $0 == key }
            throw error
        }
    }
}
