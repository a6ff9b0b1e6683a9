import Model

/// A promise between two parties that yields obligations: MODEL's section 7. One file per kind.
///
/// A kind reads last quarter's state and what earlier stages wrote, and writes the `current` row of its own legs.
package protocol Contract: AnyObject, Sendable {
    static var schema: Schema { get }
    /// Kinds with a lower number are compiled and run first: who reads another's rows comes after it.
    static var order: Int { get }
    init(_ item: Item, _ compiler: Compiler)
    /// Before the first quarter of a path.
    func begin(_ block: Block)
    /// What is due for delivery, asked of makers whose capacity is limited.
    func request(_ block: Block)
    /// Deliveries of assets, before power is shared out.
    func receive(_ block: Block)
    /// What runs and what it costs to run, once power is shared out.
    func deliver(_ block: Block)
    /// What falls due this quarter.
    func owe(_ block: Block)
    /// What follows from what was paid, and from a party's entry to default.
    func settle(_ block: Block)
    /// Tests and values on the quarter's final figures.
    func close(_ block: Block)
}

extension Contract {
    package func begin(_ block: Block) {}
    package func request(_ block: Block) {}
    package func receive(_ block: Block) {}
    package func deliver(_ block: Block) {}
    package func settle(_ block: Block) {}
    package func close(_ block: Block) {}
}

/// The two ends of a contract.
struct Ends: Sendable {
    let payer: Party
    let payee: Party

    init(_ item: Item, payer: String, payee: String, _ compiler: Compiler) {
        self.payer = compiler.party(item.record.reference(payer))
        self.payee = compiler.party(item.record.reference(payee))
        if self.payer.index == self.payee.index {
            compiler.error(
                "a contract needs two different parties", at: item.place, quote: "\(item.path): \(self.payer.name)",
                hint: "change `\(payer)` or `\(payee)`")
        }
    }
}
