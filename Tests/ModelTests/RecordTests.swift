import Calendar
import Model
import Testing

@Suite("Records and inputs")
struct RecordTests {
    let place = Place(file: "scenario.yaml", line: 4, column: 3)

    func input(_ number: Double, _ provenance: Provenance = .none) -> Value {
        .input(Input(.constant(number), unit: .usd, provenance: provenance, place: place, text: "\(number)"))
    }

    @Test("A record gives each value in its type, and nil or nothing for what is absent")
    func access() {
        let record = Record(
            [
                "cash": input(5), "count": .whole(3, place), "listed": .flag(true, place),
                "from": .quarter(Quarter(year: 2026, number: 2), place),
                "payer": .reference(section: "parties", name: "a", place),
                "targets": .list([.path("drivers.a.value", place)]),
                "lines": .records([Record(["x": input(1)], place: place)]),
            ], place: place)
        #expect(record.constant("cash") == 5)
        #expect(record.whole("count") == 3)
        #expect(record.flag("listed"))
        #expect(record.quarter("from") == Quarter("2026Q2"))
        #expect(record.reference("payer") == "a")
        #expect(record.names("targets") == ["drivers.a.value"])
        #expect(record.records("lines").count == 1)
        #expect(record.records("none").isEmpty && record.names("none").isEmpty)
        #expect(record.optionalInput("none") == nil && record.optionalReference("none") == nil)
        #expect(record.place(of: "none") == place)
    }

    @Test("All inputs are listed by path; those without a source are one warning with their count and first names")
    func inputs() {
        let record = Record(
            ["a": input(1), "b": input(2, .facts(["p1"])), "c": .records([Record(["d": input(3)], place: place)])],
            place: place)
        let item = Item(section: "contracts", kind: "loan", name: "l", record: record, place: place)
        let scenario = Scenario(
            settings: .init(name: "x", start: Quarter(year: 2026, number: 1), quarters: 4, place: place),
            sections: ["contracts": [item]])
        #expect(scenario.inputs.map(\.path) == ["contracts.l.a", "contracts.l.b", "contracts.l.c.0.d"])
        #expect(
            scenario.unsourcedWarning?.description == """
                scenario.yaml:4:3: warning: 2 numbers have neither a fact nor the word `assumption`
                    | contracts.l.a, contracts.l.c.0.d
                    hint: add `@fact`, or `assumption low..high, reason`
                """)
    }

    @Test("A fact's unit as ledgers write it is understood")
    func facts() {
        func unit(_ text: String) -> Unit? { fact("p", "1", text).readUnit }
        #expect(unit("USD_bn") == Unit("B USD"))
        #expect(unit("USD_bn per quarter")?.factor == 1e9 / 2_190)
        #expect(unit("USD_per_GPUh")?.isCompatible(with: .usdPerUnitHour) == true)
        #expect(unit("USD_m_per_MW")?.factor == 1e6)
        #expect(unit("pct")?.factor == 0.01)
        #expect(unit("bps")?.factor == 0.0001)
        #expect(unit("GBP_m") == nil)
        #expect(fact("p", "about 5").number == nil)
        #expect(fact("p", "1,200").number == 1_200)
    }
}
