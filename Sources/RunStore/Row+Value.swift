import GRDB

extension Row {
    /// The value of a column; throws if it has another type, as a row of a damaged file may.
    func value<Value: DatabaseValueConvertible>(_ column: String) throws -> Value {
        try decode(forColumn: column)
    }
}
