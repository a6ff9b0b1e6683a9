import Calendar
import Lanes

extension FinanceCase {
    static func bond(_ inputs: CaseInputs) throws(CaseError) -> CaseValue {
        let settlement = try inputs.day("settlement")
        let clean = try inputs.number("clean_price")
        let bond = try fixedRateBond(inputs)
        guard !bond.payments(after: settlement).isEmpty else {
            throw CaseError("'settlement' is not before the last payment")
        }
        let rate: Double
        do { rate = try bond.yield(cleanPrice: clean, settlement: settlement) } catch {
            throw CaseError(error.description)
        }
        let measures = bond.measures(yield: rate, settlement: settlement)
        let accrued = bond.accrued(at: settlement)
        let next = bond.payments(after: settlement)
        var outputs: [String: CaseValue] = [
            "accrued": .number(accrued),
            "dirty": .number(clean + accrued),
            "yield_": .number(rate),
            "mod_duration": .number(measures.modifiedDuration),
            "macaulay": .number(measures.duration),
            "convexity": .number(measures.convexity),
            // Of the bond, as its payments are; prices are for 100 of face.
            "bpv": .number(measures.basisPointValue * bond.face / 100),
            "clean_from_yield": .number(bond.cleanPrice(yield: rate, settlement: settlement)),
            "clean_at_5pct": .number(bond.cleanPrice(yield: 0.05, settlement: settlement)),
            "next_coupon": .text(next[0].day.description),
            "prev_coupon": bond.previousPayment(at: settlement).map { .text($0.description) } ?? .null,
            "cashflows_after_settlement": .list(next.map { .list([.text($0.day.description), .number($0.amount)]) }),
            "schedule": .list(bond.schedule.days.map { .text($0.description) }),
        ]
        if inputs.has("flat_zero_curve") {
            let curve = try inputs.inner("flat_zero_curve")
            let zero = try curve.number("rate")
            let reference = try curve.day("reference")
            let spread = try? bond.zeroSpread(cleanPrice: clean, settlement: settlement) { day in
                exponential(-zero * Double(day - reference) / 365)
            }
            outputs["z_spread_cont_act365"] = .optional(spread)
        }
        return .fields(outputs)
    }

    private static func fixedRateBond(_ inputs: CaseInputs) throws(CaseError) -> FixedRateBond {
        let issue = try inputs.day("issue")
        let maturity = try inputs.day("maturity")
        guard issue < maturity else { throw inputs.wrong("issue", "before the maturity") }
        let frequency = try inputs.whole("frequency")
        guard [1, 2, 3, 4, 6, 12].contains(frequency) else { throw inputs.wrong("frequency", "1, 2, 3, 4, 6 or 12") }
        if inputs.has("date_generation"), try inputs.text("date_generation") != "Backward" {
            throw inputs.wrong("date_generation", "'Backward'")
        }
        let years = (issue.year - 2)...(maturity.year + 2)
        let schedule = CouponSchedule(
            issue: issue, maturity: maturity, months: 12 / frequency, calendar: try calendar(inputs, years),
            convention: try convention(inputs, "accrual_bdc"),
            endOfMonth: inputs.has("end_of_month") ? try inputs.flag("end_of_month") : false)
        return FixedRateBond(
            schedule: schedule, coupon: try inputs.number("coupon"), face: try inputs.number("face", default: 100),
            dayCount: try dayCount(inputs, years, maturity), paymentConvention: try convention(inputs, "payment_bdc"))
    }

    private static func calendar(_ inputs: CaseInputs, _ years: ClosedRange<Int>) throws(CaseError) -> BusinessCalendar
    {
        switch try inputs.text("calendar") {
        case "Null": .everyDay
        case "Weekends": .mondayToFriday
        case "TARGET": .target(years: years)
        case "USGov": .unitedStatesGovernmentBonds(years: years)
        case "UK": .unitedKingdom(years: years)
        case "Japan": .japan(years: years)
        case "Brazil": .brazil(years: years)
        default: throw inputs.wrong("calendar", "one of Null, Weekends, TARGET, USGov, UK, Japan, Brazil")
        }
    }

    private static func convention(_ inputs: CaseInputs, _ key: String) throws(CaseError) -> BusinessDayConvention {
        switch try inputs.text(key) {
        case "U": .unadjusted
        case "F": .following
        case "MF": .modifiedFollowing
        case "P": .preceding
        case "MP": .modifiedPreceding
        default: throw inputs.wrong(key, "one of U, F, MF, P, MP")
        }
    }

    private static func dayCount(
        _ inputs: CaseInputs, _ years: ClosedRange<Int>, _ maturity: Day
    ) throws(CaseError) -> CouponDayCount {
        switch try inputs.text("day_count") {
        case "ActAct-ICMA": .actualActualICMA
        case "ActAct-ISDA": .rule(.actualActualISDA)
        case "Act/360": .rule(.actual360)
        case "Act/365F": .rule(.actual365Fixed)
        case "Act/365.25": .rule(.actual36525)
        case "30E/360": .rule(.thirtyE360)
        case "30E/360-ISDA": .rule(.thirtyE360ISDA(maturity: maturity))
        case "30/360-BondBasis": .rule(.thirty360)
        case "30/360-US": .rule(.thirty360US)
        case "Bus/252": .rule(.business252(.brazil(years: years)))
        default:
            throw inputs.wrong(
                "day_count",
                "one of ActAct-ICMA, ActAct-ISDA, Act/360, Act/365F, Act/365.25, 30E/360, 30E/360-ISDA, "
                    + "30/360-BondBasis, 30/360-US, Bus/252")
        }
    }
}
