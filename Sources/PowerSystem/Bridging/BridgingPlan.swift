/// Which sources of power to build, where and when, until the grid arrives: the cheapest plan as a linear program.
///
/// min sum over quarters of discount x (capital charge x capacity + 2,190 h x variable cost x power + 2,190 h x value of
/// unserved load x unserved), under balance of each region, stock of capacity, lead times, availability, suppliers' slots
/// (shared by regions), stock limits of sites, permitted hours and CO2 a year, and a margin of firm capacity. Duals of
/// the balance over 2,190 are $/MWh; those of the other rows are prices of a slot, a permit hour, a tonne.
public struct BridgingPlan: Sendable, Hashable {
    /// A way to get power.
    public struct Source: Sendable, Hashable {
        /// What the program calls it.
        public var name: String
        /// $ per MW and quarter.
        public var capitalCharge: Double
        /// $ per MWh.
        public var variableCost: Double
        /// Quarters from now until the first can stand.
        public var lead: Int
        /// The share of capacity that can run.
        public var availability: Double
        /// The share of capacity that counts as firm.
        public var firmFraction: Double
        /// t per MWh.
        public var carbonIntensity: Double
        /// MW that suppliers deliver in each quarter to all regions; nil without limit.
        public var slots: [Double]?
        /// Slots not used remain for later quarters.
        public var slotsCarryOver: Bool
        /// MW in all quarters, by region; nil without limit.
        public var stockLimit: [Double]?
        /// MW that stand at the start, by region.
        public var existing: [Double]
        /// Hours a year that a permit allows, of mean capacity; nil without limit.
        public var permittedHours: Double?

        /// A way to get power at $ per MW and quarter and $ per MWh; what is not given sets no limit.
        public init(
            name: String, capitalCharge: Double, variableCost: Double, lead: Int = 0, availability: Double = 1,
            firmFraction: Double = 1, carbonIntensity: Double = 0, slots: [Double]? = nil, slotsCarryOver: Bool = false,
            stockLimit: [Double]? = nil, existing: [Double] = [], permittedHours: Double? = nil
        ) {
            self.name = name
            self.capitalCharge = capitalCharge
            self.variableCost = variableCost
            self.lead = lead
            self.availability = availability
            self.firmFraction = firmFraction
            self.carbonIntensity = carbonIntensity
            self.slots = slots
            self.slotsCarryOver = slotsCarryOver
            self.stockLimit = stockLimit
            self.existing = existing
            self.permittedHours = permittedHours
        }
    }

    /// A line that carries up to `megawatts` either way.
    public struct Line: Sendable, Hashable {
        /// The region at one end, 0-based.
        public var from: Int
        /// The region at the other end, 0-based.
        public var to: Int
        /// The most it carries, in MW, zero or more.
        public var megawatts: Double

        /// A line between two regions of so many MW.
        public init(from: Int, to: Int, megawatts: Double) {
            self.from = from
            self.to = to
            self.megawatts = megawatts
        }
    }

    /// Names of the regions, at least one.
    public var regions: [String]
    /// Quarters that are planned, at least one.
    public var quarters: Int
    /// Ways to get power.
    public var sources: [Source]
    /// MW by region and quarter.
    public var demand: [[Double]]
    /// $ per MWh not served; nil where all must be.
    public var unservedValue: Double?
    /// Lines between regions.
    public var lines: [Line] = []
    /// t in each year of four quarters; empty without limit.
    public var carbonCap: [Double] = []
    /// Firm capacity beyond demand, as a share of it; nil without such a rule.
    public var firmMargin: Double?
    /// What a cost in the next quarter is worth now.
    public var discount = 1.0

    /// Hours of a quarter: 8,760 / 4.
    public static let hoursPerQuarter = 2_190.0

    /// Demand in MW by region and quarter; unserved load in $ per MWh. `program` throws where these disagree.
    public init(regions: [String], quarters: Int, sources: [Source], demand: [[Double]], unservedValue: Double?) {
        self.regions = regions
        self.quarters = quarters
        self.sources = sources
        self.demand = demand
        self.unservedValue = unservedValue
    }
}
