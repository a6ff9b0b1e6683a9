import Lanes
import Ledger

extension Compiler {
    /// An obligation that is a cost of the payer and income of the payee: booked when due, paid after.
    package func costLeg(
        _ subject: String, _ cause: String, from payer: Int, _ cost: AccountKind, to payee: Int, _ income: AccountKind,
        rank: Rank, cashClass: CashClass = .operating, atDefault: AtDefault = .stayed,
        claim priority: EstateClaim.Priority = .unsecured
    ) -> Leg {
        let instrument = "\(subject): \(cause)"
        let payable = account(payer, .payables, of: instrument)
        let receivable = account(payee, .receivables, of: instrument)
        chart.pair(instrument, holder: receivable, debtor: payable)
        let accrual = posting(
            subject, cause, debit: [account(payer, cost), receivable], credit: [payable, account(payee, income)])
        return addLeg(
            subject, cause, from: payer, to: payee, rank: rank, cashClass: cashClass, atDefault: atDefault,
            accrual: accrual, liability: payable, asset: receivable, priority: priority)
    }

    /// An obligation that settles a balance: a repayment, an instalment on what was delivered, a refund.
    package func settlementLeg(
        _ subject: String, _ cause: String, from payer: Int, liability: Account, to payee: Int, asset: Account,
        rank: Rank, cashClass: CashClass, atDefault: AtDefault = .stayed, claim priority: EstateClaim.Priority?
    ) -> Leg {
        chart.pair(liability.instrument, holder: asset, debtor: liability)
        return addLeg(
            subject, cause, from: payer, to: payee, rank: rank, cashClass: cashClass, atDefault: atDefault,
            accrual: nil, liability: liability, asset: asset, priority: priority)
    }

    private func addLeg(
        _ subject: String, _ cause: String, from payer: Int, to payee: Int, rank: Rank, cashClass: CashClass,
        atDefault: AtDefault, accrual: Posting?, liability: Account, asset: Account,
        priority: EstateClaim.Priority?
    ) -> Leg {
        let payment = posting(
            subject, "\(cause) paid", debit: [liability, account(payee, .cash)],
            credit: [account(payer, .cash), asset])
        let leg = appendLeg(
            subject, cause, from: payer, to: payee, rank: rank, cashClass: cashClass,
            atDefault: atDefault, accrual: accrual, payment: payment)
        if let priority, !parties[payer].isSector {
            let writeOff = posting(
                subject, "\(cause) written off", debit: [liability, account(payee, .creditLoss)],
                credit: [account(payer, .otherIncome), asset])
            add(
                EstateClaim(
                    leg: leg, priority: priority, liability: liability, asset: asset,
                    writeOff: writeOff,
                    writtenOff: cents()))
        }
        return leg
    }

    /// An obligation to hand over money that creates a balance: a prepayment, a loan advance, a share issue.
    package func advanceLeg(
        _ subject: String, _ cause: String, from payer: Int, asset: Account, to payee: Int, liability: Account,
        rank: Rank, cashClass: CashClass, isClaim: Bool = true
    ) -> Leg {
        if isClaim { chart.pair(liability.instrument, holder: asset, debtor: liability) }
        let payment = posting(
            subject, cause, debit: [asset, account(payee, .cash)], credit: [account(payer, .cash), liability])
        return appendLeg(
            subject, cause, from: payer, to: payee, rank: rank, cashClass: cashClass, atDefault: .stayed,
            accrual: nil, payment: payment)
    }

    /// An obligation whose payment is booked in its own way.
    package func plainLeg(
        _ subject: String, _ cause: String, from payer: Int, to payee: Int, rank: Rank, cashClass: CashClass,
        payment: Posting
    ) -> Leg {
        appendLeg(
            subject, cause, from: payer, to: payee, rank: rank, cashClass: cashClass, atDefault: .stayed, accrual: nil,
            payment: payment)
    }

    private func appendLeg(
        _ subject: String, _ cause: String, from payer: Int, to payee: Int, rank: Rank, cashClass: CashClass,
        atDefault: AtDefault, accrual: Posting?, payment: Posting
    ) -> Leg {
        let leg = Leg(
            index: legs.count, payer: payer, payee: payee, rank: rank, subject: subject, cause: cause,
            cashClass: cashClass, atDefault: atDefault, current: cents(), due: cents(), paid: cents(),
            arrears: cents(), distribution: cents(), accrual: accrual, payment: payment)
        legs.append(leg)
        return leg
    }
}
