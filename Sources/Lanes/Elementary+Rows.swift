internal import CLanes

/// Fills the first `count` lanes of `results` with e to the power of those of `exponents`: the same bits that
/// `exponential` gives. Both may be the same row.
public func fillExponentials(
    from exponents: Column<Double>, into results: Column<Double>, count: Int, on instructions: InstructionSet = .best
) {
    instructions.kernels.exponentials(exponents.base, results.base, count)
}

/// Fills the first `count` lanes of `results` with the natural logarithms of those of `values`: the same bits that
/// `naturalLogarithm` gives. Both may be the same row.
public func fillLogarithms(
    from values: Column<Double>, into results: Column<Double>, count: Int, on instructions: InstructionSet = .best
) {
    instructions.kernels.logarithms(values.base, results.base, count)
}

/// Fills the first `count` lanes of `results` with (e^x - 1) / x of those of `exponents`: the same bits that
/// `exponentialGrowthRatio` gives. Both may be the same row.
public func fillExponentialGrowthRatios(
    from exponents: Column<Double>, into results: Column<Double>, count: Int, on instructions: InstructionSet = .best
) {
    instructions.kernels.growth_ratios(exponents.base, results.base, count)
}
