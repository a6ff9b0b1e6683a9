/// A whole number of zero or more, of any size: 32 binary digits a limb, lowest first, none at the top that is zero.
struct Natural: Sendable, Hashable {
    private var limbs: [UInt32]

    private init(limbs: [UInt32]) {
        self.limbs = limbs
        while self.limbs.last == 0 { self.limbs.removeLast() }
    }

    init(_ value: UInt64) {
        self.init(limbs: [UInt32(truncatingIfNeeded: value), UInt32(value >> 32)])
    }

    /// 2 to a power of zero or more.
    static func two(toThe power: Int) -> Natural {
        Natural(limbs: [UInt32](repeating: 0, count: power / 32) + [1 << UInt32(power % 32)])
    }

    var isZero: Bool { limbs.isEmpty }
    var isOne: Bool { limbs == [1] }

    /// The number as `significand x 2^exponent`, from its highest 96 digits.
    var approximation: (significand: Double, exponent: Int) {
        let low = max(0, limbs.count - 3)
        let significand = limbs[low...].reversed().reduce(0.0) { $0 * 4_294_967_296 + Double($1) }
        return (significand, low * 32)
    }

    func plus(_ other: Natural) -> Natural {
        var sum: [UInt32] = []
        var carry: UInt64 = 0
        for place in 0..<max(limbs.count, other.limbs.count) {
            carry += UInt64(limb(place)) + UInt64(other.limb(place))
            sum.append(UInt32(truncatingIfNeeded: carry))
            carry >>= 32
        }
        return Natural(limbs: sum + [UInt32(carry)])
    }

    /// The difference; `other` must not be larger.
    func minus(_ other: Natural) -> Natural {
        var rest: [UInt32] = []
        var borrow: Int64 = 0
        for place in limbs.indices {
            borrow += Int64(limbs[place]) - Int64(other.limb(place))
            rest.append(UInt32(truncatingIfNeeded: borrow))
            borrow >>= 32
        }
        return Natural(limbs: rest)
    }

    func times(_ other: Natural) -> Natural {
        if isZero || other.isZero { return Natural(0) }
        var product = [UInt32](repeating: 0, count: limbs.count + other.limbs.count)
        for (place, limb) in limbs.enumerated() {
            var carry: UInt64 = 0
            for (offset, factor) in other.limbs.enumerated() {
                carry += UInt64(limb) * UInt64(factor) + UInt64(product[place + offset])
                product[place + offset] = UInt32(truncatingIfNeeded: carry)
                carry >>= 32
            }
            product[place + other.limbs.count] = UInt32(carry)
        }
        return Natural(limbs: product)
    }

    /// Quotient and remainder; `divisor` must not be zero. Knuth, The Art of Computer Programming, 4.3.1, algorithm D.
    func divided(by divisor: Natural) -> (quotient: Natural, remainder: Natural) {
        if self < divisor { return (Natural(0), self) }
        if divisor.limbs.count == 1 {
            let (quotient, rest) = divided(by: divisor.limbs[0])
            return (quotient, Natural(UInt64(rest)))
        }
        // Both are shifted so that the highest digit of the divisor is set.
        let shift = Natural.two(toThe: divisor.limbs[divisor.limbs.count - 1].leadingZeroBitCount)
        let under = divisor.times(shift).limbs
        var over = times(shift).limbs
        while over.count <= limbs.count { over.append(0) }
        let size = under.count
        var quotient = [UInt32](repeating: 0, count: over.count - size)
        for place in quotient.indices.reversed() {
            let high = UInt64(over[place + size]) << 32 + UInt64(over[place + size - 1])
            var guess = high / UInt64(under[size - 1])
            var rest = high % UInt64(under[size - 1])
            while guess >> 32 > 0 || guess * UInt64(under[size - 2]) > rest << 32 + UInt64(over[place + size - 2]) {
                guess -= 1
                rest += UInt64(under[size - 1])
                if rest >> 32 > 0 { break }
            }
            var borrow: Int64 = 0
            var carry: UInt64 = 0
            for offset in 0..<size {
                carry += guess * UInt64(under[offset])
                borrow += Int64(over[place + offset]) - Int64(carry & 0xFFFF_FFFF)
                over[place + offset] = UInt32(truncatingIfNeeded: borrow)
                borrow >>= 32
                carry >>= 32
            }
            borrow += Int64(over[place + size]) - Int64(carry)
            over[place + size] = UInt32(truncatingIfNeeded: borrow)
            if borrow < 0 {
                guess -= 1
                carry = 0
                for offset in 0..<size {
                    carry += UInt64(over[place + offset]) + UInt64(under[offset])
                    over[place + offset] = UInt32(truncatingIfNeeded: carry)
                    carry >>= 32
                }
                over[place + size] &+= UInt32(carry)
            }
            quotient[place] = UInt32(guess)
        }
        return (Natural(limbs: quotient), Natural(limbs: Array(over[..<size])).divided(by: shift).quotient)
    }

    private func divided(by divisor: UInt32) -> (quotient: Natural, remainder: UInt32) {
        var quotient = limbs
        var rest: UInt64 = 0
        for place in limbs.indices.reversed() {
            rest = rest << 32 + UInt64(limbs[place])
            quotient[place] = UInt32(rest / UInt64(divisor))
            rest %= UInt64(divisor)
        }
        return (Natural(limbs: quotient), UInt32(rest))
    }

    static func greatestCommonDivisor(_ one: Natural, _ two: Natural) -> Natural {
        var (large, small) = (one, two)
        while !small.isZero { (large, small) = (small, large.divided(by: small).remainder) }
        return large
    }

    private func limb(_ place: Int) -> UInt32 { place < limbs.count ? limbs[place] : 0 }
}

extension Natural: Comparable {
    static func < (left: Natural, right: Natural) -> Bool {
        if left.limbs.count != right.limbs.count { return left.limbs.count < right.limbs.count }
        for place in left.limbs.indices.reversed() where left.limbs[place] != right.limbs[place] {
            return left.limbs[place] < right.limbs[place]
        }
        return false
    }
}

extension Natural: CustomStringConvertible {
    /// In decimal digits.
    var description: String {
        if isZero { return "0" }
        var groups: [String] = []
        var rest = self
        while !rest.isZero {
            let (quotient, group) = rest.divided(by: 1_000_000_000)
            groups.append("\(group)")
            rest = quotient
        }
        let first = groups.removeLast()
        return groups.reversed().reduce(first) { $0 + String(repeating: "0", count: 9 - $1.utf8.count) + $1 }
    }
}
