import TestSupport
import Testing

/// What a user reads when the terms of an instrument are wrong.
struct InstrumentErrorTests {
    private func findings(_ terms: String, _ more: String = "") -> String {
        Reading.findings(
            """
            scenario: {name: t, start: 2026Q1, quarters: 4}
            parties:
              banks: {kind: sector, issues-money: true}
              a: {kind: party, cash: 5 USD assumption, equity: 5 USD assumption}
              b: {kind: party, cash: 5 USD assumption, equity: 5 USD assumption}
            contracts:
              note:
                kind: instrument
                creditor: a
                debtor: b
                terms:
            \(terms.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n"))
            \(more.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))
            """)
    }

    private let loan = """
        contractType: PAM
        initialExchangeDate: 2026-02-15
        maturityDate: 2027-02-15
        notionalPrincipal: 1000
        nominalInterestRate: 0.08
        dayCountConvention: 30E360
        """

    @Test("A term that is wrong or missing is named with its contract and rule, at its place")
    func terms() {
        #expect(findings(loan) == "")
        let wrong = findings(loan.replacing("notionalPrincipal: 1000", with: "notionalPrincipal: much"))
        #expect(wrong.contains("scenario.yaml:15:7: error: `contracts.note`: notionalPrincipal must be a number"))
        #expect(wrong.contains("| notionalPrincipal: \"much\""))
        let missing = findings(loan.replacing("maturityDate: 2027-02-15\n", with: ""))
        #expect(missing.contains("`contracts.note`: maturityDate is required"))
        #expect(missing.contains("hint: add `maturityDate` to `terms`"))
        #expect(
            findings(loan.replacing("PAM", with: "BOND")).contains(
                "`contracts.note`: contractType must be one of PAM, LAM"))
        #expect(findings("contractRole: RPA").contains("`contracts.note`: contractType is required"))
    }

    @Test("A name that the dictionary does not have is an error, with the nearest that it has")
    func names() {
        let found = findings(loan + "\ncycleOfIntrestPayment: P6ML1")
        #expect(found.contains("scenario.yaml:18:7: error: `contracts.note`: the ACTUS dictionary has no term"))
        #expect(found.contains("did you mean \"cycleOfInterestPayment\"?"))
    }

    @Test("Terms of a contract within the contract are named with it, at their place")
    func inner() {
        let found = findings(
            """
            contractType: CAPFL
            lifeCap: 0.05
            contractStructure:
              - referenceRole: UDL
                referenceType: CNT
                object:
                  contractType: PAM
                  contractID: floater
                  initialExchangeDate: soon
                  maturityDate: 2027-02-15
                  notionalPrincipal: 1000
                  nominalInterestRate: 0.08
                  dayCountConvention: 30E360
            """)
        #expect(
            found.contains("scenario.yaml:20:13: error: `contracts.note`: initialExchangeDate of contract `floater`"))
    }

    @Test("A market object that is not there, or moves by path, is an error")
    func market() {
        let floater =
            loan + "\ncycleAnchorDateOfRateReset: 2026-08-15\nmarketObjectCodeOfRateReset: SOFR"
        #expect(
            findings(floater).contains(
                "`contracts.note`: no value of market object `SOFR` is known at 2026-08-15T00:00:00"))
        #expect(findings(floater, "market:\n  - {object: SOFR, values: 4 %}") == "")
        #expect(
            findings(floater, "market:\n  - {object: SOFR, values: \"uniform(1, 2) %\"}").contains(
                "laid out once for all paths"))
        #expect(
            findings(floater, "market:\n  - {object: SOFR, values: 4 %}\n  - {object: SOFR, values: 5 %}").contains(
                "`contracts.note` has market object `SOFR` twice"))
    }

    @Test("What the books cannot take is an error")
    func books() {
        #expect(
            findings(loan + "\nstatusDate: 2026-01-05").contains(
                "statusDate must come before the run, which starts on 2026-01-01"))
        #expect(findings(loan + "\ncurrency: EUR").contains("the principal of a loan stands in the books in dollars"))
        #expect(
            findings(loan.replacing("notionalPrincipal: 1000", with: "notionalPrincipal: 1e15")).contains(
                "IED of 2026-02-15 is beyond 2^51 cents"))
        #expect(
            findings(loan.replacing("notionalPrincipal: 1000", with: "notionalPrincipal: -1000")).contains(
                "makes the creditor owe the principal"))
        #expect(
            findings(loan, "observed:\n  - {time: soon, type: PP, value: 1 USD}").contains(
                "`time` of an observed event must be a date"))
    }

    @Test("Terms can be a table, and are then a list of terms and values")
    func table() {
        #expect(
            findings(
                """
                - {term: contractType, value: CSH}
                - {term: notionalPrincipal, value: 5}
                """) == "")
        #expect(findings("- {term: contractType}").contains("needs `term` and `value`"))
        #expect(findings("PAM").contains("`terms` is a map of ACTUS terms, or a table; this is `PAM`"))
    }
}
