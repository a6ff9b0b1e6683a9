import Calendar
import Model
import Testing

@Suite("Formulas")
struct FormulaTests {
    let environment = Formula.Environment(
        start: Quarter("2026Q2")!,
        lines: [
            "drivers.gpu-rent.value": "USD/GPU-h", "drivers.sofr.value": "% per year", "drivers.load.value": "GW",
            "parties.iren.cash": "M USD", "drivers.a.value": "1", "drivers.b.value": "1",
        ], facts: [fact("p424"), fact("s1", "20", "pct"), fact("odd", "about 5")])

    let values = [
        "drivers.gpu-rent.value": 2.5, "drivers.sofr.value": 4.3, "drivers.load.value": 1.5,
        "parties.iren.cash": 800, "drivers.a.value": 3, "drivers.b.value": 4,
    ]

    func value(_ text: String, _ unit: Unit = "1", at quarter: Int = 0) throws -> Double {
        try Formula(text, in: unit, environment: environment).evaluate(at: quarter) { path, quarter in
            values[path]! + Double(quarter)
        }
    }

    @Test(
        "Operators bind as in algebra",
        arguments: [
            ("2 + 3 * 4", 14), ("(2 + 3) * 4", 20), ("-2^2", -4), ("2^3^2", 512), ("10 - 4 - 3", 3), ("12 / 3 / 2", 2),
            ("2 * -3", -6), ("if 1 < 2 and not 3 < 2 then 5 else 6", 5), ("if 1 > 2 or 2 >= 2 then 5 else 6", 5),
            ("min(3, 1, 2) + max(1, 2)", 3), ("clamp(7, 0, 5)", 5), ("sqrt(16)", 4), ("abs(-3)", 3), ("exp(0)", 1),
            ("log(1)", 0), ("logistic(0)", 0.5), ("lookup(1, 0: 10, 2: 30)", 20), ("lookup(9, 0: 10, 2: 30)", 30),
            ("5-3", 2), ("if 2 == 2 then if 1 != 1 then 1 else 2 else 3", 2), ("1e3 + 1_000", 2_000),
        ] as [(String, Double)])
    func precedence(text: String, expected: Double) throws {
        #expect(try value(text) == expected)
    }

    @Test("A formula yields the unit of its attribute")
    func units() throws {
        #expect(try value("drivers.sofr.value + 450 bp", .ratePerYear) == 0.043 + 0.045)
        #expect(abs(try value("drivers.sofr.value + 450 bp", "%") - 8.8) < 1e-14)
        #expect(try value("parties.iren.cash", .usd) == 800e6)
        #expect(try value("parties.iren.cash", "M USD") == 800)
        #expect(try value("drivers.load.value * 2", .megawatts) == 3_000)
        #expect(try value("0.4 M USD per MW * drivers.load.value", .usd) == 600e6)
        #expect(try value("drivers.gpu-rent.value / 2", "USD/GPU-h") == 1.25)
        #expect(try value("5 years", .quarters) == 20)
        #expect(try value("max(0, parties.iren.cash - 900 M USD)", .usd) == 0)
        #expect(try value("(10 USD / MW-year) * 2 MW", "USD per year") == 20)
        #expect(abs(try value("(8 M USD per year) / (100 M USD)", .ratePerYear) - 0.08) < 1e-15)
        #expect(try value("@p424 * @s1", "B USD") == 9.7 * 0.2)
        #expect(try value("sqrt(4 MW * 9 MW)", .megawatts) == 6)
    }

    @Test("Time, ramps, steps and pulses count quarters from the start")
    func schedules() throws {
        #expect(try value("time", at: 7) == 7)
        #expect(try value("step(2027Q1)", at: 2) == 0)
        #expect(try value("step(2027Q1)", at: 3) == 1)
        #expect(try value("ramp(2026Q2, 2027Q2)", at: 1) == 0.25)
        #expect(try value("pulse(2, 3)", at: 3) == 1)
        #expect(try value("pulse(2, 3)", at: 4) == 0)
        #expect(try value("if time >= 2027Q1 then 1 else 0", at: 3) == 1)
        #expect(try value("lag(drivers.a.value, 2)", at: 5) == 6)
        #expect(try value("lag(drivers.a.value, 2, 9)", at: 1) == 9)
        #expect(try value("lag(drivers.a.value, 1 year)", at: 4) == 3)
    }

