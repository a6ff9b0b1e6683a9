import Lanes
import Model

/// Money that a party may raise when its plan needs it: one file per kind, asked in the order of the scenario.
package protocol FundingSource: Sendable {
    static var schema: Schema { get }
    init(_ item: Item, _ compiler: Compiler)
    /// Takes from `need` what this source gives, and writes it as due from the giver.
    func fund(_ block: Block, need: [Row<Cents>])
}
