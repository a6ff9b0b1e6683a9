import Foundation
import Lanes
import Ledger

/// Prints one measurement as JSON: `Benchmarks/bench.py` runs it beside its peers, by turns, and makes the tables.
///
/// Kernels run on the instruction set that everything else was compiled for, like the peer in C.
@main enum Bench {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let name = arguments.first ?? "reduced"
        let sizes = arguments.dropFirst().compactMap { Int($0) }
        func size(_ index: Int, _ standard: Int) -> Int { sizes.count > index ? sizes[index] : standard }
        switch name {
        case "reduced": try reduced(size(0, 2_048), width: size(1, 32))
        case "draws": try FileHandle.standardOutput.write(contentsOf: draws(size(0, 256)))
        case "normals": normals(size(0, 1_000_000), width: size(1, 32))
        case "post": try post(size(0, 1_000), width: size(1, 32))
        case "set": print("{\"set\": \"\(instructions)\"}")
        case "whole":
            try await WholeRun.measure(arguments.last!, paths: size(0, 256), quarters: nil, threads: size(1, 1))
        case "quarters":
            try await WholeRun.measure(arguments.last!, paths: size(0, 256), quarters: size(1, 8), threads: 1)
        case "kernel": try WholeRun.kernel(arguments.last!, paths: size(0, 256), width: size(1, 0))
        case "parties": try await WholeRun.parties(size(0, 10), paths: size(1, 64))
        default: throw Failure(description: "no measurement is called \(name)")
        }
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    static var instructions: InstructionSet { .compiled }

    static func cpuSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// The reduced model, with what peers must agree on.
    private static func reduced(_ paths: Int, width: Int) throws {
        let model = try ReducedModel(width: width, on: instructions)
        _ = model.run(paths: 2 * width)
        let start = cpuSeconds()
        let result = model.run(paths: paths)
        let seconds = cpuSeconds() - start
        print(
            """
            {"seconds": \(seconds), "ns": \(seconds * 1e9 / Double(paths * ReducedModel.quarters)), \
            "accrued": \(result.accrued), "paid": \(result.paid), "defaults": \(result.defaults), \
            "worst": \(result.worst), "prices": \(result.prices)}
            """)
    }

    /// The independent normals of the reduced model as doubles: by quarter, driver, path. For peers with other generators.
    private static func draws(_ paths: Int) -> Data {
        let instructions = instructions
        var plan = RowPlan()
        let row: Row<Scalar> = plan.scratch()
        let arena = Arena(plan: plan, width: (paths + 7) / 8 * 8, on: instructions)
        let source = RandomSource(seed: ReducedModel.seed)
        var data = Data()
        for quarter in 1...ReducedModel.quarters {
            for driver in 1...ReducedModel.drivers {
                source.fillUniforms(
                    arena[row], count: paths, firstPath: 0, quarter: quarter, stream: UInt32(driver), draw: 0,
                    on: instructions)
                fillNormalQuantiles(from: arena[row], into: arena[row], count: paths, on: instructions)
                for path in 0..<paths { withUnsafeBytes(of: arena[row][path]) { data.append(contentsOf: $0) } }
            }
        }
        return data
    }

    /// Normals as drivers draw them: a row of paths, quarter and stream at a time.
    private static func normals(_ count: Int, width: Int) {
        let instructions = instructions
        var plan = RowPlan()
        let row: Row<Scalar> = plan.scratch()
        let arena = Arena(plan: plan, width: width, on: instructions)
        let source = RandomSource(seed: ReducedModel.seed)
        let start = cpuSeconds()
        var sum = 0.0
        for block in 0..<count / width {
            source.fillUniforms(
                arena[row], count: width, firstPath: UInt64(width * (block / 20)), quarter: 1,
                stream: UInt32(block % 20),
                draw: 0, on: instructions)
            fillNormalQuantiles(from: arena[row], into: arena[row], count: width, on: instructions)
            sum += arena[row][block % width]
        }
        let seconds = cpuSeconds() - start
        print("{\"seconds\": \(seconds), \"ns\": \(seconds * 1e9 / Double(count / width * width)), \"sum\": \(sum)}")
    }

    /// The postings of the reduced model's accruals, as the engine books them.
    private static func post(_ times: Int, width: Int) throws {
        let model = try ReducedModel(width: width, on: instructions)
        let bookings = model.loans.map { ($0.accrues, $0.rows.due) }
        for (index, booking) in bookings.enumerated() {
            for lane in 0..<width { model.arena[booking.1][lane] = Int64(index + lane) }
        }
        let start = cpuSeconds()
        for _ in 0..<times {
            for (posting, amount) in bookings { posting.post(amount, in: model.arena, journal: nil) }
        }
        let seconds = cpuSeconds() - start
        var sum: Int64 = 0
        for (index, party) in model.parties.enumerated() {
            for lane in 0..<width { sum += model.arena[party.interestExpense][lane] * Int64(index + 1) }
        }
        let legs = Double(times * ReducedModel.loans * 4 * width)
        print("{\"seconds\": \(seconds), \"ns\": \(seconds * 1e9 / legs), \"sum\": \(sum)}")
    }
}
