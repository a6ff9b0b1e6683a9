import ArgumentParser

/// On how many threads a command computes.
struct ThreadOptions: ParsableArguments {
    @Option(name: .long, parsing: .unconditional, help: "Threads; as many as the machine has cores when not given.")
    var threads: Int?

    var count: Int { threads ?? Machine.threads }

    func validate() throws {
        if let threads, threads < 1 || threads > 1_024 {
            throw ValidationError("--threads must lie between 1 and 1024, not \(threads)")
        }
    }
}
