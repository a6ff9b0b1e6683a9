import Engine
import Foundation
import Model
import ScenarioFiles
import TestSupport
import Testing

/// The stationary bootstrap against the moments that Politis and Romano (1994) give.
struct BootstrapTests {
    private let data: [Double] = [4, 4.4, 4.1, 3.2, 3.5, 3.9, 2.8, 2.6, 2.9, 2.2]

    private func line(_ form: String, block: String, data: [Double]) -> String {
        let list = data.map { "\($0) assumption" }.joined(separator: ", ")
        return "  x: {kind: bootstrap, in: \(form), block-length: \(block) quarters assumption, data: [\(list)]}"
    }

    /// Variance of the sum of `count` changes: the data's covariances on a circle, each lag weighted by the odds that no
    /// block has begun in between.
    private func variance(_ changes: [Double], count: Int, block: Double) -> Double {
        let n = changes.count
        let mean = changes.reduce(0, +) / Double(n)
        func covariance(_ lag: Int) -> Double {
            (0..<n).reduce(0) { $0 + (changes[$1] - mean) * (changes[($1 + lag) % n] - mean) } / Double(n)
        }
        return (1..<count).reduce(Double(count) * covariance(0)) {
            $0 + 2 * Double(count - $1) * pow(1 - 1 / block, Double($1)) * covariance($1)
        }
    }

    @Test("The sum of changes has the mean and variance of the stationary bootstrap", arguments: [1.0, 3, 8])
    func moments(block: Double) throws {
        for form in ["levels", "logs"] {
            let measured = data.map { form == "logs" ? log($0) : $0 }
            let changes = zip(measured.dropFirst(), measured).map { $0 - $1 }
            let course = try DriverSample.courses(
                line(form, block: "\(block)", data: data), ["x"], quarters: 13, paths: 20_032)[0]
            #expect(course[0].allSatisfy { $0 == 2.2 })
            let sums = course[12].map { (form == "logs" ? log($0) : $0) - measured.last! }
            let found = DriverSample.moments(sums)
            #expect((found.mean - 12 * changes.reduce(0, +) / 9).magnitude < 3 * found.error, "\(form) \(block)")
            let expected = variance(changes, count: 12, block: block)
            #expect(
                (found.deviation * found.deviation - expected).magnitude < 3 * DriverSample.errorOfVariance(sums),
                "\(form) \(block): \(found.deviation * found.deviation), \(expected)")
        }
    }

    /// Changes of 1, 2, 4, 8 ... tell which of them was drawn.
    private let telling: [Double] = [0, 1, 3, 7, 15, 31, 63, 127]

    private func drawn(block: String, quarters: Int, paths: Int) throws -> [[Int]] {
        let course = try DriverSample.courses(
            line("levels", block: block, data: telling), ["x"], quarters: quarters, paths: paths)[0]
        return (1..<quarters).map { quarter in
            (0..<paths).map { Int(log2(course[quarter][$0] - course[quarter - 1][$0]).rounded()) }
        }
    }

    @Test("Every change is one of the data's, all are drawn equally often, and blocks have the length they should")
    func blocks() throws {
        let places = try drawn(block: "4", quarters: 21, paths: 6_400)
        for place in 0..<7 {
            let share = Double(places[9].count { $0 == place }) / 6_400
            #expect((share - 1.0 / 7).magnitude < 3 * (6.0 / 49 / 6_400).squareRoot())
        }
        var followed = 0
        for quarter in 1..<20 {
            followed += zip(places[quarter - 1], places[quarter]).count { ($0 + 1) % 7 == $1 }
        }
        // A block goes on with probability 3/4, or a new one happens to begin there.
        let (odds, n) = (0.75 + 0.25 / 7, 19.0 * 6_400)
        #expect((Double(followed) / n - odds).magnitude < 3 * (odds * (1 - odds) / n).squareRoot())
    }

    @Test("A longer block never begins where a shorter one goes on")
    func longerBlocks() throws {
        let (short, long) = (
            try drawn(block: "2", quarters: 9, paths: 640), try drawn(block: "8", quarters: 9, paths: 640)
        )
        for quarter in 1..<8 {
            for path in 0..<640 where (short[quarter - 1][path] + 1) % 7 == short[quarter][path] {
                // Where the longer one begins as well, both begin at the same change.
                #expect(
                    (long[quarter - 1][path] + 1) % 7 == long[quarter][path]
                        || long[quarter][path] == short[quarter][path])
            }
        }
    }

    @Test("A list, a table by quarter and a column of a CSV file give the same bits")
    func forms() throws {
        let rows = data.indices.map { "\(2020 + $0 / 4)Q\($0 % 4 + 1)" }
        let table = zip(rows, data).map { "\($0): \($1) assumption" }.joined(separator: ", ")
        let csv = "quarter,rent\n" + zip(rows, data).map { "\($0),\($1) assumption\n" }.joined()
        let head = "  x: {kind: bootstrap, in: logs, block-length: 3 quarters assumption, data:"
        let texts = [
            line("logs", block: "3", data: data), "\(head) {\(table)}}", "\(head) {csv: history.csv, column: rent}}",
        ]
        let courses = try texts.map { drivers in
            let scenario = try ScenarioReader(catalogue: Catalogue.schemas).read(text: [
                "scenario.yaml": DriverSample.text(drivers, quarters: 9), "history.csv": csv,
            ])
            return try DriverSample.courses(of: Program(scenario), ["x"], paths: 64)
        }
        #expect(courses[0] == courses[1] && courses[1] == courses[2])
    }

    @Test("A start of its own takes the place of the last value")
    func start() throws {
        let drivers = line("logs", block: "4", data: data)
        let plain = try DriverSample.courses(drivers, ["x"], quarters: 6)[0]
        let moved = try DriverSample.courses(
            drivers.replacing("data:", with: "start: \"uniform(10, 20) assumption\", data:"), ["x"], quarters: 6)[0]
        for (a, b) in zip(plain.joined(), zip(moved.joined(), (0..<6).flatMap { _ in moved[0] })) {
            #expect((a / 2.2 - b.0 / b.1).magnitude < 1e-12)
        }
    }
}
