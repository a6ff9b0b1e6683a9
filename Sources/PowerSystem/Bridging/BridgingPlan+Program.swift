extension BridgingPlan {
    /// The plan as a linear program, rows and variables named by region, source and quarter.
    ///
    /// - Throws: `PowerError` where lists do not fit the regions and quarters.
    public func program() throws(PowerError) -> LinearProgram {
        try check()
        var program = LinearProgram()
        let hours = Self.hoursPerQuarter
        // Numbers of variables by region, source, quarter.
        var build: [[[Int]]] = []
        var capacity: [[[Int]]] = []
        var power: [[[Int]]] = []
        var unserved: [[Int]] = []
        var weights = [1.0]
        for _ in 1..<max(1, quarters) { weights.append(weights[weights.count - 1] * discount) }
        for region in regions {
            var (builds, capacities, powers) = ([[Int]](), [[Int]](), [[Int]]())
            for source in sources {
                var (b, c, p) = ([Int](), [Int](), [Int]())
                for quarter in 0..<quarters {
                    let place = "[\(region),\(source.name),\(quarter)]"
                    let isReady = quarter >= source.lead
                    b.append(program.addVariable("build" + place, cost: 0, upper: isReady ? .infinity : 0))
                    c.append(program.addVariable("cap" + place, cost: weights[quarter] * source.capitalCharge))
                    p.append(program.addVariable("power" + place, cost: weights[quarter] * hours * source.variableCost))
                }
                builds.append(b)
                capacities.append(c)
                powers.append(p)
            }
            build.append(builds)
            capacity.append(capacities)
            power.append(powers)
            unserved.append(
                (0..<quarters).map { quarter in
                    program.addVariable(
                        "unserved[\(region),\(quarter)]", cost: weights[quarter] * hours * (unservedValue ?? 0),
                        upper: unservedValue == nil ? 0 : .infinity)
                })
        }
        let flows = lines.map { line in
            (0..<quarters).map { quarter in
                program.addVariable(
                    "flow[\(regions[line.from])>\(regions[line.to]),\(quarter)]", cost: 0, lower: -line.megawatts,
                    upper: line.megawatts)
            }
        }
        for (r, region) in regions.enumerated() {
            for quarter in 0..<quarters {
                var terms: [(variable: Int, coefficient: Double)] = power[r].map { ($0[quarter], 1.0) }
                terms.append((unserved[r][quarter], 1))
                for (line, flow) in zip(lines, flows) {
                    if line.from == r { terms.append((flow[quarter], -1)) }
                    if line.to == r { terms.append((flow[quarter], 1)) }
                }
                let need = demand[r][quarter]
                program.addRow("balance[\(region),\(quarter)]", terms, lower: need, upper: need)
                for (s, source) in sources.enumerated() {
                    let place = "[\(region),\(source.name),\(quarter)]"
                    var stock: [(variable: Int, coefficient: Double)] = [
                        (capacity[r][s][quarter], 1.0), (build[r][s][quarter], -1),
                    ]
                    if quarter > 0 { stock.append((capacity[r][s][quarter - 1], -1)) }
                    let start = quarter == 0 && !source.existing.isEmpty ? source.existing[r] : 0
                    program.addRow("stock" + place, stock, lower: start, upper: start)
                    program.addRow(
                        "avail" + place, [(power[r][s][quarter], 1), (capacity[r][s][quarter], -source.availability)],
                        lower: -.infinity, upper: 0)
                }
                if let firmMargin {
                    var firm: [(variable: Int, coefficient: Double)] = sources.indices.map {
                        (capacity[r][$0][quarter], sources[$0].firmFraction)
                    }
                    firm.append((unserved[r][quarter], 1 + firmMargin))
                    program.addRow(
                        "firm[\(region),\(quarter)]", firm,
                        lower: (1 + firmMargin) * need, upper: .infinity)
                }
            }
        }
        addLimits(build, capacity, power, to: &program)
        return program
    }

    /// Slots, stocks, permits and CO2.
    private func addLimits(
        _ build: [[[Int]]], _ capacity: [[[Int]]], _ power: [[[Int]]], to program: inout LinearProgram
    ) {
        let hours = Self.hoursPerQuarter
        let years = (quarters + 3) / 4
        func quartersOf(_ year: Int) -> Range<Int> { 4 * year..<min(quarters, 4 * year + 4) }
        for (s, source) in sources.enumerated() {
            if let slots = source.slots {
                var sum = 0.0
                for quarter in 0..<quarters {
                    sum += slots[quarter]
                    let span = source.slotsCarryOver ? 0...quarter : quarter...quarter
                    let terms: [(variable: Int, coefficient: Double)] = regions.indices.flatMap { r in
                        span.map { (build[r][s][$0], 1.0) }
                    }
                    program.addRow(
                        "supplier[\(source.name),\(quarter)]", terms, lower: -.infinity,
                        upper: source.slotsCarryOver ? sum : slots[quarter])
                }
            }
            if let limit = source.stockLimit {
                for (r, region) in regions.enumerated() where limit[r].isFinite {
                    program.addRow(
                        "stocklimit[\(region),\(source.name)]", build[r][s].map { ($0, 1) }, lower: -.infinity,
                        upper: limit[r])
                }
            }
            if let permitted = source.permittedHours {
                for (r, region) in regions.enumerated() {
                    for year in 0..<years {
                        let terms: [(variable: Int, coefficient: Double)] = quartersOf(year).flatMap { quarter in
                            [(power[r][s][quarter], hours), (capacity[r][s][quarter], -permitted / 4)]
                        }
                        program.addRow(
                            "permit[\(region),\(source.name),\(year)]", terms, lower: -.infinity, upper: 0)
                    }
                }
            }
        }
        for (year, cap) in carbonCap.enumerated() where year < years {
            let terms: [(variable: Int, coefficient: Double)] = regions.indices.flatMap { r in
                sources.indices.flatMap { s in
                    quartersOf(year).map { (power[r][s][$0], hours * sources[s].carbonIntensity) }
                }
            }
            program.addRow("co2[\(year)]", terms.filter { $0.coefficient != 0 }, lower: -.infinity, upper: cap)
        }
    }

    private func check() throws(PowerError) {
        try Check.count("quarters", quarters, in: 1...1_000)
        try Check.count("regions", regions.count, in: 1...1_000)
        try Check.count("sources", sources.count, in: 1...1_000)
        try Check.sameCount("demand_MW", demand.count, regions.count, as: "regions")
        for (r, amounts) in demand.enumerated() {
            try Check.sameCount("demand_MW, \(regions[r])", amounts.count, quarters, as: "quarters")
            for amount in amounts { try Check.notNegative("demand_MW, \(regions[r])", amount) }
        }
        for source in sources {
            if let slots = source.slots {
                try Check.sameCount("supplier_MW_per_quarter of \(source.name)", slots.count, quarters, as: "quarters")
            }
            if let limit = source.stockLimit {
                try Check.sameCount("stock_limit_MW of \(source.name)", limit.count, regions.count, as: "regions")
            }
            if !source.existing.isEmpty {
                try Check.sameCount(
                    "existing_MW of \(source.name)", source.existing.count, regions.count, as: "regions")
            }
        }
        for line in lines where !regions.indices.contains(line.from) || !regions.indices.contains(line.to) {
            throw PowerError("lines", "a line leads to no region; name two of \(regions.joined(separator: ", "))")
        }
    }
}
