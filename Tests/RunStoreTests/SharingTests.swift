import Engine
import Foundation
import RunStore
import Testing

struct SharingTests {
    @Test("many connections open one new file at once")
    func opening() async throws {
        let folder = try Folder()
        let path = folder.path("runs.sqlite")
        let numbers = try await withThrowingTaskGroup(of: Int64.self) { group in
            for seed in 1...8 {
                group.addTask { try Example(seed: UInt64(seed)).store(in: RunStore(path: path)) }
            }
            return try await group.reduce(into: Set<Int64>()) { $0.insert($1) }
        }
        #expect(numbers == Set(1...8))
    }

    @Test("two connections write chunks of two runs at once, while a third reads")
    func writing() async throws {
        let folder = try Folder()
        let path = folder.path("runs.sqlite")
        let reader = try RunStore(path: path)
        let examples = [1, 2].map { Example(paths: 200, chunk: 4, seed: $0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for example in examples { group.addTask { _ = try example.store(in: RunStore(path: path)) } }
            group.addTask {
                for _ in 0..<50 { for run in try reader.runs() { #expect(run.pathsDone % 4 == 0) } }
            }
            try await group.waitForAll()
        }
        let digests = try [1, 2].map { try reader.load($0).digest }
        #expect(Set(digests) == Set(examples.map(\.run.digest)))
    }

    @Test("a store dropped in the middle of a run shows the run as unfinished")
    func dropped() throws {
        let folder = try Folder()
        let path = folder.path("runs.sqlite")
        let example = Example()
        do {
            let store = try RunStore(path: path)
            let run = try example.begin(in: store)
            try store.append(example.chunks[1], to: run)
        }
        let run = try RunStore(path: path).run(named: "latest")
        #expect(run.status == .unfinished)
        #expect(run.pathsDone == 16)
    }
}
