/// Hourly load as cases write it.
struct LoadInputs {
    /// MW by hour, the flat load included.
    var hours: [Double]
    /// The largest load of each day, where days are known.
    var dailyPeaks: [Double]?
    /// The weeks, days and seasons behind the hours, where given.
    var weekly: WeeklyLoad?

    static let flatKeys = ["flat_load_MW", "flat_MW", "new_load_MW", "datacentre_MW", "data_centre_MW"]
    static let listKeys = [
        "load_MW", "loads_MW", "load", "hourly_load_MW", "demand_MW", "daily_peaks_MW", "daily_peak_MW", "loads",
    ]

    static func isGiven(_ inputs: CaseInputs) -> Bool { inputs.key(listKeys) != nil }

    init(_ inputs: CaseInputs) throws(PowerError) {
        guard let key = inputs.key(Self.listKeys) else {
            throw inputs.wrong("load_MW", "a number or list of MW, or a 'load' of weekly, daily and hourly percentages")
        }
        if case .fields? = inputs.value[key] {
            let model = try Self.model(inputs.inner(key), inputs)
            weekly = model
            dailyPeaks = model.dailyPeaks
            var isDaily = false
            if inputs.has("load_index") { isDaily = try inputs.text("load_index").lowercased().contains("da") }
            hours = isDaily ? model.dailyPeaks : model.hours
        } else {
            hours = try inputs.oneOrMore([key])
            for (row, load) in hours.enumerated() { try Check.notNegative("\(key), row \(row)", load) }
            if key.hasPrefix("daily") { dailyPeaks = hours }
        }
        let isSingle = if case .number? = inputs.value[key] { true } else { false }
        if isSingle, inputs.has("hours") {
            hours = [Double](repeating: hours[0], count: try inputs.whole(["hours"], in: 1...1_000_000))
        }
        let scale = try inputs.number(["load_scale", "load_factor", "growth_factor"], default: 1)
        let flat = inputs.key(Self.flatKeys) == nil ? 0 : try inputs.number(Self.flatKeys)
        if scale != 1 || flat != 0 {
            hours = hours.map { $0 * scale + flat }
            dailyPeaks = dailyPeaks?.map { $0 * scale + flat }
        }
    }

    private static func model(_ load: CaseInputs, _ outer: CaseInputs) throws(PowerError) -> WeeklyLoad {
        let weekly = try load.numbers("weekly_pct")
        let profiles = try load.inner("hourly_pct")
        let weeks = try load.inner("season_weeks")
        var seasons: [(name: String, profile: WeeklyLoad.Profile)] = []
        var seasonOfWeek = [Int](repeating: -1, count: weekly.count)
        for (index, season) in weeks.keys.enumerated() {
            seasons.append((season, try profile(of: season, in: profiles)))
            for week in try Self.weeks(try weeks.text(season), weeks.place(season)) {
                guard seasonOfWeek.indices.contains(week - 1) else {
                    throw PowerError(weeks.place(season), "week \(week) is not one of 1 to \(weekly.count)")
                }
                seasonOfWeek[week - 1] = index
            }
        }
        if let open = seasonOfWeek.firstIndex(of: -1) {
            throw PowerError(load.place("season_weeks"), "week \(open + 1) is in no season; put it into one")
        }
        let peak = try outer.has("peak_MW") ? outer.number("peak_MW") : load.number(["peak_MW", "peak"])
        return try WeeklyLoad(
            peak: peak, weekly: weekly, daily: load.numbers("daily_pct"), seasons: seasons, seasonOfWeek: seasonOfWeek)
    }

    /// The profiles of a season, spelt in full, by initials ("sf" for spring_fall) or shortened.
    private static func profile(of season: String, in profiles: CaseInputs) throws(PowerError) -> WeeklyLoad.Profile {
        let initials = String(season.split(separator: "_").compactMap(\.first))
        func hours(_ endings: [String]) throws(PowerError) -> [Double] {
            let key = profiles.keys.first { key in
                endings.contains { key == "\(season)_\($0)" || key == "\(initials)_\($0)" }
            }
            return try profiles.numbers(key ?? "\(season)_\(endings[0])")
        }
        return .init(weekday: try hours(["wd", "weekday"]), weekend: try hours(["we", "weekend"]))
    }

    /// Week numbers out of "1-8,44-52".
    static func weeks(_ text: String, _ place: String) throws(PowerError) -> [Int] {
        var result: [Int] = []
        for part in text.split(separator: ",") {
            let ends = part.split(separator: "-").map { Int($0.filter { $0 != " " }) }
            guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first <= last,
                first >= 1, last <= 1_000
            else { throw PowerError(place, "\"\(part)\" is no range of weeks; write 1-8,44-52") }
            result += first...last
        }
        return result
    }
}
