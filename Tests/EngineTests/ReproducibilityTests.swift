import Engine
import Model
import TestSupport
import Testing

struct ReproducibilityTests {
    private let folder = PackageRoot.path("Scenarios/childress")

    @Test("One thread and two, blocks of 8 to 256 give the same digest")
    func threadsAndBlocks() async throws {
        let program = try Reading.program(folder: folder)
        let digest = try await Runner(program, threads: 1, width: 32).run(paths: 1_100).digest
        #expect(try await Runner(program, threads: 2, width: 32).run(paths: 1_100).digest == digest)
        #expect(try await Runner(program, threads: 2, width: 64).run(paths: 1_100).digest == digest)
        #expect(try await Runner(program, threads: 1, width: 8).run(paths: 1_100).digest == digest)
        #expect(try await Runner(program, threads: 1, width: 256).run(paths: 1_100).digest == digest)
        #expect(try await Runner(program, threads: 2).run(paths: 1_100).digest == digest)
    }

    @Test("In random scenarios no path knows who shares its block", arguments: 300..<312 as Range<UInt64>)
    func neighbours(seed: UInt64) async throws {
        let program = try Reading.program(ScenarioGenerator.scenario(seed: seed).text)
        let digest = try await Runner(program, width: 8).run(paths: 96).digest
        #expect(try await Runner(program, width: 96).run(paths: 96).digest == digest)
        #expect(try await Runner(program, width: 32).run(paths: 96).digest == digest)
    }

    @Test(
        "A block is a multiple of 8 paths wide, no wider than it has paths for, and at most 256",
        arguments: [1, 8, 100, 257, 512, 100_000])
    func widths(paths: Int) throws {
        let width = try Reading.program(folder: folder).blockWidth(paths: paths)
        #expect(width % 8 == 0 && width >= 8 && width <= 256)
        #expect(width < paths + 8)
        // The last block is nearly full: what a block computes beyond its paths is lost.
        let blocks = (paths + width - 1) / width
        #expect(blocks * width - paths < 8 * blocks)
    }

    @Test("A path run alone has the numbers it has in a run", arguments: [0, 1, 31, 32, 333, 599])
    func alone(path: Int) async throws {
        let program = try Reading.program(folder: folder)
        let run = try await Runner(program).run(paths: 600)
        let replay = try Replay(program, path: UInt64(path))
        for (metric, column) in run.columns.enumerated() {
            #expect(
                replay.values[metric].bitPattern == column[path].bitPattern
                    || (replay.values[metric].isNaN && column[path].isNaN), "\(run.metrics[metric].name)")
        }
    }

    @Test("Another seed gives other numbers; the same seed the same")
    func seeds() async throws {
        let first = try await Runner(Reading.program(folder: folder)).run(paths: 64).digest
        let again = try await Runner(Reading.program(folder: folder)).run(paths: 64).digest
        let other = try await Runner(Reading.program(folder: folder, set: [("scenario.seed", "7")])).run(paths: 64)
            .digest
        #expect(first == again)
        #expect(first != other)
    }

    @Test("A shock of zero severity changes no bit, whatever its kind")
    func zeroShocks() async throws {
        let calm = try await Runner(Reading.program(folder: folder)).run(paths: 96)
        for item in try Reading.program(folder: folder).scenario["shocks"] {
            let program = try Reading.program(folder: folder, shocks: [ShockSetting(name: item.name, severity: 0)])
            #expect(try await Runner(program).run(paths: 96).digest == calm.digest, "\(item.name)")
        }
    }

    @Test("Every shock of the childress deal changes the digest at its own size")
    func realShocks() async throws {
        let calm = try await Runner(Reading.program(folder: folder)).run(paths: 256)
        for item in try Reading.program(folder: folder).scenario["shocks"] {
            let program = try Reading.program(folder: folder, shocks: [ShockSetting(name: item.name)])
            #expect(try await Runner(program).run(paths: 256).digest != calm.digest, "\(item.name)")
        }
    }

    @Test("SHA-256 gives the published digests")
    func hash() {
        #expect(
            SHA256.digest(of: "") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            SHA256.digest(of: "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            SHA256.digest(of: "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    }
}
