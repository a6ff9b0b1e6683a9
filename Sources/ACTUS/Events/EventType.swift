/// The kinds of event of the standard, by their acronyms in the dictionary.
public enum EventType: String, CaseIterable, Hashable, Sendable {
    /// Initial exchange of the principal.
    case initialExchange = "IED"
    /// Fee payment.
    case feePayment = "FP"
    /// Principal redemption.
    case principalRedemption = "PR"
    /// Principal increase.
    case principalIncrease = "PI"
    /// Penalty payment.
    case penalty = "PY"
    /// Principal prepayment, not scheduled.
    case prepayment = "PP"
    /// Interest payment.
    case interestPayment = "IP"
    /// Interest payment of the fixed leg.
    case fixedInterestPayment = "IPFX"
    /// Interest payment of the floating leg.
    case floatingInterestPayment = "IPFL"
    /// Interest capitalisation.
    case interestCapitalization = "IPCI"
    /// Credit event.
    case creditEvent = "CE"
    /// Rate reset whose rate is known beforehand.
    case rateFixing = "RRF"
    /// Rate reset.
    case rateReset = "RR"
    /// Fixing of the next redemption amount.
    case redemptionFixing = "PRF"
    /// Dividend payment.
    case dividend = "DV"
    /// Purchase of the contract.
    case purchase = "PRD"
    /// Termination of the contract by sale.
    case termination = "TD"
    /// Scaling index fixing.
    case scaling = "SC"
    /// Fixing of the interest calculation base.
    case calculationBase = "IPCB"
    /// Maturity.
    case maturity = "MD"
    /// Exercise.
    case exercise = "XD"
    /// Settlement.
    case settlement = "STD"
    /// Monitoring of the contract: its state is shown, nothing happens.
    case monitoring = "AD"

    /// The place among events of the same time.
    ///
    /// As in the dictionary's sequence, but for PRF after RR, which the reference tests show.
    var rank: UInt8 {
        switch self {
        case .initialExchange: 10
        case .feePayment: 20
        case .principalRedemption, .principalIncrease: 30
        case .penalty: 60
        case .prepayment: 70
        case .interestPayment, .fixedInterestPayment: 80
        case .floatingInterestPayment: 81
        case .interestCapitalization: 90
        case .creditEvent: 100
        case .rateFixing: 110
        case .rateReset: 120
        case .redemptionFixing: 125
        case .dividend: 130
        case .purchase: 140
        case .termination: 160
        case .scaling: 170
        case .calculationBase: 180
        case .maturity: 190
        case .exercise: 200
        case .settlement: 210
        case .monitoring: 220
        }
    }
}
