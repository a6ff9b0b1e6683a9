import Analysis

/// Shares of paths as text, on pages of every kind.
enum PathShare {
    /// `4.2 ±0.2 %`; where it holds in none of the paths, `<0.3 %`.
    static func text(_ value: Double, _ error: Double, of paths: Int) -> String {
        guard value == 0, paths > 0 else {
            // A path in thousands is not nothing.
            let digits = value * 100 < 0.05 ? 2 : 1
            return "\(Money.rounded(value * 100, digits)) ±\(Money.rounded(error * 100, digits)) %"
        }
        return "<\(bound(of: paths)) %"
    }

    /// Three over the number of paths, in percent, rounded up to a digit: a share above it would hold in one path at least with odds of
    /// 95 % (the rule of three).
    static func bound(of paths: Int) -> String {
        let percent = min(1, 3 / Double(max(1, paths))) * 100
        var (scale, digits) = (1.0, 0)
        while percent * scale < 1, digits < 8 {
            scale *= 10
            digits += 1
        }
        return Money.rounded((percent * scale - 1e-9).rounded(.up) / scale, digits)
    }

    /// What `<` means.
    static func note(of paths: Int) -> String {
        "<\(bound(of: paths)) %: in none of the \(Money.grouped(Int64(paths))) paths; a larger share would show in one of them with "
            + "odds of 95 %."
    }
}
