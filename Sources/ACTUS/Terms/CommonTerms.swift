import Calendar

/// The terms that contracts of every type share.
struct CommonTerms: Sendable {
    var contract: String
    /// +1 if the record's creator receives, -1 if it pays (`contractRole`, technical specification section 3.7).
    var sign: Double
    var statusDate: Timestamp
    var currency: CurrencyCode
    /// The currency in which payoffs are settled, if it is another one.
    var settlementCurrency: CurrencyCode?
    var purchaseDate: Timestamp?
    var priceAtPurchase: Double
    var terminationDate: Timestamp?
    var priceAtTermination: Double
    var businessDays: BusinessDays
    var monthEnd: Day.MonthEnd

    init(_ reader: inout TermReader) {
        contract = reader.contract
        sign = reader.code("contractRole", CommonTerms.roles) ?? 1
        if !reader.has("contractRole") { reader.note("contractRole", "is required") }
        statusDate = reader.requiredTime("statusDate")
        currency = reader.currency("currency") ?? CurrencyCode.none
        if !reader.has("currency") { reader.note("currency", "is required") }
        let settlement = reader.currency("settlementCurrency")
        settlementCurrency = settlement == currency ? nil : settlement
        purchaseDate = reader.time("purchaseDate")
        priceAtPurchase =
            purchaseDate == nil
            ? 0 : reader.requiredNumber("priceAtPurchaseDate", "is required where there is a purchaseDate")
        terminationDate = reader.time("terminationDate")
        priceAtTermination =
            terminationDate == nil
            ? 0 : reader.requiredNumber("priceAtTerminationDate", "is required where there is a terminationDate")
        businessDays = reader.businessDays()
        monthEnd = reader.code("endOfMonthConvention", ["SD": Day.MonthEnd.sameDay, "EOM": .endOfMonth]) ?? .sameDay
    }

    /// The market object that turns the contract's currency into its settlement currency, if they differ.
    var exchangeRate: String? { settlementCurrency.map { "\(currency)/\($0)" } }

    /// The sign of a role as it is written; +1 for what is no role, which the reader notes.
    static func roleSign(_ terms: Terms) -> Double {
        guard case .text(let text) = terms["contractRole"] else { return 1 }
        return roles.first { $0.key == trimmed(text) }?.value ?? 1
    }

    static let roles: KeyValuePairs<String, Double> = [
        "RPA": 1, "RPL": -1, "LG": 1, "ST": -1, "BUY": 1, "SEL": -1, "RFL": 1, "PFL": -1, "RF": 1, "PF": -1,
        "COL": 1, "CNO": 1, "GUA": -1, "OBL": 1, "UDL": 1, "UDLP": 1, "UDLM": -1,
    ]
}

extension TermReader {
    mutating func currency(_ term: String) -> CurrencyCode? {
        guard let text = text(term) else { return nil }
        if let code = CurrencyCode(text) { return code }
        note(term, "must be an ISO 4217 code such as USD", found: .text(text))
        return nil
    }

    mutating func businessDays() -> BusinessDays {
        var days = BusinessDays()
        if let name = text("calendar") {
            switch name {
            case "NC", "NOCALENDAR", "noCalendar": break
            case "MF", "mondayToFriday": days.calendar = .mondayToFriday
            default:
                if let calendar = calendars[name] {
                    days.calendar = calendar
                } else {
                    note("calendar", "must be NC, MF or a calendar that was handed over", found: .text(name))
                }
            }
        }
        let rule = code(
            "businessDayConvention",
            [
                "NOS": (BusinessDayConvention.unadjusted, true), "NULL": (.unadjusted, true),
                "SCF": (.following, true), "SCMF": (.modifiedFollowing, true),
                "CSF": (.following, false), "CSMF": (.modifiedFollowing, false),
                "SCP": (.preceding, true), "SCMP": (.modifiedPreceding, true),
                "CSP": (.preceding, false), "CSMP": (.modifiedPreceding, false),
            ])
        if let rule { (days.convention, days.shiftsBeforeCalculating) = rule }
        return days
    }

    /// The day count; `maturity` is what 30E/360 ISDA needs to know.
    mutating func dayCount(maturity: Timestamp?, calendar: BusinessCalendar) -> DayCount? {
        code(
            "dayCountConvention",
            [
                "AA": DayCount.actualActualISDA, "A360": .actual360, "A365": .actual365Fixed, "30E360": .thirtyE360,
                "30E360ISDA": .thirtyE360ISDA(maturity: maturity?.accrualDay), "28E336": .twentyEightE336,
                "BUS252": .business252(calendar),
            ])
    }
}
