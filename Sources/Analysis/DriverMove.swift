import Engine
import Lanes
import Model

/// The whole course of a driver higher or lower, by standard deviations of its path mean: a shock of the program's own.
struct DriverMove: Sendable {
    let path: String
    let title: String
    /// Whether its moves multiply: a driver that is never below zero.
    let scales: Bool
    /// Standard deviation over paths of the path mean, or of its logarithm.
    let deviation: Double
    /// By path, how many standard deviations it lies from the mean by itself.
    let scores: [Double]

    /// The severity of the shock that moves it by so many standard deviations.
    func severity(_ score: Double) -> Double {
        scales ? exponential(score * deviation) - 1 : score * deviation
    }

    /// Kinds of drivers that move by chance from quarter to quarter.
    private static let randomKinds = ["geometric-brownian", "mean-reverting", "jump", "bootstrap"]

    /// The random drivers of a program, measured on its own paths.
    static func all(of program: Program, paths: Int, threads: Int) async throws -> [DriverMove] {
        let items = program.scenario["drivers"].filter { randomKinds.contains($0.kind) }
        guard !items.isEmpty else { return [] }
        let measures = try items.map { try program.measure("\($0.path).value") }
        let run = try await SeriesRun.compute(program, measures, paths: paths, threads: threads)
        return items.indices.compactMap { place in
            var means = [Double](repeating: 0, count: paths)
            var isPositive = true
            for quarter in 0..<program.quarters {
                for (path, value) in run.values(place, quarter...quarter).enumerated() {
                    means[path] += value / Double(program.quarters)
                    isPositive = isPositive && value > 0
                }
            }
            let numbers = isPositive ? means.map { naturalLogarithm($0) } : means
            let centre = numbers.reduce(0, +) / Double(paths)
            let squares = numbers.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
            let deviation = squareRoot(squares / Double(max(1, paths - 1)))
            guard deviation > 1e-9 * max(1e-9, centre.magnitude) else { return nil }
            return DriverMove(
                path: items[place].path, title: items[place].record.optionalText("title") ?? "", scales: isPositive,
                deviation: deviation, scores: numbers.map { ($0 - centre) / deviation })
        }
    }

    /// The shock as an item of the scenario, of size nothing.
    var item: Item {
        let place = Place(file: "reverse stress", line: 1, column: 1)
        let unit: Unit = scales ? .share : .dimensionless
        func number(_ value: Double, _ unit: Unit) -> Value {
            .input(Input(.constant(value), unit: unit, provenance: .none, place: place, text: "\(value)"))
        }
        return Item(
            section: "shocks", kind: scales ? "scale" : "shift", name: "moved \(path)",
            record: Record(
                [
                    "targets": .list([.path("\(path).value", place)]), "size": number(0, unit),
                    "quarters": number(400, .quarters),
                ], place: place),
            place: place)
    }
}
