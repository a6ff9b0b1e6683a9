import Engine
import Foundation
import Model
import RunStore
import Testing

struct RoundTripTests {
    @Test("every number comes back bit for bit, NaN too", arguments: 1...12)
    func bits(seed: UInt64) throws {
        var random = Seeded(seed)
        let example = Example(
            paths: .random(in: 1...200, using: &random), metrics: .random(in: 1...9, using: &random),
            chunk: .random(in: 1...64, using: &random), seed: seed)
        let folder = try Folder()
        let store = try RunStore(path: folder.path("runs.sqlite"))
        let number = try example.store(in: store)
        let loaded = try RunStore(path: store.path).load(number)
        #expect(loaded.bits == example.run.bits)
        #expect(loaded.digest == example.run.digest)
    }

    @Test("special values come back bit for bit")
    func special() throws {
        var example = Example(paths: 8, metrics: 1, chunk: 8)
        let values: [Float] = [
            .nan, .signalingNaN, -.nan, -0.0, .infinity, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
        ]
        example.chunks = [Runner.Chunk(from: 0, rows: values.map { [$0] })]
        let folder = try Folder()
        let store = try RunStore(path: folder.path("runs.sqlite"))
        let loaded = try store.load(example.store(in: store))
        #expect(loaded.bits == [values.map(\.bitPattern)])
    }

    @Test("manifest, metrics, audit and answer come back as they were")
    func parts() throws {
        let example = Example()
        let folder = try Folder()
        let store = try RunStore(path: folder.path("runs.sqlite"))
        let number = try example.store(in: store)
        let loaded = try store.load(number)
        #expect(loaded.manifest == example.manifest)
        #expect(loaded.metrics == example.metrics)
        #expect(loaded.audit == example.audit)
        #expect(try store.summary(number) == #"{"paths":40}"#)
    }

    @Test("scenario files come back byte for byte")
    func files() throws {
        let example = Example()
        let folder = try Folder()
        let store = try RunStore(path: folder.path("runs.sqlite"))
        let files = try store.scenarioFiles(example.begin(in: store))
        #expect(files.map(\.path) == example.scenario.files.map(\.path))
        #expect(files.map { Array($0.text.utf8) } == example.scenario.files.map { Array($0.text.utf8) })
    }

    @Test("a text that many runs use is kept once, and each run keeps its own version")
    func shared() throws {
        let folder = try Folder()
        let store = try RunStore(path: folder.path("runs.sqlite"))
        var example = Example()
        let large = String(repeating: "a line of a scenario\n", count: 5_000)
        example.scenario.files = [.init(path: "scenario.yaml", text: large)]
        let first = try example.begin(in: store)
        for _ in 0..<20 { _ = try example.begin(in: store) }
        example.scenario.files[0].text = "changed"
        let last = try example.begin(in: store)
        #expect(try store.scenarioFiles(first).map(\.text) == [large])
        #expect(try store.scenarioFiles(last).map(\.text) == ["changed"])
        let size = try #require(
            FileManager.default.attributesOfItem(atPath: store.path)[.size] as? Int)
        #expect(size < 2 * large.utf8.count)
    }
}
