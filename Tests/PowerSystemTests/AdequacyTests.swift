import PowerSystem
import Testing

struct AdequacyTests {
    private let system = ReferenceSystem.ieeeRTS79

    @Test("The chance of an outage is 1 from zero down and 0 beyond what is installed, however far")
    func farOutages() throws {
        let table = try CapacityTable([try GeneratingUnit(capacity: 100, forcedOutageRate: 0.1)])
        for outage in [0, -1, -9_223_372_036_854_775_808, -1e300] { #expect(table.outage(atLeast: outage) == 1) }
        for outage in [101, 1e300, Double.infinity] { #expect(table.outage(atLeast: outage) == 0) }
        #expect(table.outage(atLeast: .nan) == 0)
        #expect((table.outage(atLeast: 100) - 0.1).magnitude < 1e-15)
    }

    @Test("RTS-79: the published 9.394 h and 1,176 MWh a year, and 1.36886 days by daily peaks")
    func published() throws {
        let table = try CapacityTable(system.units)
        let hours = AdequacyIndices(table, loads: system.load.hours)
        #expect(system.load.hours.count == 8_736)
        #expect((hours.lossOfLoadExpectation - 9.394).magnitude < 5e-4)
        #expect((hours.unservedEnergy - 1_176).magnitude < 0.5)
        #expect((system.load.hours.reduce(0, +) / 1_000 - 15_297).magnitude < 0.5)
        let days = AdequacyIndices(table, loads: system.load.dailyPeaks)
        #expect((days.lossOfLoadExpectation - 1.36886).magnitude < 5e-6)
    }

    @Test("PRAS test system B, whose units grow by the hour: LOLE 0.96 and EUE 7.11")
    func hourlyCapacities() throws {
        let inputs = CaseValue.table([
            "gens": .list([
                .list([.numbers([10, 10, 10, 15, 15, 15]), .number(0.1)]),
                .list([.numbers([20, 20, 20, 25, 25, 25]), .number(0.1)]),
            ]),
            "firm_MW": .numbers([7, 8, 9, 9, 8, 7]), "load_MW": .numbers([28, 29, 30, 31, 32, 33]),
        ])
        let result = try PowerCase.result(inputs)
        #expect(((result["LOLE_h"]?.double ?? 0) - 0.96).magnitude < 1e-12)
        #expect(((result["EUE_total"]?.double ?? 0) - 7.11).magnitude < 1e-12)
    }

    @Test("the order of convolution changes nothing but rounding")
    func order() throws {
        var random = Seeded(3)
        let table = try CapacityTable(system.units)
        for _ in 0..<5 {
            let other = try CapacityTable(system.units.shuffled(using: &random))
            for load in stride(from: 500.0, through: 3_400, by: 137) {
                #expect((table.lossOfLoad(at: load) - other.lossOfLoad(at: load)).magnitude < 1e-13)
            }
        }
    }

    @Test("the table of a few units is the sum over all their states")
    func enumeration() throws {
        var random = Seeded(4)
        for _ in 0..<40 {
            let units = try (0..<Int.random(in: 1...7, using: &random)).map { _ in
                try GeneratingUnit(
                    capacity: (Double.random(in: 0...90, using: &random) * 10).rounded() / 10,
                    forcedOutageRate: Double.random(in: 0...1, using: &random))
            }
            let table = try CapacityTable(units)
            let load = Double.random(in: 0...300, using: &random)
            var (lost, unserved) = (0.0, 0.0)
            for state in 0..<(1 << units.count) {
                var (chance, capacity) = (1.0, 0.0)
                for (index, unit) in units.enumerated() {
                    let part = unit.states[state >> index & 1]
                    chance *= part.probability
                    capacity += part.megawatts
                }
                if capacity < load {
                    lost += chance
                    unserved += chance * (load - capacity)
                }
            }
            #expect((table.lossOfLoad(at: load) - lost).magnitude < 1e-12)
            #expect((table.unserved(at: load) - unserved).magnitude < 1e-10)
        }
    }

    @Test("adding a generator never raises LOLE or EUE; adding load never lowers them")
    func monotone() throws {
        var random = Seeded(5)
        let loads = system.load.hours
        for _ in 0..<10 {
            let size = Double(Int.random(in: 1...400, using: &random))
            let extra = try GeneratingUnit(capacity: size, forcedOutageRate: Double.random(in: 0...1, using: &random))
            let before = AdequacyIndices(try CapacityTable(system.units), loads: loads)
            let after = AdequacyIndices(try CapacityTable(system.units + [extra]), loads: loads)
            #expect(after.lossOfLoadExpectation <= before.lossOfLoadExpectation * (1 + 1e-12))
            #expect(after.unservedEnergy <= before.unservedEnergy * (1 + 1e-12))
            let more = AdequacyIndices(try CapacityTable(system.units), loads: loads.map { $0 + size })
            #expect(more.lossOfLoadExpectation >= before.lossOfLoadExpectation)
        }
    }

    @Test("doubling every unit and every load doubles unserved energy and leaves LOLE")
    func scale() throws {
        let loads = Array(system.load.hours.prefix(2_000))
        let double = try system.units.map {
            try GeneratingUnit(
                megawatts: $0.states.map { 2 * $0.megawatts }, probabilities: $0.states.map(\.probability))
        }
        let one = AdequacyIndices(try CapacityTable(system.units), loads: loads)
        let two = AdequacyIndices(try CapacityTable(double), loads: loads.map { 2 * $0 })
        #expect((two.lossOfLoadExpectation - one.lossOfLoadExpectation).magnitude < 1e-10)
        #expect((two.unservedEnergy - 2 * one.unservedEnergy).magnitude < 1e-8)
    }

    @Test(
        "a perfect generator carries its size; one that is out now and then carries less; headroom gives the index back"
    )
    func carrying() throws {
        let base = try CapacityTable(system.units)
        let carrying = LoadCarrying(loads: system.load.hours)
        let perfect = try CapacityTable(system.units + [GeneratingUnit(capacity: 80, forcedOutageRate: 0)])
        #expect((carrying.capability(base: base, extended: perfect) - 80).magnitude < 1e-6)
        #expect((carrying.firmEquivalent(base: base, extended: perfect) - 80).magnitude < 1e-6)
        let real = try CapacityTable(system.units + [GeneratingUnit(capacity: 80, forcedOutageRate: 0.1)])
        #expect(carrying.capability(base: base, extended: real) < 80)
        let headroom = carrying.headroom(base, limit: 24)
        #expect(carrying.index(base, flat: headroom - 1e-6) <= 24)
        #expect(carrying.index(base, flat: headroom + 1) > 24)
    }

    @Test("curtailment headroom rises with the share and falls with seasonal thresholds")
    func curtailment() throws {
        let loads = system.load.hours
        let annual = try CurtailmentHeadroom(loads: loads, thresholds: loads.map { _ in 2_850 })
        var last = -1.0
        for share in [0, 0.0025, 0.005, 0.01, 0.05] {
            let answer = try annual.answer(share: share)
            #expect(answer.megawatts >= last)
            let energy = answer.megawatts * Double(loads.count)
            #expect(answer.curtailedEnergy <= share * energy + 1e-6)
            last = answer.megawatts
        }
        let summer = Set(system.load.seasonOfWeek.indices.filter { system.load.seasonOfWeek[$0] == 1 })
        let seasonal = try CurtailmentHeadroom(
            loads: loads, thresholds: system.load.weekOfHour.map { summer.contains($0) ? 2_565 : 2_850 })
        for (share, megawatts) in [(0.0025, 97.0), (0.005, 150), (0.01, 216)] {
            #expect((try seasonal.answer(share: share).megawatts - megawatts).magnitude < 0.5)
        }
    }

    @Test("the fewest units for a class meet it, and one fewer does not; larger units need more MW")
    func redundancy() throws {
        var last = 0.0
        for (unit, rate) in [(5.0, 0.03), (11.3, 0.05), (34, 0.05), (120, 0.06)] {
            let plan = try RedundantUnits(unit: unit, forcedOutageRate: rate, load: 100)
            let count = try #require(try plan.count(for: 0.999))
            #expect(plan.availability(with: count) >= 0.999)
            #expect(plan.availability(with: count - 1) < 0.999)
            #expect(plan.overbuild(with: count) > last)
            last = plan.overbuild(with: count)
        }
        #expect((last - 3.6).magnitude < 1e-12)
    }

    @Test("regions with wide and certain lines are as one; without lines each stands alone")
    func regions() throws {
        let units = try [[0.1, 0.2], [0.3]].map {
            try $0.map { try GeneratingUnit(capacity: 10, forcedOutageRate: $0) }
        }
        let joined = try RegionalAdequacy(
            units: units, loads: [12, 7], lines: [.init(from: 0, to: 1, megawatts: 100, forcedOutageRate: 0)]
        ).answer()
        let table = try CapacityTable(units.flatMap { $0 })
        #expect((joined.lossOfLoad - table.lossOfLoad(at: 19)).magnitude < 1e-12)
        #expect((joined.unserved - table.unserved(at: 19)).magnitude < 1e-12)
        let apart = try RegionalAdequacy(units: units, loads: [12, 7], lines: []).answer()
        let single = try units.map { try CapacityTable($0) }
        #expect((apart.unserved - single[0].unserved(at: 12) - single[1].unserved(at: 7)).magnitude < 1e-12)
    }

    @Test("hours of regions add up, and each is known by itself")
    func regionalHours() throws {
        func answer(_ load: CaseValue, _ names: String...) throws -> CaseValue {
            try PowerCase.result(
                .fields([
                    .init("gen_MW", .numbers([10, 10])), .init("for", .number(0.1)), .init("load_MW", load),
                    .init("lines", .list([.numbers([0, 1, 10])])),
                ]), asked: AskedShape(.fields(names.map { .init($0, .null) })))
        }
        // Regions by row, hours by column. A wide line joins both: 15 MW need both units, 8 MW need one.
        let found = try answer(.list([.numbers([8, 4]), .numbers([7, 4])]), "LOLE_h", "EUE_MWh", "LOLP")
        let lost = try #require(found["LOLP"]).numbers
        #expect((lost[0] - 0.19).magnitude < 1e-12 && (lost[1] - 0.01).magnitude < 1e-12)
        let expected = try #require(found["LOLE_h"]?.double)
        #expect((expected - 0.2).magnitude < 1e-12)
        // 5 MW are short with one unit out, 15 with both; then 8 with both.
        let unserved = try #require(found["EUE_MWh"]?.double)
        #expect((unserved - 1.13).magnitude < 1e-12)
        let single = try answer(.numbers([8, 7]), "LOLP")
        let alone = try #require(single["LOLP"]?.double)
        #expect((alone - 0.19).magnitude < 1e-12)
        #expect(throws: PowerError.self) { try answer(.list([.numbers([8, 4]), .numbers([7])]), "LOLE_h") }
    }
}
