import Model

/// Every kind that a scenario may hold. A new one is one file and one line here.
package enum Catalogue {
    static let contracts: [any Contract.Type] = [
        PurchaseOrder.self, ComputeContract.self, PowerPurchase.self, Operations.self, Lease.self, Payment.self,
        EquityInvestment.self, Security.self, Warrant.self, Facility.self, Payout.self, RevenueShare.self,
        JointVenture.self, SpendCommitment.self, Guarantee.self, Rescue.self, Instrument.self,
    ]
    static let drivers: [any Driver.Type] = [
        ValueDriver.self, GeometricBrownian.self, MeanReverting.self, Jump.self, Logistic.self, Bass.self,
        Gompertz.self,
        MarkovChain.self, Bootstrap.self,
    ]
    static let shocks: [any Shock.Type] = [ScaleShock.self, ShiftShock.self, ReplaceShock.self]
    static let sources: [any FundingSource.Type] = [
        CorporateBonds.self, AssetBackedDebt.self, PrivateCredit.self, EquityIssue.self, StakeSale.self,
    ]

    /// The schemas that the reader is given.
    package static let schemas = SchemaCatalogue([
        .init("parties", "Who has books: parties, and outside sectors.", kinds: [Party.schema, Party.sectorSchema]),
        .init("drivers", "Outside numbers that move.", kinds: drivers.map { $0.schema }),
        .init("markets", "Where computing capacity is priced: at most one.", kinds: [ComputeMarket.schema]),
        .init("generations", "Kinds of equipment.", kinds: [Generation.schema]),
        .init("suppliers", "Makers of power equipment with a queue of orders.", kinds: [EquipmentSupplier.schema]),
        .init("regions", "Power regions: megawatts wanted, there and missing.", kinds: [Region.schema]),
        .init("sites", "Places with halls and power.", kinds: [Site.schema]),
        .init("fleets", "Equipment and halls that stand before the first quarter.", kinds: [Fleet.schema]),
        .init("vendors", "Makers of accelerators, and what they can deliver.", kinds: [Vendor.schema]),
        .init("plans", "What parties mean to invest, beyond what they have ordered.", kinds: [CapexPlan.schema]),
        .init("contracts", "Promises between two parties.", kinds: contracts.map { $0.schema }),
        .init("labs", "Who serves demand for AI, and trains models.", kinds: [Lab.schema]),
        .init("segments", "Customers of AI by kind.", kinds: [Segment.schema]),
        .init("grades", "Letter grades of credit: none, or all seven from aaa to ccc.", kinds: [CreditGrade.schema]),
        .init("regime", "The state of the funding markets: at most one item.", kinds: [FundingRegime.schema]),
        .init("capital-markets", "Investors, and what they take.", kinds: [CapitalMarket.schema]),
        .init(
            "funding", "Money that a party may raise when its plan needs it, in this order.",
            kinds: sources.map { $0.schema }),
        .init("rules", "What holds for all parties: at most one item.", kinds: [Rules.schema]),
        .init("calibration", "Published figures that the run is compared with.", kinds: [Evidence.calibration]),
        .init("hindcast", "Series reported since the start, which the run is scored on.", kinds: [Evidence.hindcast]),
        .init("spreads", "What markets ask for parties' debt.", kinds: [Evidence.spreads]),
        .init(
            "mechanisms", "Mechanisms that must move an answer: `plimsoll check --mechanisms`.",
            kinds: [Evidence.mechanisms]),
        .init("tables", "Published tables that `plimsoll answer tables` rebuilds.", kinds: [Evidence.tables]),
        .init("shocks", "Changes that `--shock` lays over the model.", kinds: shocks.map { $0.schema }),
    ])
}
