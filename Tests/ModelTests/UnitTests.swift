import Model
import Testing

@Suite("Units")
struct UnitTests {
    private static let factors: [(String, Double)] = [
        ("B USD", 1e9), ("USD", 1), ("$", 1), ("M USD per MW-year", 1e6 / 8_760), ("USD/GPU-h", 1),
        ("B USD per GW", 1e6), ("kW per unit", 1e-3), ("kW/unit", 1e-3), ("USD per kW-month", 1_000 / 730.0),
        ("USD per MWh", 1), ("TWh", 1e6), ("quarters", 2_190), ("year", 8_760), ("%", 0.01), ("bp", 0.0001),
        ("x", 1), ("1", 1), ("share", 1), ("% per year", 0.01), ("per quarter", 4), ("M GPUs", 1e6), ("MW*h", 1),
        ("K USD", 1e3), ("USD per unit-year", 1 / 8_760.0),
    ]

    @Test("A unit's factor leads to dollars, megawatts, units and hours", arguments: factors)
    func factor(text: String, factor: Double) throws {
        let unit = try Unit(reading: text)
        #expect(abs(unit.factor / factor - 1) < 1e-12)
        #expect(unit.symbol == text)
    }

    @Test("Units of the same kind convert, others do not")
    func conversion() {
        #expect(Unit("GW").convert(1.5, to: .megawatts) == 1_500)
        #expect(Unit("bp").convert(450, to: .ratePerYear) == 0.045)
        #expect(Unit("%").convert(75, to: .share) == 0.75)
        #expect(Unit("% per year").convert(4.3, to: .ratePerYear) == 0.043)
        #expect(Unit("% per quarter").convert(1, to: .ratePerYear) == 0.04)
        #expect(Unit("years").convert(5, to: .quarters) == 20)
        #expect(Unit("MW").convert(5, to: .usd) == nil)
        #expect(Unit("per year").convert(5, to: .share) == nil)
    }

    @Test("Products and quotients combine dimensions")
    func arithmetic() {
        #expect((Unit.megawatts * .hours).isCompatible(with: .megawattHours))
        #expect((Unit.usd / .megawattHours).isCompatible(with: .usdPerMegawattHour))
        #expect((Unit.usd * .ratePerYear) == .usd)
        #expect(Unit.ratePerYear.multiplied(by: .share)!.isRate)
        #expect(Unit("MW^9").multiplied(by: .megawatts) == nil)
        #expect(Unit.usdPerMegawattHour.baseSymbol == "USD per MW-h")
    }

    @Test(
        "An unknown unit is quoted with the nearest one",
        arguments: [
            ("mwh", "unknown unit \"mwh\"; did you mean \"MWh\"?"),
            ("usd", "unknown unit \"usd\"; did you mean \"USD\"?"),
            ("USD per quartre", "unknown unit \"quartre\"; did you mean \"quarter\"?"),
            ("EUR", "unknown unit \"EUR\"; amounts are in USD: convert it and say how in the assumption"),
            ("M", "the scale word \"M\" needs a unit after it; write for example `M USD`"),
            ("USD MW", "\"MW\" follows another unit; join them with `-` or part them with `per`"),
            (
                "",
                "a unit is missing; units are made of USD, MW, MWh, GPU, h, year, quarter, %, bp with K, M, B, T, `per` and `-`"
            ),
            (
                "USD^99",
                "unknown unit \"9\"; units are made of USD, MW, MWh, GPU, h, year, quarter, %, bp with K, M, B, T, `per` and `-`"
            ),
        ])
    func unknown(text: String, message: String) {
        #expect {
            try Unit(reading: text)
        } throws: { error in
            "\(error)" == message
        }
    }
}
