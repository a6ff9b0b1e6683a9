import Lanes
import Testing

@Suite("Kernels on every instruction set that the machine has")
struct InstructionSetTests {
    /// Rows of an arena on one set, and values that reach every branch: tails, ends, what is no probability, tiny and huge.
    private struct Rows {
        let arena: Arena
        let value, result: Row<Scalar>

        init(_ instructions: InstructionSet, _ values: [Double]) {
            var plan = RowPlan()
            value = plan.scratch()
            result = plan.scratch()
            arena = Arena(plan: plan, width: values.count, on: instructions)
            for (lane, number) in values.enumerated() { arena[value][lane] = number }
        }

        var bits: [UInt64] { (0..<arena.width).map { arena[result][$0].bitPattern } }
    }

    private func same(_ left: Double, _ right: Double) -> Bool {
        left.bitPattern == right.bitPattern || (left.isNaN && right.isNaN)
    }

    @Test("The baseline is always there, and the best is one of the available")
    func available() {
        #expect(InstructionSet.available.first == .baseline)
        #expect(InstructionSet.available.last == .best)
    }

    @Test(
        "Uniforms have the bits of single draws, also past the 32nd bit of the path",
        arguments: InstructionSet.available)
    func uniforms(instructions: InstructionSet) {
        for (antithetic, first) in [(false, UInt64(0)), (true, 3), (false, 0xFFFF_FFF0), (true, 1 << 47)] {
            let source = RandomSource(seed: 0xDEAD_BEEF_1234_5678, antithetic: antithetic)
            let rows = Rows(instructions, .init(repeating: 0, count: 64))
            for draw in 0...3 {
                for count in [1, 7, 32, 64] {
                    source.fillUniforms(
                        rows.arena[rows.result], count: count, firstPath: first, quarter: 77, stream: 9, draw: draw,
                        on: instructions)
                    for lane in 0..<count {
                        let single = source.uniform(path: first + UInt64(lane), quarter: 77, stream: 9, draw: draw)
                        #expect(rows.arena[rows.result][lane] == single)
                    }
                }
            }
        }
    }

