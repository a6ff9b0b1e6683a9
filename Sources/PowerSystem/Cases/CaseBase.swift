/// Inputs that stand on those of another case: `"base": "ADQ01"`.
enum CaseBase {
    /// Names under which the IEEE Reliability Test System of 1979 is built in; the reference cases call the system and its
    /// load by the ids of the cases that write them out.
    private static let testSystem = ["adq01", "adq06", "rts79", "ieeerts79", "ieeerts"]

    /// The inputs with those of the base put under them: own keys win.
    static func resolved(_ inputs: CaseValue, lookup: PowerCase.Lookup, depth: Int = 0) throws(PowerError) -> CaseValue
    {
        guard case .fields(let own) = inputs, let base = inputs["base"] ?? inputs["system"], case .text(let name) = base
        else { return inputs }
        guard depth < 10 else { throw PowerError("base", "\"\(name)\" rests on itself; name another case") }
        let below: CaseValue
        if let found = lookup(name) {
            below = try resolved(found, lookup: lookup, depth: depth + 1)
        } else if testSystem.contains(Offers.plain(name)) || Offers.plain(name).contains("rts79") {
            below = rts79
        } else {
            throw PowerError("base", "\"\(name)\" is no case of this file or folder; add it, or name RTS-79")
        }
        guard case .fields(let inherited) = below else { return inputs }
        // A word for the load says which of the base's loads: its hours or its daily peaks.
        let kept = own.filter { $0.key != "base" && $0.key != "system" }.map { field in
            if field.key == "load", case .text = field.value {
                CaseValue.Field("load_index", field.value)
            } else {
                field
            }
        }
        let names = Set(kept.map(\.key))
        return .fields(kept + inherited.filter { !names.contains($0.key) })
    }

    /// The test system in the form of inputs.
    private static var rts79: CaseValue {
        let system = ReferenceSystem.ieeeRTS79
        let units = system.classes.map { kind in
            CaseValue.table([
                ("count", .whole(kind.count)), ("MW", .number(kind.megawatts)), ("for", .number(kind.forcedOutageRate)),
                ("mttf_h", .number(kind.meanTimeToFailure)), ("mttr_h", .number(kind.meanTimeToRepair)),
            ])
        }
        let load = system.load
        var profiles: [(String, CaseValue)] = []
        var weeks: [(String, CaseValue)] = []
        for (index, season) in load.seasons.enumerated() {
            profiles.append((season.name + "_wd", .numbers(season.profile.weekday)))
            profiles.append((season.name + "_we", .numbers(season.profile.weekend)))
            let own = load.seasonOfWeek.indices.filter { load.seasonOfWeek[$0] == index }
            weeks.append((season.name, .text(own.map { "\($0 + 1)" }.joined(separator: ","))))
        }
        return .table([
            ("units", .list(units)),
            (
                "load",
                .table([
                    ("weekly_pct", .numbers(load.weekly)), ("daily_pct", .numbers(load.daily)),
                    ("hourly_pct", .table(profiles)), ("season_weeks", .table(weeks)),
                ])
            ),
            ("peak_MW", .number(load.peak)),
        ])
    }
}
