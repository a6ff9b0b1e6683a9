import Ledger

extension Leg {
    package enum Activity { case operating, investing, financing }

    /// What a payment is in the cash flow statement of one of its two sides: told by the account that stands against
    /// cash in its books, and for a payer by whether it invests.
    package func activity(ofPayer: Bool) -> Activity {
        if ofPayer && cashClass == .investing { return .investing }
        let party = ofPayer ? payer : payee
        let counter = payment.sides.first { $0.account.party == party && $0.account.kind != .cash }?.account.kind
        switch counter {
        case .loans, .stakes, .otherAssets, .equipment, .buildings, .constructionInProgress: return .investing
        case .otherIncome where cashClass == .investing: return .investing
        case .debt, .paidInCapital, .heldEquity, .retainedEarnings, .leaseLiability: return .financing
        default: return .operating
        }
    }
}
