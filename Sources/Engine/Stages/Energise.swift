import Lanes

/// Stage 2: which megawatts have power and a hall.
struct Energise: Sendable {
    let sites: [Site]

    func run(_ block: Block) {
        for site in sites { site.energise(block) }
    }
}
