import Lanes

extension Audit {
    /// No maker ships more than its slots, no region gives out more than it has, and what is announced is wanted or lost,
    /// what is wanted there or missing.
    func checkSupply(_ program: Program, _ block: Block, _ lane: Int) throws {
        for supplier in program.suppliers {
            let (slots, shipped) = (block[supplier.rows.slots][lane], block[supplier.rows.shipped][lane])
            let backlog = block[supplier.rows.backlog][lane]
            try note(
                .power, max(0, shipped - slots, -backlog) / max(1, slots), "supplier \(supplier.name)", block, lane)
        }
        for region in program.regions {
            let rows = region.rows
            let (wanted, energised) = (block[rows.wanted][lane], block[rows.energised][lane])
            let (announced, attrition) = (block[rows.announced][lane], block[rows.attrition][lane])
            let (gross, net) = (block[rows.gross][lane], block[rows.net][lane])
            let gap = max(
                (announced - wanted - attrition).magnitude, -attrition, net - gross, wanted - energised - net)
            try note(.power, max(0, gap) / max(1, announced), "region \(region.name)", block, lane)
            guard region.hasCommonSupply else { continue }
            let pool = block[rows.commonGrid][lane] + block[rows.commonFast][lane]
            try note(
                .power, max(0, block[rows.awarded][lane] - pool) / max(1, pool), "region \(region.name)", block, lane)
        }
    }
}
