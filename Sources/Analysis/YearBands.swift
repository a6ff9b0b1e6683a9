import Calendar
import Engine
import Model

/// Bands of measures by calendar year, over the paths of a series run.
struct YearBands {
    let run: SeriesRun
    /// Calendar years of the run, with their quarters.
    let years: [(year: Int, quarters: ClosedRange<Int>)]

    init(_ program: Program, _ run: SeriesRun) {
        self.run = run
        let start = program.scenario.settings.start
        let numbers = (0..<program.quarters).map { start.advanced(by: $0).year }
        years = Set(numbers).sorted().map { year in
            (year, numbers.firstIndex(of: year)!...numbers.lastIndex(of: year)!)
        }
    }

    /// 5, 50 and 95 % of paths in each year.
    func bands(_ measure: Int) -> [OverviewAnswer.Band] {
        years.map { year, quarters in
            let quantiles = Quantiles(run.values(measure, quarters).map { Float($0) })
            return OverviewAnswer.Band(
                year: year, p5: quantiles(0.05), p50: quantiles(0.5), p95: quantiles(0.95),
                share: Double(quantiles.count) / Double(max(1, run.paths)))
        }
    }

    /// Mean over paths at the end of each year, or of each year's sum.
    func means(_ measure: Int) -> [Double] {
        years.map { run.values(measure, $0.quarters).reduce(0, +) / Double(max(1, run.paths)) }
    }
}
