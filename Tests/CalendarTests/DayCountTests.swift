import Calendar
import Foundation
import Testing

/// Published day counts, beside the checkout.
private let published = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/references/finance/daycounts.json").standardizedFileURL

struct DayCountTests {
    struct Reference: Decodable {
        struct Case: Decodable {
            struct Span: Decodable { var start: String, end: String }
            struct Count: Decodable { var days: Int, fraction: Double }
            var id: String
            var inputs: Span
            var outputs: [String: Count]
        }
        var cases: [Case]
    }

    private let rules: [String: DayCount] = [
        "30/360-US": .thirty360US, "30/360-BondBasis": .thirty360, "30E/360": .thirtyE360,
        "30E/360-ISDA(term 2100-02-28)": .thirtyE360ISDA(maturity: Day("2100-02-28")),
        "ActAct-ISDA": .actualActualISDA, "Act/360": .actual360, "Act/365F": .actual365Fixed,
        "Act/365.25": .actual36525, "Bus/252-Brazil": .business252(.brazil(years: 2000...2050)),
    ]

    @Test(
        "every rule agrees with QuantLib's counts",
        .enabled(if: FileManager.default.fileExists(atPath: published.path(percentEncoded: false))))
    func quantLib() throws {
        let reference = try JSONDecoder().decode(Reference.self, from: Data(contentsOf: published))
        for example in reference.cases {
            let start = try #require(Day(example.inputs.start))
            let end = try #require(Day(example.inputs.end))
            for (name, expected) in example.outputs {
                let rule = try #require(rules[name], "\(name)")
                #expect(rule.days(from: start, to: end) == expected.days, "\(example.id) \(name)")
                #expect(abs(rule.fraction(from: start, to: end) - expected.fraction) < 1e-14, "\(example.id) \(name)")
                #expect(rule.days(from: end, to: start) == -expected.days, "\(example.id) \(name) reversed")
            }
        }
    }

    @Test("the last day of February counts as the 30th by ISDA unless it is the maturity")
    func thirtyISDA() throws {
        let start = try #require(Day("2026-08-31"))
        let end = try #require(Day("2027-02-28"))
        #expect(DayCount.thirtyE360ISDA(maturity: nil).days(from: start, to: end) == 180)
        #expect(DayCount.thirtyE360ISDA(maturity: end).days(from: start, to: end) == 178)
        #expect(DayCount.thirtyE360.days(from: start, to: end) == 178)
    }

    @Test("months of 28 days make years of 336")
    func twentyEight() throws {
        let rule = DayCount.twentyEightE336
        #expect(rule.fraction(from: try #require(Day("2026-01-31")), to: try #require(Day("2027-01-29"))) == 1)
        #expect(rule.days(from: try #require(Day("2026-01-31")), to: try #require(Day("2026-03-01"))) == 29)
    }

    @Test("actual/actual of a whole number of calendar years is that number")
    func wholeYears() throws {
        let rule = DayCount.actualActualISDA
        #expect(rule.fraction(from: try #require(Day("2023-01-01")), to: try #require(Day("2026-01-01"))) == 3)
        #expect(rule.fraction(from: try #require(Day("2026-01-01")), to: try #require(Day("2023-01-01"))) == -3)
    }
}
