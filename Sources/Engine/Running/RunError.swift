import Calendar
import Ledger

/// What stops a run: an amount that cannot be booked, or an invariant that does not hold.
package enum RunError: Error, CustomStringConvertible, Sendable {
    case amount(Fault, Quarter)
    case imbalance(Imbalance, path: UInt64, quarter: Int, Quarter, party: String)
    case broken(AuditCheck, path: UInt64, quarter: Int, Quarter, subject: String, residual: Double)
    case tooLarge(paths: Int, metrics: Int)

    package var description: String {
        switch self {
        case .amount(let fault, let start):
            let amount = fault.cents == .max ? "not a number, or beyond range" : "\(fault.cents) cents"
            return
                "path \(fault.path), \(start.advanced(by: fault.quarter)), \(fault.subject), \(fault.what): the amount "
                + "is \(amount); amounts lie between 0 and 2^51 cents. Replay it with `plimsoll explain RUN --path "
                + "\(fault.path)`, and look at the inputs of \(fault.subject)"
        case .imbalance(let imbalance, let path, let quarter, let start, let party):
            return "path \(path), \(start.advanced(by: quarter)), party \(party), account \(imbalance.account): "
                + "\(imbalance.check.rawValue): off by \(imbalance.cents) cents"
        case .broken(let check, let path, let quarter, let start, let subject, let residual):
            return "path \(path), \(start.advanced(by: quarter)), \(subject): \(check.rawValue): off by \(residual)"
        case .tooLarge(let paths, let metrics):
            return "\(paths) paths of \(metrics) metrics need more than 4 GiB; run fewer paths"
        }
    }
}
