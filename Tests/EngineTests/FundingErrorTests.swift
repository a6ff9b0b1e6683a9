import TestSupport
import Testing

struct FundingErrorTests {
    @Test("A stake that another party holds cannot be sold: an error that says whose to name")
    func stakeOfAnother() {
        let findings = Reading.findings(
            """
            scenario: {name: stakes, start: 2026Q1, quarters: 4, paths: 8, seed: 1}
            parties:
              one: {kind: party, cash: 5 M USD assumption, equity: 5 M USD assumption, equity-value: 100 M USD assumption}
              two: {kind: party, cash: 5 M USD assumption, equity: 5 M USD assumption}
              banks: {kind: sector, issues-money: true}
              world: {kind: sector}
            contracts:
              shares: {kind: equity-investment, investor: world, issuer: one, tranches: [{from: 2026Q2, amount: 1 M USD assumption}]}
            funding:
              sale: {kind: stake-sale, holder: two, buyer: world, stakes: [shares]}
            """)
        #expect(findings.contains("`two` holds no stake under this name"), "\(findings)")
        #expect(findings.contains("name equity investments whose investor is `two`"))
    }

    @Test("What backs no loan and what nothing limits are errors that say what to give")
    func nothingBehind() {
        let findings = Reading.findings(
            """
            scenario: {name: behind, start: 2026Q1, quarters: 4, paths: 8, seed: 1}
            parties:
              one: {kind: party, cash: 5 M USD assumption, equity: 5 M USD assumption}
              banks: {kind: sector, issues-money: true}
              world: {kind: sector}
            capital-markets: {m: {investor: world, open: 1 B USD assumption, tight: 0 USD assumption, shut: 0 USD assumption}}
            funding:
              a: {kind: asset-backed, issuer: one, market: m, tenor: 8 quarters assumption, base-rate: 4 % assumption}
              b: {kind: private-credit, issuer: one, market: m, tenor: 8 quarters assumption, base-rate: 4 % assumption}
              c: {kind: equity, issuer: one, market: m}
            """)
        #expect(findings.contains("no signed contract to borrow against"))
        #expect(findings.contains("no equipment or hall to borrow against"))
        #expect(findings.contains("nothing limits this issue of shares"))
    }
}
