/// Eight neighbouring lanes of a row of real numbers or of whole ones, computed at once.
///
/// A loop over lanes becomes vector instructions only where the compiler can show that no row overlaps another; with many
/// rows it gives up. A loop over groups of eight is made of them from the start:
///
///     for group in 0..<arena.width / 8 { price[eight: group] = rent[eight: group] * units[eight: group] }
public typealias EightDoubles = SIMD8<Double>
/// Eight neighbouring lanes of whole numbers.
public typealias EightIntegers = SIMD8<Int64>

extension Column where Element: SIMDScalar {
    /// The lanes 8 * group to 8 * group + 7. Rows of an arena are aligned for it, and their width is a multiple of 8.
    @inlinable @inline(__always) public subscript(eight group: Int) -> SIMD8<Element> {
        get { UnsafeRawPointer(base + 8 &* group).assumingMemoryBound(to: SIMD8<Element>.self).pointee }
        nonmutating set {
            UnsafeMutableRawPointer(base + 8 &* group).assumingMemoryBound(to: SIMD8<Element>.self).pointee = newValue
        }
    }
}
