import Model

extension PowerProject {
    /// Attributes of a project at a site, whose halls must be there too.
    static let siteAttributes =
        [
            Attribute("name", .text, "Name of the phase."), source, power, firmness,
            Attribute("hall-ready", .quantity("quarters"), "Quarters from the start of the run to the finished hall."),
        ] + leadAttributes

    /// Attributes of a project whose power all sites of a region share.
    static let regionAttributes =
        [Attribute("name", .text, "Name of the project."), source, power, firmness] + leadAttributes

    private static let source = Attribute(
        "source", .choice(PowerSource.allCases.map(\.rawValue)), default: "grid",
        "Where its power comes from. A battery has no energy of its own and energises no load; diesel counts by its permit "
            + "hours; space needs a `trigger`.")
    private static let power = Attribute("power", .constant("MW"), range: 0...1e6, "Contracted facility megawatts.")
    private static let firmness = Attribute(
        "firmness", .quantity("share"), default: "100 %", range: 0...1,
        "Share of the megawatts that counts as firm.")

    private static let leadAttributes = [
        Attribute(
            "ramp", .constant("quarters"), default: "1 quarter", range: 1...100,
            "Quarters over which its megawatts come, in equal parts, from the one in which it is energised."),
        Attribute(
            "power-ready", .quantity("quarters"), default: "",
            "Quarters from the start of the run (with `queued`: from when the wait began) to the energised connection."),
        Attribute(
            "queued", .constant("quarters"), default: "", range: 0...400,
            "Quarters that it has waited before the run: the lead is drawn from what is left of its distribution, and the "
                + "wait is taken off."),
        Attribute(
            "leads", .records(partAttributes(passes: false)), default: "",
            "More leads that run side by side (transformer, permit, gas lateral): the latest counts."),
        Attribute(
            "stages", .records(partAttributes(passes: true)), default: "",
            "Stages one after another, each with a chance to pass; their sum is one lead."),
        Attribute("permit", .quarter, default: "", "Not before this quarter."),
        Attribute(
            "withdrawal", .quantity("share"), default: "", range: 0...1,
            "Probability that it never comes, known when it would have come."),
        Attribute(
            "draw", .quantity("share"), default: "", range: 0...1,
            "The number that decides withdrawal and gates; absent, uniform, one per path: the project goes ahead where it is below what is "
                + "left. Correlate it to share luck."),
        Attribute(
            "supplier", .reference(["suppliers"]), default: "",
            "Maker of its equipment, which waits in the maker's queue."),
        Attribute(
            "ordered", .quarter, default: "", "When the equipment or conversion was ordered; absent, at the start."),
        Attribute(
            "installation", .quantity("quarters"), default: "", range: 0...100,
            "From the delivery of the equipment to power."),
        Attribute(
            "conversion", .quantity("quarters"), default: "", range: 0...100,
            "Of a mine: quarters from `ordered` to a hall fit for accelerators."),
        Attribute(
            "trigger", .quantity("1"), default: "",
            "A formula: once it is at least 1 the leads begin to run, `= if drivers.launch < 200 then 1 else 0`."),
        Attribute(
            "temporary", .constant("quarters"), default: "", range: 1...400,
            "Quarters after which its permit ends and its power goes; absent, never."),
        Attribute(
            "permit-hours", .constant("hours"), default: "", range: 0...8_784,
            "Hours a year that it may run: it counts as megawatts times hours / 8,760."),
        Attribute(
            "class", .choice(["by-source", "grid", "time-to-power"]), default: "by-source",
            "Whether it counts before the gross shortfall (grid, existing, under construction) or only before the net one."
        ),
        Attribute(
            "delay-response", .quantity("1"), default: "", range: 0...10,
            "Leads of connection and stages are multiplied by exp(this x the region's `regulation`)."),
        Attribute(
            "withdrawal-response", .quantity("1"), default: "", range: 0...10,
            "The chance to come is raised to the power exp(this x the worst `regulation` so far)."),
        Attribute("capex", .constant("USD per kW"), default: "", range: 0...1e6, "Capital cost: for reports."),
        Attribute("running-cost", .constant("USD per MWh"), default: "", range: -1_000...1e6, "For reports."),
        Attribute(
            "emissions", .constant("1"), default: "", range: 0...10, "Tonnes of CO2 per MWh: for reports."),
    ]

    private static func partAttributes(passes: Bool) -> [Attribute] {
        [
            Attribute("name", .text, default: "", "What is waited for."),
            Attribute("lead", .quantity("quarters"), range: 0...400, "How long it takes."),
            Attribute(
                "queued", .constant("quarters"), default: "", range: 0...400,
                "Quarters of it that have passed before the run."),
        ]
            + (passes
                ? [Attribute("pass", .quantity("share"), default: "100 %", range: 0...1, "Chance to pass.")] : [])
    }
}
