import Lanes
import Ledger

/// An operating lease on the tenant's balance sheet (ASC 842): a liability at the present value of the rent to come, and a
/// right of use of the same amount. The cost stays the rent.
struct LeaseOnBalanceSheet: Sendable {
    private let tenant: Party
    private let liability: Account
    private let up: Posting
    private let down: Posting
    private let work: Row<Cents>

    init(_ subject: String, tenant: Party, _ compiler: Compiler) {
        self.tenant = tenant
        let right = compiler.account(tenant.index, .rightOfUse, of: subject)
        liability = compiler.account(tenant.index, .leaseLiability, of: subject)
        up = compiler.posting(subject, "lease remeasured upwards", debit: [right], credit: [liability])
        down = compiler.posting(subject, "lease run down", debit: [liability], credit: [right])
        work = compiler.cents()
    }

    /// Brings both to the present value of what is signed, from the first quarter of the lease on (ASC 842-20-25-1); a
    /// failed tenant carries neither.
    func remeasure(_ block: Block, signed: SignedClaim, hasBegun: Bool) {
        let (liability, value, work) = (block[liability.row], block[signed.value], block[work])
        for isUp in [true, false] {
            for lane in 0..<block.width {
                let change = (hasBegun ? wholeCents(value[lane]) : 0) &+ liability[lane]
                work[lane] = max(0, isUp ? change : -change)
            }
            block.post(isUp ? up : down, self.work)
        }
    }
}
