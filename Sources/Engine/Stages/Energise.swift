import Lanes

/// Stage 2: which megawatts have power and a hall.
struct Energise: Sendable {
    private let sites: [Site]
    private let owners: [Owner]
    private let queues: [(supplier: EquipmentSupplier, orders: [EquipmentOrder])]
    private let regulations: [Regulation]
    private let regions: [RegionBalance]

    /// A party's own sites, and the IT megawatts that it has under contract elsewhere.
    private struct Owner: Sendable {
        let sites: [Site]
        let contracted: Double
    }

    init(_ compiler: Compiler) {
        sites = compiler.sites
        owners = compiler.parties.compactMap { party in
            let own = compiler.sites.filter { $0.owner == party.index }
            let contracted = compiler.computeContracts.values.filter { $0.buyer.index == party.index }
            return own.isEmpty
                ? nil : Owner(sites: own, contracted: contracted.map(\.totalLoad).sorted().reduce(0, +))
        }
        queues = compiler.suppliers.enumerated().map { index, supplier in
            // By date of the order, then in the order of the file: a stable sort of what was claimed in that order.
            let own = compiler.equipmentOrders.enumerated().filter { $0.element.supplier == index }
            return (
                supplier, own.sorted { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) }.map(\.element)
            )
        }
        regulations = compiler.regions.compactMap(\.regulation)
        regions = compiler.regions.map { RegionBalance($0, compiler) }
    }

    func run(_ block: Block) {
        for queue in queues { queue.supplier.serve(block, queue.orders) }
        for regulation in regulations { regulation.observe(block) }
        for site in sites { site.energise(block) }
        for region in regions { region.run(block) }
        for owner in owners { compare(owner, block) }
    }

    /// A tenth of what an owner has and rents is what it can lack.
    private func compare(_ owner: Owner, _ block: Block) {
        var load = [Double](repeating: owner.contracted, count: block.width)
        for site in owner.sites { site.addPlanned(block, to: &load) }
        let most = load.map { 0.1 * $0 }
        for site in owner.sites { site.compare(block, most: most) }
    }
}
