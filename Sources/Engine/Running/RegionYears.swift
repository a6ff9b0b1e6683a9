import Lanes

/// Gross and net shortfall of each region at year ends, for the overview.
struct RegionYears: Sendable {
    private let regions: [Region]
    private let blank: [[Float]]
    private var gross: [[[Float]]] = []
    private var net: [[[Float]]] = []

    static func metrics(of program: Program, _ years: [Int]) -> [Metric] {
        program.regions.flatMap { region in
            let name = "regions.\(region.name)"
            return years.map {
                Metric(
                    name: "\(name).gross-shortfall.\($0)", kind: .megawatts,
                    title: "\(region.title): gross shortfall, facility MW, end \($0)")
            }
                + years.map {
                    Metric(
                        name: "\(name).net-shortfall.\($0)", kind: .megawatts,
                        title: "\(region.title): net shortfall, facility MW, end \($0)")
                }
        }
    }

    init(_ program: Program, years: Int, width: Int) {
        regions = program.regions
        blank = (0..<years).map { _ in [Float](repeating: .nan, count: width) }
        begin()
    }

    mutating func begin() {
        gross = regions.map { _ in blank }
        net = gross
    }

    mutating func note(_ block: Block, year: Int) {
        for region in regions {
            let (before, after) = (block[region.rows.gross], block[region.rows.net])
            for lane in 0..<block.width {
                gross[region.index][year][lane] = Float(before[lane])
                net[region.index][year][lane] = Float(after[lane])
            }
        }
    }

    func values(lane: Int) -> [Float] {
        regions.flatMap { region in
            gross[region.index].map { $0[lane] } + net[region.index].map { $0[lane] }
        }
    }
}
