import ACTUS
import Calendar
import Testing

/// Terms and observations of the cases that are derived from the technical specification.
enum Example {
    /// A loan of 1,000 at 12 % a year over the year 2026, with interest on 30/360 months.
    static func loan(_ type: String, _ changes: Terms = [:]) -> Terms {
        let terms: Terms = [
            "contractType": .text(type), "contractID": "loan", "contractRole": "RPA", "currency": "USD",
            "statusDate": "2025-12-31", "initialExchangeDate": "2026-01-01", "maturityDate": "2027-01-01",
            "notionalPrincipal": 1000, "nominalInterestRate": 0.12, "dayCountConvention": "30E360",
        ]
        return terms.merging(changes) { $1 }
    }

    /// A contract without interest.
    static func position(_ type: String, _ changes: Terms = [:]) -> Terms {
        let terms: Terms = [
            "contractType": .text(type), "contractID": "position", "contractRole": "RPA", "currency": "USD",
            "statusDate": "2025-12-31",
        ]
        return terms.merging(changes) { $1 }
    }

    /// One series that starts in 2026 and changes at the times given.
    static func market(_ code: String, _ values: [(String, Double)]) throws -> MarketData {
        MarketData([code: try values.map { (try time($0.0), $0.1) }])
    }

    static func time(_ text: String) throws -> Timestamp { try #require(Timestamp(text)) }

    /// Events as `2026-04-01 IP 30.00`, amounts in cents, those that pay nothing without amount.
    static func lines(_ events: [ContractEvent]) -> [String] {
        events.map { event in
            let cents = Int((event.payoff * 100).rounded())
            let amount = cents == 0 ? "" : " \(Double(cents) / 100)"
            return "\(event.time.day) \(event.type.rawValue)\(amount)"
        }
    }

    /// The terms, and the rules they break, of a contract that cannot be made.
    static func problems(_ terms: Terms) -> [TermProblem] {
        do throws(InvalidTerms) {
            _ = try Contract(terms: terms)
            return []
        } catch {
            return error.problems
        }
    }
}

/// Two amounts of money that differ by less than a millionth.
func isClose(_ left: Double, _ right: Double) -> Bool { abs(left - right) < 1e-6 }
