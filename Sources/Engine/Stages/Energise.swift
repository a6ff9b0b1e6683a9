import Lanes

/// Stage 2: which megawatts have power and a hall.
struct Energise: Sendable {
    private let sites: [Site]
    private let queues: [(supplier: EquipmentSupplier, orders: [EquipmentOrder])]
    private let regulations: [Regulation]
    private let regions: [RegionBalance]

    init(_ compiler: Compiler) {
        sites = compiler.sites
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
        for site in sites { site.compare(block) }
    }
}