    @Test("Normal quantiles have the bits of single ones", arguments: InstructionSet.available)
    func quantiles(instructions: InstructionSet) {
        var values = (0..<1_000).map { (Double($0) + 0.5) / 1_000 }
        values += [0, 1, 0x1p-53, 1 - 0x1p-53, 1e-12, 1e-300, 1 - 1e-12, 0.075, 0.925, -1, 2, .nan, .infinity]
        values += [.leastNonzeroMagnitude, -0.0, 0.5, 1.4e-11, 1.3e-11]
        for count in [values.count, 40, 3] {
            let part = Array(values.suffix(count)) + .init(repeating: 0.3, count: (8 - count % 8) % 8)
            let rows = Rows(instructions, part)
            let (from, into) = (rows.arena[rows.value], rows.arena[rows.result])
            fillNormalQuantiles(from: from, into: into, count: part.count, on: instructions)
            for lane in part.indices { #expect(same(into[lane], normalQuantile(part[lane])), "\(part[lane])") }
            fillNormalQuantiles(from: from, into: from, count: part.count, on: instructions)
            for lane in part.indices { #expect(same(from[lane], normalQuantile(part[lane])), "\(part[lane])") }
        }
    }

    @Test("Exponentials and logarithms have the bits of single ones", arguments: InstructionSet.available)
    func elementary(instructions: InstructionSet) {
        var values = (0..<1_001).map { Double($0 - 500) * 1.5 }
        values += [0, -0.0, 709.78, 709.79, -745.2, -745.1, 1e-300, 0x1p-1022, 1, 1 + 0x1p-52, .infinity, .nan]
        values += [.leastNonzeroMagnitude, -.infinity, .greatestFiniteMagnitude]
        values += .init(repeating: 2, count: (8 - values.count % 8) % 8)
        let rows = Rows(instructions, values)
        let (from, into) = (rows.arena[rows.value], rows.arena[rows.result])
        fillExponentials(from: from, into: into, count: values.count, on: instructions)
        for lane in values.indices { #expect(same(into[lane], exponential(values[lane])), "\(values[lane])") }
        fillLogarithms(from: from, into: into, count: values.count, on: instructions)
        for lane in values.indices { #expect(same(into[lane], naturalLogarithm(values[lane])), "\(values[lane])") }
    }

    @Test("Growth ratios have the bits of single ones", arguments: InstructionSet.available)
    func growthRatios(instructions: InstructionSet) {
        var values = (0..<1_001).map { Double($0 - 500) * 0.003 }
        values += [0, -0.0, 0.5, 0.5.nextUp, -0.5, (-0.5).nextDown, 700, -800, 1e-320, .infinity, -.infinity, .nan]
        values += .init(repeating: 2, count: (8 - values.count % 8) % 8)
        let rows = Rows(instructions, values)
        let (from, into) = (rows.arena[rows.value], rows.arena[rows.result])
        fillExponentialGrowthRatios(from: from, into: into, count: values.count, on: instructions)
        for lane in values.indices {
            #expect(same(into[lane], exponentialGrowthRatio(values[lane])), "\(values[lane])")
        }
    }

    @Test("Correlated normals are the weighted sums from left to right", arguments: InstructionSet.available)
    func correlated(instructions: InstructionSet) throws {
        let names = (0..<5).map { "d\($0)" }
        let matrix = try CorrelationMatrix(
            names: names, entries: (0..<5).map { row in (0..<5).map { $0 == row ? 1 : row + $0 == 3 ? 0 : 0.3 } })
        for width in [8, 32, 72] {
            var plan = RowPlan()
            let independent: [Row<Scalar>] = names.map { _ in plan.scratch() }
            let mixed: [Row<Scalar>] = names.map { _ in plan.scratch() }
            let arena = Arena(plan: plan, width: width, on: instructions)
            let source = RandomSource(seed: 5)
            for (index, row) in independent.enumerated() {
                source.fillUniforms(
                    arena[row], count: width, firstPath: 0, quarter: 1, stream: UInt32(index), draw: 0)
            }
            matrix.correlate(
                independent.map { arena[$0] }, into: mixed.map { arena[$0] }, count: width, on: instructions)
            for (row, result) in mixed.enumerated() {
                for lane in 0..<width {
                    var sum = 0.0
                    for column in 0...row { sum += matrix.factor[row][column] * arena[independent[column]][lane] }
                    #expect(arena[result][lane] == sum)
                }
            }
        }
    }

    @Test("Bookings reach the listed rows and no others, to the cent", arguments: InstructionSet.available)
    func bookings(instructions: InstructionSet) {
        for width in [8, 32, 40, 64] {
            var plan = RowPlan()
            let rows: [Row<Cents>] = (0..<6).map { _ in plan.state() }
            let amount: Row<Cents> = plan.scratch()
            let arena = Arena(plan: plan, width: width, on: instructions)
            let booking = RowBooking(add: [rows[0], rows[3]], subtract: [rows[1], rows[4], rows[4]])
            #expect(booking.book(amount, in: arena) == 0)
            for lane in 0..<width {
                arena[amount][lane] = Int64(lane * lane) - 7
                for (index, row) in rows.enumerated() { arena[row][lane] = Int64(index) << 40 }
            }
            #expect(booking.book(amount, in: arena) != 0)
            for lane in 0..<width {
                let expected: [Int64] = [1, -1, 0, 1, -2, 0]
                for (index, row) in rows.enumerated() {
                    #expect(arena[row][lane] == Int64(index) << 40 + expected[index] * (Int64(lane * lane) - 7))
                }
            }
        }
    }

    @Test(
        "A booking says what no row has moved by more than, within twice the largest move",
        arguments: InstructionSet.available)
    func moved(instructions: InstructionSet) {
        for (listed, times): ([Int], Int64) in [
            ([0, 1, 2, 3], 1), ([0, 1, 2, 3, 4], 1), ([0, 1, 2, 2], 2), ([0, 1, 2, 3, 2], 2),
        ] {
            for cents: Int64 in [1, -1, 2, -2, 3, -3, 1 << 40, -(1 << 40), 1 << 51, -(1 << 51), 1 << 51 - 1] {
                var plan = RowPlan()
                let rows: [Row<Cents>] = (0..<5).map { _ in plan.state() }
                let amount: Row<Cents> = plan.scratch()
                let arena = Arena(plan: plan, width: 16, on: instructions)
                let booking = RowBooking(
                    add: listed[..<2].map { rows[$0] }, subtract: listed[2...].map { rows[$0] })
                arena[amount][13] = cents
                let moved = booking.book(amount, in: arena)
                #expect(arena[rows[0]][13] == cents && arena[rows[2]][13] == -times * cents)
                #expect(moved >= times * abs(cents) && moved <= 2 * times * abs(cents))
            }
        }
    }
}
