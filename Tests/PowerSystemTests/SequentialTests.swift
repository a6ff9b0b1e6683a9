import PowerSystem
import Testing

struct SequentialTests {
    private func chains() throws -> [UnitChain] {
        try ReferenceSystem.ieeeRTS79.classes.map {
            try UnitChain(
                count: $0.count, megawatts: $0.megawatts, meanTimeToFailure: $0.meanTimeToFailure,
                meanTimeToRepair: $0.meanTimeToRepair)
        }
    }

    @Test("sampled years agree with convolution within 3 standard errors")
    func convolution() throws {
        let system = ReferenceSystem.ieeeRTS79
        let exact = AdequacyIndices(try CapacityTable(system.units), loads: system.load.hours)
        let estimate = try SequentialSimulation(units: chains(), loads: system.load.hours).run(years: 5_000, seed: 1)
        let lole = estimate.lossOfLoadExpectation
        #expect((lole.mean - exact.lossOfLoadExpectation).magnitude < 3 * lole.standardError)
        let eue = estimate.unservedEnergy
        #expect((eue.mean - exact.unservedEnergy).magnitude < 3 * eue.standardError)
        // Outages last: the published frequency of this system is about 2 spells of 4 to 5 hours a year.
        #expect((1.5...2.5).contains(estimate.lossOfLoadFrequency.mean))
    }

    @Test("the same seed gives the same bits, another seed others")
    func deterministic() throws {
        let simulation = try SequentialSimulation(units: chains(), loads: ReferenceSystem.ieeeRTS79.load.hours)
        #expect(simulation.run(years: 200, seed: 7) == simulation.run(years: 200, seed: 7))
        #expect(simulation.run(years: 200, seed: 7) != simulation.run(years: 200, seed: 8))
    }

    @Test("with a store, sampled years agree with the exact joint distribution within 3 standard errors")
    func storage() throws {
        let units = [try UnitChain(count: 5, megawatts: 10, meanTimeToFailure: 60, meanTimeToRepair: 8)]
        let loads = (0..<400).map { 30 + Double($0 % 24 < 8 ? 0 : 10) }
        for (power, energy, efficiency) in [(10.0, 40.0, 1.0), (20, 20, 0.5), (5, 60, 1)] {
            let storage = try Storage(
                power: power, energy: energy, chargeEfficiency: efficiency, initialEnergy: energy / 2)
            let exact = try ExactStorageAdequacy(units: units, storage: storage).answer(loads: loads)
            let estimate = try SequentialSimulation(units: units, loads: loads, storages: [storage])
                .run(years: 20_000, seed: 3)
            let lole = estimate.lossOfLoadExpectation
            #expect((lole.mean - exact.lossOfLoadExpectation).magnitude < 3 * lole.standardError)
            let eue = estimate.unservedEnergy
            #expect((eue.mean - exact.unservedEnergy).magnitude < 3 * eue.standardError)
        }
    }

    @Test("a store beyond 9e12 MWh is refused in words; one as large is computed")
    func largest() throws {
        let error = #expect(throws: PowerError.self) { try Storage(power: 1, energy: 1e14, initialEnergy: 0) }
        #expect(error?.description == "storage, MWh: 100000000000000.0 MWh is more than any store; give 9e12 or less")
        let storage = try Storage(power: 1, energy: Storage.largestEnergy, initialEnergy: Storage.largestEnergy)
        let units = [try UnitChain(count: 1, megawatts: 10, failure: 0.5, repair: 0.5)]
        let answer = try ExactStorageAdequacy(units: units, storage: storage).answer(loads: [1, 1])
        #expect(answer.unservedEnergy == 0)
    }

    @Test("an empty store changes nothing, a larger one never raises EUE")
    func larger() throws {
        let units = [try UnitChain(count: 4, megawatts: 10, meanTimeToFailure: 50, meanTimeToRepair: 10)]
        let loads = [Double](repeating: 30, count: 300)
        let without = AdequacyIndices(
            try CapacityTable(repeatElement(GeneratingUnit(capacity: 10, forcedOutageRate: 1.0 / 6), count: 4)),
            loads: loads)
        var last = Double.infinity
        for energy in [0.0, 10, 40, 100] {
            let storage = try Storage(power: 10, energy: energy, initialEnergy: energy)
            let answer = try ExactStorageAdequacy(units: units, storage: storage).answer(loads: loads)
            if energy == 0 { #expect((answer.unservedEnergy - without.unservedEnergy).magnitude < 1e-9) }
            #expect(answer.unservedEnergy <= last)
            last = answer.unservedEnergy
        }
    }
}
