/// A year of load as products of weekly, daily and hourly percentages of the annual peak, as the IEEE reliability test
/// systems state it.
public struct WeeklyLoad: Sendable, Hashable {
    /// The 24 hours of a weekday and of a weekend day, in percent of the day's peak.
    public struct Profile: Sendable, Hashable {
        /// Monday to Friday: 24 hours, in percent of the day's peak, zero or more.
        public var weekday: [Double]
        /// Saturday and Sunday: 24 hours, in percent of the day's peak, zero or more.
        public var weekend: [Double]

        /// 24 percentages each; `WeeklyLoad.init` checks them.
        public init(weekday: [Double], weekend: [Double]) {
            self.weekday = weekday
            self.weekend = weekend
        }
    }

    /// The annual peak, in MW.
    public let peak: Double
    /// Each week's peak, in percent of the annual one.
    public let weekly: [Double]
    /// Monday to Sunday, in percent of the week's peak.
    public let daily: [Double]
    /// Names of the seasons and their profiles.
    public let seasons: [(name: String, profile: Profile)]
    /// The season of each week, as an index into `seasons`.
    public let seasonOfWeek: [Int]

    /// - Throws: `PowerError` where percentages are negative or lists have another length than weeks, days and hours.
    public init(
        peak: Double, weekly: [Double], daily: [Double], seasons: [(name: String, profile: Profile)],
        seasonOfWeek: [Int]
    ) throws(PowerError) {
        try Check.notNegative("peak_MW", peak)
        try Check.count("weekly_pct, entries", weekly.count, in: 1...1_000)
        try Check.sameCount("season_weeks", seasonOfWeek.count, weekly.count, as: "weekly_pct")
        try Check.count("daily_pct, entries", daily.count, in: 7...7)
        for (row, value) in (weekly + daily).enumerated() { try Check.notNegative("percentages, row \(row)", value) }
        for season in seasons {
            for hours in [season.profile.weekday, season.profile.weekend] {
                try Check.count("hourly_pct of \(season.name), entries", hours.count, in: 24...24)
                for value in hours { try Check.notNegative("hourly_pct of \(season.name)", value) }
            }
        }
        for season in seasonOfWeek { try Check.count("season_weeks", season, in: 0...max(0, seasons.count - 1)) }
        self.peak = peak
        self.weekly = weekly
        self.daily = daily
        self.seasons = seasons
        self.seasonOfWeek = seasonOfWeek
    }

    /// Load of each hour, in MW: weeks x 7 x 24 of them, with no rescaling to 8,760.
    public var hours: [Double] {
        var loads: [Double] = []
        loads.reserveCapacity(weekly.count * 168)
        for (week, percent) in weekly.enumerated() {
            let profile = seasons[seasonOfWeek[week]].profile
            for day in 0..<7 {
                let ofDay = peak * percent / 100 * daily[day] / 100
                for hour in day < 5 ? profile.weekday : profile.weekend { loads.append(ofDay * hour / 100) }
            }
        }
        return loads
    }

    /// The largest load of each day, in MW.
    public var dailyPeaks: [Double] {
        let hours = hours
        return stride(from: 0, to: hours.count, by: 24).map { day in hours[day..<day + 24].max() ?? 0 }
    }

    /// The week, counted from 0, of each hour.
    public var weekOfHour: [Int] { weekly.indices.flatMap { repeatElement($0, count: 168) } }

    /// Whether two years have the same load in each hour, and the same seasons.
    public static func == (left: Self, right: Self) -> Bool {
        left.peak == right.peak && left.hours == right.hours && left.seasonOfWeek == right.seasonOfWeek
    }

    /// Hashes what `==` compares, or less.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(peak)
        hasher.combine(weekly)
        hasher.combine(seasonOfWeek)
    }
}
