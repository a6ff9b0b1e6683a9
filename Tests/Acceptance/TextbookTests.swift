import Testing

/// Models SIM and SIMEX of Godley and Lavoie as scenarios, against their closed forms and against the reference values.
struct TextbookTests {
    private static let hasReference = TextbookRun.reference("SIM") != nil

    @Test("SIM: the closed form, period by period, to the cents of its amounts")
    func closedForm() throws {
        let run = try TextbookRun("sim")
        var wealth = 0.0
        for quarter in 1..<80 {
            let output = (20 + 0.4 * wealth) / (1 - 0.6 * 0.8)
            let consumption = 0.6 * 0.8 * output + 0.4 * wealth
            wealth += 0.8 * output - consumption
            #expect((run.paid("wages", quarter) - output).magnitude < 1e-9)
            #expect((run.paid("consumption", quarter) - consumption).magnitude < 1e-9)
            #expect((run.paid("taxes", quarter) - 0.2 * output).magnitude < 1e-9)
            #expect((Double(run.cash("households", quarter)) / 1e11 - wealth).magnitude < 1e-8)
            #expect(run.cash("households", quarter) == -run.cash("government", quarter))
        }
        #expect((run.paid("wages", 79) - 100).magnitude < 0.01, "income settles at G / theta")
    }

    @Test("SIM: the reference values", .enabled(if: hasReference))
    func reference() throws {
        let sim = try #require(TextbookRun.reference("SIM"))
        let periods = try #require(sim["first_periods"] as? [[String: Double]])
        let run = try TextbookRun("sim")
        for period in periods {
            let quarter = Int(period["t"]!) - 1
            #expect((run.paid("wages", quarter) - period["Y"]!).magnitude < 1e-8)
            #expect((run.paid("taxes", quarter) - period["T"]!).magnitude < 1e-8)
            #expect((run.paid("consumption", quarter) - period["C"]!).magnitude < 1e-8)
            #expect((Double(run.cash("households", quarter)) / 1e11 - period["H"]!).magnitude < 1e-8)
        }
    }

    @Test("SIMEX: households spend what they expect; income rises 29.6, 39.84, 49.568 and settles at 100")
    func expectations() throws {
        let run = try TextbookRun("simex")
        var (wealth, expected) = (0.0, 16.0)
        for quarter in 0..<80 {
            let consumption = 0.6 * expected + 0.4 * wealth
            let output = 20 + consumption
            (wealth, expected) = (wealth + 0.8 * output - consumption, 0.8 * output)
            #expect((run.paid("wages", quarter) - output).magnitude < 1e-8)
            #expect((Double(run.cash("households", quarter)) / 1e11 - wealth).magnitude < 1e-8)
            #expect(run.cash("households", quarter) == -run.cash("government", quarter))
        }
        #expect((run.paid("wages", 0) - 29.6).magnitude < 1e-9)
        #expect((run.paid("wages", 1) - 39.84).magnitude < 1e-9)
        #expect((run.paid("wages", 2) - 49.568).magnitude < 1e-9)
    }

    @Test("SIMEX: the reference values, first periods and steady state", .enabled(if: hasReference))
    func expectationsReference() throws {
        let model = try #require(TextbookRun.reference("SIMEX"))
        let periods = try #require(model["first_periods"] as? [[String: Double]])
        let steady = try #require(model["steady"] as? [String: Double])
        let run = try TextbookRun("simex")
        // The steady values are those of period 401, which is quarter 399.
        for period in periods + [steady] {
            let quarter = Int(period["t"]!) - 2
            let before = quarter > 0 ? Double(run.cash("households", quarter - 1)) / 1e11 : 0
            let income = run.paid("wages", quarter) - run.paid("taxes", quarter)
            let expected =
                quarter > 0 ? run.paid("wages", quarter - 1) - run.paid("taxes", quarter - 1) : 16
            let values = [
                "Y": run.paid("wages", quarter), "T": run.paid("taxes", quarter), "YD": income, "YDe": expected,
                "C": run.paid("consumption", quarter), "H": Double(run.cash("households", quarter)) / 1e11,
                "Hd": before + expected - run.paid("consumption", quarter),
            ]
            for (name, value) in values {
                #expect((value / period[name]! - 1).magnitude < 1e-8, "\(name) in period \(quarter + 2)")
            }
        }
    }
}
