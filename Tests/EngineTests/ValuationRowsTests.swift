import CreditMath
import Engine
import Lanes
import TestSupport
import Testing

struct ValuationRowsTests {
    @Test("A unit is worth at spot what the formula for one piece says, bit for bit")
    func atSpot() throws {
        let program = try Reading.program(folder: PackageRoot.path("Scenarios/childress"))
        let market = try #require(program.market)
        let worker = Worker(program, width: 16, audit: false)
        var worths: Set<Double> = []
        try worker.run(firstPath: 0, lanes: 16) { block in
            for cohort in program.cohorts {
                guard let generation = cohort.generation else { continue }
                let site = program.sites[cohort.site]
                let capital = block[program.parties[cohort.owner].rows.costOfCapital]
                let (age, units) = (block[cohort.rows.age], block[cohort.rows.units])
                for lane in 0..<16 where age[lane] > 0 && units[lane] > 0 {
                    let use = block[generation.use][lane]
                    let worth = EquipmentValuation(
                        decline: 1 - squareRoot(squareRoot(1 - block[market.decline][lane])),
                        discountRate: squareRoot(squareRoot(1 + capital[lane])) - 1
                    ).value(
                        rent: block[market.price][lane] * block[generation.performance][lane] * 2_190 * use,
                        cost: block[site.rows.runningCost][lane] * generation.megawatts * 0.25 * use,
                        life: max(0, generation.life - Double(age[lane] - 1)))
                    #expect(block[cohort.rows.marketValue][lane] == worth, "\(cohort.name), quarter \(block.quarter)")
                    worths.insert(worth)
                }
            }
        }
        // Many different ones, of which some are worth nothing any more or not yet.
        #expect(worths.count > 100)
    }
}