    @Test(
        "What is no formula says where and why",
        arguments: [
            ("2 MW + 3 USD", "5: cannot add MW and USD"),
            ("drivers.load.value - parties.iren.cash", "19: cannot subtract USD from MW"),
            ("drivers.load.value + 3", "19: cannot add MW and a plain number; give the number its unit"),
            ("drivers.load.value", "0: the formula yields MW, but 1 is wanted"),
            (
                "drivers.sofr.valeu",
                "0: unknown name \"drivers.sofr.valeu\" in the formula; did you mean \"drivers.sofr.value\"?"
            ),
            (
                "drivers.a.value-1",
                "0: unknown name \"drivers.a.value-1\" in the formula; a minus after a name has spaces around it: `drivers.a.value - 1`"
            ),
            ("1 +", "3: the formula ends too early"),
            ("(1 + 2", "6: expected `)`, found \"the end\""),
            ("1 2", "2: expected an operator, found \"2\""),
            ("1 < 2", "0: the formula yields true or false, not a number; write `if ... then 1 else 0`"),
            ("if 1 then 2 else 3", "3: a condition is wanted, not a number; compare it, as in `x > 0`"),
            ("1 < 2 < 3", "6: comparisons do not chain; write `a < b and b < c`"),
            ("if 1 = 2 then 1 else 2", "5: a single = is no comparison; write `==`"),
            ("exp(3 MW)", "4: exp takes a plain number, not MW; divide by a value of the same unit first"),
            ("mni(1, 2)", "0: unknown function \"mni\"; did you mean \"min\"?"),
            ("clamp(1, 2)", "0: clamp is written clamp(x, low, high)"),
            ("450 bpp", "4: unknown unit \"bpp\"; did you mean \"bp\"?"),
            ("@p42", "0: unknown fact \"p42\"; did you mean \"p424\"?"),
            (
                "@odd",
                "0: the fact @odd is \"about 5\", not a number; write the number that you use and its fact as a driver of its own"
            ),
            ("lag(1, 0)", "7: lag takes a whole number of quarters, 1 to 400"),
            ("ramp(2028Q1, 2027Q1)", "13: ramp ends before it starts"),
            ("lookup(1, 2: 1, 1: 2)", "16: the points of lookup must increase"),
            (
                "2 MW ^ drivers.a.value",
                "7: MW can only be raised to a whole number; divide by a value of the same unit first"
            ),
            ("1 / 0", "2: division by zero"),
            ("$5", "0: expected a number or a name, found \"$\"; write the unit after the number: `5 USD`"),
        ])
    func problems(text: String, message: String) {
        #expect(problem { _ = try Formula(text, in: "1", environment: environment) } == message)
    }

    @Test("A formula cannot be too deep or too long")
    func limits() {
        let deep = String(repeating: "(", count: 5_000) + "1" + String(repeating: ")", count: 5_000)
        #expect(problem { _ = try Formula(deep, in: "1", environment: environment) }.contains("nested more than 60"))
        let minuses = String(repeating: "- ", count: 5_000) + "1"
        #expect(problem { _ = try Formula(minuses, in: "1", environment: environment) }.contains("nested more than 60"))
        let long = String(repeating: "1 + ", count: 2_000) + "1"
        #expect(
            problem { _ = try Formula(long, in: "1", environment: environment) }.contains("more than 500 operations"))
    }

    @Test("A formula knows the lines that it reads")
    func references() throws {
        let formula = try Formula(
            "drivers.a.value + lag(drivers.b.value, 1, 0) * drivers.a.value + @s1", in: "1", environment: environment)
        #expect(formula.references == ["drivers.a.value", "drivers.b.value"])
        #expect(formula.currentReferences == ["drivers.a.value"])
        #expect(formula.facts == ["s1"])
    }

}
