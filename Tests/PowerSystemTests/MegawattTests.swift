import PowerSystem
import Testing

struct MegawattTests {
    @Test("conversions between the six megawatts, and doubling all MW doubles every GW")
    func conversions() {
        let load = ITPower(250).facility(pue: 1.33)
        #expect((load.megawatts - 332.5).magnitude < 1e-12)
        #expect((load.informationTechnology(pue: 1.33).megawatts - 250).magnitude < 1e-12)
        #expect((ITPower(500).facility(pue: 1.33).gigawatts - 2 * load.gigawatts).magnitude < 1e-15)
        #expect((load.average(utilisation: 0.5).energy() - 332.5 * 4_380).magnitude < 1e-6)
        #expect(
            (load.coincidentPeak(coincidence: 0.9, flexibleShare: 0.25).megawatts - 332.5 * 0.675).magnitude < 1e-12)
        #expect((AveragePower(terawattHoursPerYear: 580).gigawatts - 66.21).magnitude < 0.01)
        let contract = load.contracted(margin: 0.1)
        let energised = contract.energised(substationLimit: 300, gridHeadroom: 120, firmOnSite: 60)
        #expect(energised == EnergisedPower(180))
        #expect(contract.energised(substationLimit: 300, gridHeadroom: 90, firmOnSite: 60) < energised)
    }

    @Test("a net shortfall is never above the gross one, and each share names its denominator")
    func shortfalls() {
        let gross = GrossShortfall(need: FacilityPower(69_000), energised: EnergisedPower(25_000))
        #expect(gross.shortfall.gigawatts == 44)
        let net = gross.net(of: EnergisedPower(31_000))
        #expect(net.shortfall.gigawatts == 13)
        #expect(((net.share(of: .need) ?? 0) - 13.0 / 69).magnitude < 1e-15)
        #expect(((gross.share(of: .energised) ?? 0) - 44.0 / 25).magnitude < 1e-15)
        #expect(gross.share(of: .growth(since: FacilityPower(69_000))) == nil)
        #expect(gross.net(of: EnergisedPower(90_000)).shortfall == .zero)
    }
}
