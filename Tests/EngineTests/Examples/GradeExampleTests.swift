import Engine
import Testing

/// Letter grades, worked out by hand: 100 of EBITDA a year, 25 in cash after the first quarter.
struct GradeExampleTests {
    private func grade(
        debt: Double, rate: String = "0 %", cash: Double = 0, terms: String = ", trailing-ebitda: 100 USD",
        contracts: String = "  sales: {kind: payment, payer: world, payee: firm, amount: 25 USD}"
    ) throws -> String {
        try Example(
            quarters: 1, parties: "firm: {kind: party, cash: \(cash) USD, equity: \(cash - debt) USD\(terms)}",
            """
            contracts:
            \(contracts)
            capital-markets:
              buyers: {investor: world, open: 0 USD, tight: 0 USD, shut: 0 USD}
            funding:
              notes:
                kind: bonds
                issuer: firm
                market: buyers
                tenor: 4 quarters
                base-rate: 0 %
                leverage-cap: 0
                rate: \(rate)
                outstanding: [{due: 2040Q1, amount: \(debt) USD}]
            """
        ).grade("firm")[0]
    }

    @Test(
        "Net debt over EBITDA at a limit still has the grade, a cent beyond it has the next",
        arguments: zip([0.5, 1.5, 2, 3, 4.5, 6.5], [0, 1, 2, 3, 4, 5]))
    func edges(limit: Double, grade index: Int) throws {
        let names = ["aaa", "aa", "a", "bbb", "bb", "b", "ccc"]
        #expect(try grade(debt: 100 * limit + 25) == names[index])
        #expect(try grade(debt: 100 * limit + 25.01) == names[index + 1])
    }

    @Test("Without profit it is debt over contracted revenue, and BB at best")
    func preProfit() throws {
        let even = """
              hall: {kind: lease, tenant: world, landlord: firm, rent: 40 USD per year, start: 2026Q1, term: 20 quarters}
              costs: {kind: payment, payer: firm, payee: world, amount: 10 USD}
            """
        for (debt, name) in [(0.0, "bb"), (80, "bb"), (80.01, "b"), (160, "b"), (160.01, "ccc")] {
            #expect(try grade(debt: debt, terms: "", contracts: even) == name)
        }
    }

    @Test("Interest above EBITDA costs a grade, interest equal to it does not")
    func cover() throws {
        // 100 % of 100 is 25 a quarter; of 104 it is 26.
        #expect(try grade(debt: 100, rate: "100 %", cash: 100) == "aaa")
        #expect(try grade(debt: 104, rate: "100 %", cash: 100) == "aa")
    }

    @Test("A missed payment is CCC, whatever the leverage")
    func missed() throws {
        let short = """
              sales: {kind: payment, payer: world, payee: firm, amount: 25 USD}
              costs: {kind: payment, payer: firm, payee: world, amount: 26 USD}
            """
        #expect(try grade(debt: 0, contracts: short) == "ccc")
    }
}
