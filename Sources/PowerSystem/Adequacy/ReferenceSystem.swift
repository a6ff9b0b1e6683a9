/// A generating system with its load.
public struct ReferenceSystem: Sendable {
    /// A kind of unit and how many there are.
    public struct UnitClass: Sendable, Hashable {
        /// How many there are, zero or more.
        public var count: Int
        /// Capacity of one unit, in MW.
        public var megawatts: Double
        /// The share of time out of service, 0 to 1.
        public var forcedOutageRate: Double
        /// Mean time in service until a failure, in hours.
        public var meanTimeToFailure: Double
        /// Mean time out of service, in hours.
        public var meanTimeToRepair: Double

        /// A kind of unit: MW of one, a share of time 0 to 1, mean times in hours.
        public init(
            count: Int, megawatts: Double, forcedOutageRate: Double, meanTimeToFailure: Double,
            meanTimeToRepair: Double
        ) {
            self.count = count
            self.megawatts = megawatts
            self.forcedOutageRate = forcedOutageRate
            self.meanTimeToFailure = meanTimeToFailure
            self.meanTimeToRepair = meanTimeToRepair
        }
    }

    /// The units, by kinds.
    public var classes: [UnitClass]
    /// The load of a year, in MW.
    public var load: WeeklyLoad

    /// A system of these kinds of units under this load.
    public init(classes: [UnitClass], load: WeeklyLoad) {
        self.classes = classes
        self.load = load
    }

    /// Each unit by itself.
    public var units: [GeneratingUnit] {
        classes.flatMap { kind in
            let unit = try? GeneratingUnit(capacity: kind.megawatts, forcedOutageRate: kind.forcedOutageRate)
            return repeatElement(unit, count: kind.count).compactMap { $0 }
        }
    }

    /// The IEEE Reliability Test System of 1979: 32 units, 3,405 MW, peak 2,850 MW.
    ///
    /// Source: IEEE Subcommittee on the Application of Probability Methods, "IEEE Reliability Test System", IEEE Trans.
    /// PAS-98 (1979), tables 1 to 6. Weeks start on Monday; 8,736 hours.
    public static let ieeeRTS79: ReferenceSystem = {
        func kind(_ count: Int, _ size: Double, _ rate: Double, _ fail: Double, _ repair: Double) -> UnitClass {
            UnitClass(
                count: count, megawatts: size, forcedOutageRate: rate, meanTimeToFailure: fail, meanTimeToRepair: repair
            )
        }
        let classes = [
            kind(5, 12, 0.02, 2_940, 60), kind(4, 20, 0.1, 450, 50), kind(6, 50, 0.01, 1_980, 20),
            kind(4, 76, 0.02, 1_960, 40), kind(3, 100, 0.04, 1_200, 50), kind(4, 155, 0.04, 960, 40),
            kind(3, 197, 0.05, 950, 50), kind(1, 350, 0.08, 1_150, 100), kind(2, 400, 0.12, 1_100, 150),
        ]
        let weekly: [Double] = [
            86.2, 90, 87.8, 83.4, 88, 84.1, 83.2, 80.6, 74, 73.7, 71.5, 72.7, 70.4, 75, 72.1, 80, 75.4, 83.7, 87, 88,
            85.6, 81.1, 90, 88.7, 89.6, 86.1, 75.5, 81.6, 80.1, 88, 72.2, 77.6, 80, 72.9, 72.6, 70.5, 78, 69.5, 72.4,
            72.4, 74.3, 74.4, 80, 88.1, 88.5, 90.9, 94, 89, 94.2, 97, 100, 95.2,
        ]
        let seasons: [(name: String, profile: WeeklyLoad.Profile)] = [
            (
                "winter",
                .init(
                    weekday: [
                        67, 63, 60, 59, 59, 60, 74, 86, 95, 96, 96, 95, 95, 95, 93, 94, 99, 100, 100, 96, 91, 83, 73,
                        63,
                    ],
                    weekend: [
                        78, 72, 68, 66, 64, 65, 66, 70, 80, 88, 90, 91, 90, 88, 87, 87, 91, 100, 99, 97, 94, 92, 87, 81,
                    ])
            ),
            (
                "summer",
                .init(
                    weekday: [
                        64, 60, 58, 56, 56, 58, 64, 76, 87, 95, 99, 100, 99, 100, 100, 97, 96, 96, 93, 92, 92, 93, 87,
                        72,
                    ],
                    weekend: [
                        74, 70, 66, 65, 64, 62, 62, 66, 81, 86, 91, 93, 93, 92, 91, 91, 92, 94, 95, 95, 100, 93, 88, 80,
                    ])
            ),
            (
                "spring_fall",
                .init(
                    weekday: [
                        63, 62, 60, 58, 59, 65, 72, 85, 95, 99, 100, 99, 93, 92, 90, 88, 90, 92, 96, 98, 96, 90, 80, 70,
                    ],
                    weekend: [
                        75, 73, 69, 66, 65, 65, 68, 74, 83, 89, 92, 94, 91, 90, 90, 86, 85, 88, 92, 100, 97, 95, 90, 85,
                    ])
            ),
        ]
        let seasonOfWeek = (1...52).map { week in
            week <= 8 || week >= 44 ? 0 : ((18...30).contains(week) ? 1 : 2)
        }
        guard
            let load = try? WeeklyLoad(
                peak: 2_850, weekly: weekly, daily: [93, 100, 98, 96, 94, 77, 75], seasons: seasons,
                seasonOfWeek: seasonOfWeek)
        else { preconditionFailure("the published tables are complete") }
        return ReferenceSystem(classes: classes, load: load)
    }()
}
