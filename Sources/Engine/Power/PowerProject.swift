import Lanes
import Model

/// A project that brings power to a site or a region: megawatts, and the leads that all must have passed.
///
/// It is energised once the latest of its parallel leads has passed, unless it has been withdrawn by then, and stays so
/// until its temporary permit ends.
package final class PowerProject: Sendable {
    package let name: String
    package let source: PowerSource
    /// Counts only before the net shortfall.
    package let isTimeToPower: Bool
    /// Contracted facility megawatts.
    package let megawatts: Double
    /// Dollars per kW, dollars per MWh, tonnes of CO2 per MWh, where the scenario gives them.
    package let capex, runningCost, emissions: Double?
    /// `ProjectState`.
    package let state: Row<Whole>
    /// The part of the megawatts that its nature and permit let count as firm.
    let share: Double
    let firmness: Row<Scalar>
    let terms: Terms

    struct Terms: Sendable {
        /// The hall, or nothing for power that a region shares.
        var hall: Row<Scalar>?
        /// Lead of the connection, and quarters of it that have passed.
        var connection: Part?
        var parallel: [Part] = []
        var stages: [Part] = []
        /// Quarters from the start of the run to the permit.
        var permit: Double?
        var withdrawal: Row<Scalar>?
        /// One uniform per path where anything can go wrong.
        var draw: Row<Scalar>?
        /// Quarters from the start at which the maker has delivered.
        var delivered: Row<Scalar>?
        var installation: Row<Scalar>?
        /// Quarters from the start to the order, and the quarters that a conversion takes.
        var ordered = 0.0
        var conversion: Row<Scalar>?
        var trigger: Row<Scalar>?
        /// Quarters from the start at which the trigger was first reached, plus 1; 0 before.
        var triggered: Row<Whole>?
        var temporary: Int64 = 0
        var ramp = 1.0
        /// Quarter of energisation plus 1, for a ramp or a temporary permit.
        var since: Row<Whole>?
        var regulation: Regulation?
        var delayResponse: Row<Scalar>?
        var withdrawalResponse: Row<Scalar>?
    }

    struct Part: Sendable {
        let lead: Row<Scalar>
        let queued: Double
        var pass: Row<Scalar>?
    }

    /// Scratch rows of one project at a time.
    struct Work: Sendable {
        let ready, elapsed, stretch, odds, chance: Row<Scalar>

        init(_ compiler: Compiler) {
            (ready, elapsed) = (compiler.plan.scratch(), compiler.plan.scratch())
            (stretch, odds, chance) = (compiler.plan.scratch(), compiler.plan.scratch(), compiler.plan.scratch())
        }
    }

    /// - Parameters:
    ///   - path: `sites.a.projects.0`, the prefix of its inputs.
    ///   - owner: the item that a story names.
    init(_ record: Record, path: String, owner: String, hasHall: Bool, regulation: Regulation?, _ compiler: Compiler) {
        name = record.text("name")
        source = PowerSource(rawValue: record.choice("source"))!
        megawatts = compiler.constant(record, "power")
        firmness = compiler.input(record.input("firmness"), path: "\(path).firmness")
        switch record.choice("class") {
        case "grid": isTimeToPower = false
        case "time-to-power": isTimeToPower = true
        default: isTimeToPower = !source.isGrid
        }
        capex = record.optionalConstant("capex")
        runningCost = record.optionalConstant("running-cost")
        emissions = record.optionalConstant("emissions")
        let hours = record.optionalConstant("permit-hours").map { min(1, $0 / 8_760) }
        share = source.hasEnergy ? hours ?? 1 : 0
        var terms = Terms()
        if hasHall { terms.hall = compiler.input(record.input("hall-ready"), path: "\(path).hall-ready") }
        terms.read(record, path: path, regulation: regulation, compiler)
        state = compiler.whole()
        terms.join(megawatts, supplier: record.optionalReference("supplier"), name: name, at: record.place, compiler)
        self.terms = terms
        compiler.mark(
            owner, state,
            [
                ProjectState.energised.rawValue: "\(name) is energised: power and hall are there",
                ProjectState.withdrawn.rawValue: "\(name) is withdrawn: it never comes",
                ProjectState.retired.rawValue: "\(name) goes: its temporary permit has run out",
            ])
        check(record, compiler)
    }

    private func check(_ record: Record, _ compiler: Compiler) {
        let place = record.place
        if terms.connection == nil && terms.parallel.isEmpty && terms.stages.isEmpty && terms.permit == nil
            && terms.delivered == nil && terms.conversion == nil && terms.trigger == nil
        {
            compiler.error(
                "nothing says when `\(name)` has power", at: place, quote: name,
                hint: "give `power-ready`, `leads`, `stages`, `permit`, `supplier`, `conversion` or `trigger`")
        }
        if source == .space && terms.trigger == nil {
            compiler.error(
                "power from space needs a `trigger`", at: place, quote: name,
                hint: "write for example `trigger: = if drivers.launch-cost < 200 then 1 else 0`")
        }
        if source == .diesel && record.optionalConstant("permit-hours") == nil {
            compiler.error(
                "diesel needs `permit-hours`", at: place, quote: name,
                hint: "write for example `permit-hours: 100 hours`")
        }
        if terms.delivered != nil && terms.trigger != nil {
            compiler.error(
                "a project behind a trigger cannot stand in a maker's queue", at: place, quote: name,
                hint: "leave `supplier` out and give its lead")
        }
    }
}

