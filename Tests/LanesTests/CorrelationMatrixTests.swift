import Lanes
import Testing

@Suite("Correlation")
struct CorrelationMatrixTests {
    /// Largest difference between L L' and the entries.
    static func misfit(_ matrix: CorrelationMatrix) -> Double {
        var worst = 0.0
        for row in matrix.entries.indices {
            for column in matrix.entries.indices {
                let product = zip(matrix.factor[row], matrix.factor[column]).reduce(0) { $0 + $1.0 * $1.1 }
                worst = max(worst, abs(product - matrix.entries[row][column]))
            }
        }
        return worst
    }

    @Test("The factor times its transpose is the matrix, semi-definite ones included")
    func factors() throws {
        let cases: [[[Double]]] = [
            [[1]],
            [[1, 0.6], [0.6, 1]],
            [[1, 1], [1, 1]],
            [[1, -1], [-1, 1]],
            [[1, 1, 0.3], [1, 1, 0.3], [0.3, 0.3, 1]],
            [[1, -0.5, -0.5], [-0.5, 1, -0.5], [-0.5, -0.5, 1]],
            [[1, 0.2, 0.3, 0.1], [0.2, 1, 0.5, -0.4], [0.3, 0.5, 1, 0], [0.1, -0.4, 0, 1]],
        ]
        for entries in cases {
            let matrix = try CorrelationMatrix(names: entries.indices.map { "x\($0)" }, entries: entries)
            #expect(Self.misfit(matrix) < 1e-15)
        }
    }

    @Test("Correlated normals have the stated products and variances within 3 standard errors")
    func products() throws {
        let entries = [[1, 0.7, -0.3], [0.7, 1, 0.1], [-0.3, 0.1, 1]]
        let matrix = try CorrelationMatrix(names: ["a", "b", "c"], entries: entries)
        let source = RandomSource(seed: 5)
        let width = 64
        let blocks = 800
        let independent = (0..<3).map { _ in TestRow(width) }
        let correlated = (0..<3).map { _ in TestRow(width) }
        var samples = [[Double]](repeating: [], count: 3)
        for block in 0..<blocks {
            for (name, row) in zip(matrix.names, independent) {
                source.fillUniforms(
                    row.values, count: width, firstPath: UInt64(block * width), quarter: 1,
                    stream: streamIdentifier(name), draw: 0)
                fillNormalQuantiles(from: row.values, into: row.values, count: width)
            }
            matrix.correlate(independent.map(\.values), into: correlated.map(\.values), count: width)
            for k in 0..<3 { for lane in 0..<width { samples[k].append(correlated[k].values[lane]) } }
        }
        for row in 0..<3 {
            #expect(abs(meanAndError(samples[row]).mean) < 3 * meanAndError(samples[row]).error)
            for column in 0...row {
                let (mean, error) = meanAndError(zip(samples[row], samples[column]).map { $0 * $1 })
                #expect(abs(mean - entries[row][column]) < 3 * error, "\(row), \(column)")
            }
        }
        // Through the normal distribution function: Spearman's rank correlation is 6 / pi asin(rho / 2).
        let uniforms = samples.map { $0.map { openUniform(fromNormal: $0) - 0.5 } }
        let (mean, error) = meanAndError(zip(uniforms[0], uniforms[1]).map { 12 * $0 * $1 })
        #expect(abs(mean - 0.6828643) < 3 * error)
    }

    @Test("The nearest correlation matrix is Higham's published one")
    func highamExample() {
        // Higham (2002), section 4: the nearest matrix to tridiagonal ones.
        let nearest = CorrelationMatrix.nearest(to: [[1, 1, 0], [1, 1, 1], [0, 1, 1]])
        #expect(abs(nearest[0][1] - 0.7607) < 5e-5)
        #expect(abs(nearest[0][2] - 0.1573) < 5e-5)
        #expect(nearest[0][1] == nearest[1][0] && nearest[1][1] == 1)
    }

    @Test("A valid matrix is its own nearest one")
    func nearestOfValid() {
        let valid = [[1, 0.5, 0.2], [0.5, 1, 0.3], [0.2, 0.3, 1]]
        for (row, expected) in zip(CorrelationMatrix.nearest(to: valid), valid) {
            for (value, original) in zip(row, expected) { #expect(abs(value - original) < 1e-12) }
        }
    }

    @Test("An impossible matrix is refused with the nearest valid one, which is accepted when typed back")
    func refusal() throws {
        let entries = [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]
        do {
            _ = try CorrelationMatrix(names: ["rent", "demand", "rates"], entries: entries)
            Issue.record("an impossible matrix was accepted")
        } catch {
            guard case .notPositiveSemidefinite(let eigenvalue, let names, let nearest) = error else {
                Issue.record("wrong error: \(error)")
                return
            }
            #expect(abs(eigenvalue + 0.8) < 1e-12)
            _ = try CorrelationMatrix(names: names, entries: nearest)
            #expect(error.description.contains("\n  demand: [0.5, 1.0, 0.5]"))
        }
    }

    @Test("A table of the wrong shape or with a wrong entry is refused by name")
    func wrongTables() {
        func message(_ entries: [[Double]]) -> String {
            do {
                _ = try CorrelationMatrix(names: ["rent", "demand"], entries: entries)
                return "accepted"
            } catch { return error.description }
        }
        #expect(message([[1, 0.5]]) == "2 names need 2 rows of 2 correlations, but there are 1 rows of 2")
        #expect(message([[1, 1.5], [1.5, 1]]) == "the correlation of demand with rent is 1.5, not between -1 and 1")
        #expect(
            message([[1, .nan], [.nan, 1]]) == "the correlation of demand with rent is nan, not between -1 and 1")
        #expect(message([[0.9, 0], [0, 1]]) == "the correlation of rent with itself is 0.9, not 1")
        #expect(
            message([[1, 0.2], [0.3, 1]])
                == "the correlation of demand with rent is 0.3, but the other way round it is 0.2")
    }
}
