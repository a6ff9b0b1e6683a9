import Lanes
import Ledger

/// The accounts of goods between buyer and seller: what was paid ahead, what is owed on deliveries, and how a delivery, or
/// a prepayment that is lost, is booked.
struct DeliveryBooks: Sendable {
    let prepaid: Account
    let deferred: Account
    let payable: Account
    let receivable: Account
    private let impairment: Account
    private let revenue: Account
    private let forfeit: Account
    private let subject: String

    init(_ subject: String, buyer: Int, seller: Int, _ compiler: Compiler) {
        self.subject = subject
        prepaid = compiler.account(buyer, .prepayments, of: subject)
        deferred = compiler.account(seller, .deferredRevenue, of: subject)
        payable = compiler.account(buyer, .payables, of: subject)
        receivable = compiler.account(seller, .receivables, of: subject)
        revenue = compiler.account(seller, .revenue)
        impairment = compiler.account(buyer, .impairment)
        forfeit = compiler.account(seller, .otherIncome)
    }

    /// Money paid before delivery.
    func advance(_ cause: String, _ compiler: Compiler) -> Leg {
        compiler.advanceLeg(
            subject, cause, from: prepaid.party, asset: prepaid, to: deferred.party, liability: deferred,
            rank: .trade, cashClass: .investing)
    }

    /// Money paid on what was delivered.
    func settlement(_ cause: String, _ compiler: Compiler) -> Leg {
        compiler.settlementLeg(
            subject, cause, from: payable.party, liability: payable, to: receivable.party, asset: receivable,
            rank: .trade, cashClass: .investing, claim: .unsecured)
    }

    /// Never due by itself: what the buyer claims in the seller's estate.
    func refund(_ compiler: Compiler) -> Leg {
        compiler.settlementLeg(
            subject, "prepayment claimed back", from: deferred.party, liability: deferred, to: prepaid.party,
            asset: prepaid, rank: .trade, cashClass: .investing, claim: .unsecured)
    }

    /// A delivery as far as it was paid before, and the rest of it.
    func deliveries(_ cohorts: [Cohort], _ compiler: Compiler) -> (prepaid: [Posting], onCredit: [Posting]) {
        (
            cohorts.map {
                compiler.posting(
                    $0.name, "delivered, paid before", debit: [$0.book, deferred], credit: [prepaid, revenue])
            },
            cohorts.map {
                compiler.posting(
                    $0.name, "delivered, to be paid", debit: [$0.book, receivable], credit: [payable, revenue])
            }
        )
    }

    /// Prepaid for goods that will not come.
    func forfeiture(_ compiler: Compiler) -> Posting {
        compiler.posting(
            subject, "prepayment forfeited", debit: [impairment, deferred], credit: [prepaid, forfeit])
    }
}