extension PowerProject.Terms {
    mutating func read(_ record: Record, path: String, regulation: Regulation?, _ compiler: Compiler) {
        func input(_ name: String) -> Row<Scalar>? {
            record.optionalInput(name).map { compiler.input($0, path: "\(path).\(name)") }
        }
        func part(_ record: Record, _ name: String, path: String) -> PowerProject.Part? {
            let queued = record.optionalConstant("queued") ?? 0
            return record.optionalInput(name).map {
                .init(
                    lead: compiler.input($0, path: "\(path).\(name)", above: queued > 0 ? queued : nil),
                    queued: queued)
            }
        }
        connection = part(record, "power-ready", path: path)
        parallel = record.records("leads").enumerated().compactMap {
            part($1, "lead", path: "\(path).leads.\($0)")
        }
        stages = record.records("stages").enumerated().compactMap { number, stage in
            let path = "\(path).stages.\(number)"
            guard var part = part(stage, "lead", path: path) else { return nil }
            part.pass = compiler.input(stage.input("pass"), path: "\(path).pass")
            return part
        }
        permit = record.optionalQuarter("permit").map { Double(compiler.offset($0)) }
        withdrawal = input("withdrawal")
        if withdrawal != nil || !stages.isEmpty {
            let uniform = Input(
                .distribution(Distribution(.uniform, [0, 1])), unit: .share, provenance: .schemaDefault,
                place: record.place, text: "uniform(0, 1)")
            draw = compiler.input(record.optionalInput("draw") ?? uniform, path: "\(path).draw")
        }
        ordered = record.optionalQuarter("ordered").map { Double(compiler.offset($0)) } ?? 0
        conversion = input("conversion")
        if let row = input("trigger") {
            trigger = row
            triggered = compiler.whole()
        }
        if record.optionalInput("temporary") != nil {
            temporary = Int64(compiler.quartersConstant(record, "temporary"))
        }
        ramp = Double(compiler.quartersConstant(record, "ramp"))
        if temporary > 0 || ramp > 1 { since = compiler.whole() }
        if record.optionalReference("supplier") != nil { installation = input("installation") }
        guard let regulation else { return }
        self.regulation = regulation
        delayResponse = input("delay-response")
        withdrawalResponse = input("withdrawal-response")
    }

    /// Takes a place in a maker's queue.
    mutating func join(
        _ megawatts: Double, supplier: String?, name: String, at place: Place, _ compiler: Compiler
    ) {
        guard let supplier, let index = compiler.supplierIndex[supplier] else { return }
        let order = EquipmentOrder(
            supplier: index, offset: Int(ordered), megawatts: megawatts, outstanding: compiler.plan.scratch(),
            delivered: compiler.plan.scratch())
        compiler.equipmentOrders.append(order)
        delivered = order.delivered
    }
}
