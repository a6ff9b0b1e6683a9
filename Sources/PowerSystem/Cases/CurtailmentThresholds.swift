/// What a system may reach in each hour before new load is curtailed, as cases write it.
///
/// A number holds for all hours. A table has a threshold for each season, for ranges of weeks ("18-30") or for all other
/// weeks ("other", or "winter" where seasons are only summer and winter). A text with the word "season" takes each
/// season's own peak: the peak of the summer weeks for summer, that of all other weeks for the rest, as seasonal
/// planning reserves are set. Without any of these the annual peak is the threshold.
enum CurtailmentThresholds {
    private static let keys = [
        "threshold_MW", "thresholds_MW", "thresholds", "threshold", "seasonal_thresholds_MW", "seasonal_threshold_MW",
        "threshold_by_season_MW", "seasonal_thresholds", "threshold_MW_by_season",
    ]

    static func hours(_ inputs: CaseInputs, _ load: LoadInputs) throws(PowerError) -> [Double] {
        let peak = load.hours.max() ?? 0
        guard let key = inputs.key(keys) else { return .init(repeating: peak, count: load.hours.count) }
        switch inputs.value[key] {
        case .number?: return .init(repeating: try inputs.number(key), count: load.hours.count)
        case .fields?: return try byWeek(inputs.numbersByName(key), load, inputs.place(key))
        case .text(let text)?:
            guard text.lowercased().contains("season") else { return .init(repeating: peak, count: load.hours.count) }
            return try seasonal(load, key)
        case .flag(let isSeasonal)?:
            return isSeasonal ? try seasonal(load, key) : .init(repeating: peak, count: load.hours.count)
        default:
            let values = try inputs.numbers(key)
            if values.count == load.hours.count { return values }
            guard let weekly = load.weekly, values.count == weekly.weekly.count else {
                throw PowerError(key, "has \(values.count) entries; give one for each week or hour")
            }
            return weekly.weekOfHour.map { values[$0] }
        }
    }

    private static func model(_ load: LoadInputs, _ key: String) throws(PowerError) -> WeeklyLoad {
        guard let weekly = load.weekly else {
            throw PowerError(key, "goes by season, but the load has no weeks; give one threshold for each hour")
        }
        return weekly
    }

    private static func seasonal(_ load: LoadInputs, _ key: String) throws(PowerError) -> [Double] {
        let weekly = try model(load, key)
        let summer = weekly.seasons.firstIndex { $0.name.lowercased().contains("summer") }
        let weeks = weekly.weekOfHour
        var peaks = [0.0, 0.0]
        let side = weeks.map { weekly.seasonOfWeek[$0] == summer ? 1 : 0 }
        for (hour, amount) in load.hours.enumerated() { peaks[side[hour]] = max(peaks[side[hour]], amount) }
        return side.map { peaks[$0] }
    }

    private static func byWeek(
        _ entries: [(name: String, number: Double)], _ load: LoadInputs, _ key: String
    ) throws(PowerError) -> [Double] {
        let weekly = try model(load, key)
        var ofWeek = [Double?](repeating: nil, count: weekly.weekly.count)
        var rest: Double?
        for entry in entries {
            let name = entry.name.lowercased()
            if let season = weekly.seasons.firstIndex(where: { name.contains($0.name.lowercased()) }) {
                for week in ofWeek.indices where weekly.seasonOfWeek[week] == season { ofWeek[week] = entry.number }
                // Two seasons only: all that is not summer is winter.
                if name.contains("winter"), rest == nil { rest = entry.number }
            } else if name.first?.isNumber == true {
                for week in try LoadInputs.weeks(entry.name, key) where ofWeek.indices.contains(week - 1) {
                    ofWeek[week - 1] = entry.number
                }
            } else if ["other", "else", "rest", "default", "all"].contains(where: { name.contains($0) }) {
                rest = entry.number
            } else if ["shoulder", "spring", "fall", "autumn"].contains(where: { name.contains($0) }) {
                for week in ofWeek.indices where weekly.seasons[weekly.seasonOfWeek[week]].name.hasPrefix("spring") {
                    ofWeek[week] = entry.number
                }
            } else {
                throw PowerError(
                    "\(key), \(entry.name)",
                    "is no season of the load; give one of "
                        + weekly.seasons.map(\.name).joined(separator: ", ") + ", weeks such as 18-30, or other")
            }
        }
        var hours: [Double] = []
        for week in weekly.weekOfHour {
            guard let threshold = ofWeek[week] ?? rest else {
                throw PowerError(key, "has none for week \(week + 1); add its season, or other")
            }
            hours.append(threshold)
        }
        return hours
    }
}
