/// Adequacy with storage, exactly: the joint distribution of units in service and energy held, hour by hour.
///
/// Every level of energy that can be reached is kept apart, so this is for few units and steps of energy that repeat;
/// `SequentialSimulation` estimates the rest. It is the oracle that the simulation is tested against.
public struct ExactStorageAdequacy: Sendable, Hashable {
    /// The generating units, by kinds.
    public let units: [UnitChain]
    /// The one store, in MW and MWh.
    public let storage: Storage
    /// The store itself may be out of service: chances by the hour; nil for one that never fails.
    public let storageChain: UnitChain?
    /// All units in service at first, instead of the long-run distribution.
    public let startsInService: Bool

    /// The result over all hours.
    public struct Answer: Sendable, Hashable {
        /// Loss-of-load probability of each hour.
        public var lossOfLoadProbability: [Double]
        /// Expected unserved energy of each hour, in MWh.
        public var unserved: [Double]

        /// Expected hours with unserved load, 0 to the number of hours.
        public var lossOfLoadExpectation: Double { lossOfLoadProbability.reduce(0, +) }
        /// Expected unserved energy over all hours, in MWh.
        public var unservedEnergy: Double { unserved.reduce(0, +) }
    }

    /// The most states kept at once.
    public static let stateLimit = 200_000

    /// Keeps the system; `answer` throws where it has too many states.
    public init(
        units: [UnitChain], storage: Storage, storageChain: UnitChain? = nil, startsInService: Bool = false
    ) {
        self.units = units
        self.storage = storage
        self.storageChain = storageChain
        self.startsInService = startsInService
    }

    /// All chains, the store's last.
    private var chains: [UnitChain] { units + (storageChain.map { [$0] } ?? []) }

    /// Combinations of units in service.
    public var combinations: Int {
        chains.reduce(1) { min(Self.stateLimit * 10, $0 * ($1.count + 1)) }
    }

    /// - Parameters:
    ///   - loads: by hour, in MW.
    ///   - work: the most states times hours that are worth the wait.
    /// - Throws: `PowerError` where there are more states than can be kept.
    public func answer(loads: [Double], work: Int = 2_000_000_000) throws(PowerError) -> Answer {
        let tooMany = PowerError(
            "storage",
            "units and energy have more than \(Self.stateLimit) joint states; give 'samples' for a simulation")
        guard combinations <= Self.stateLimit else { throw tooMany }
        let chains = chains
        let transitions = chains.map(\.transition)
        let capacity = capacities
        var levels: [Int: [Double]] = [Self.key(storage.initialEnergy): start]
        var answer = Answer(lossOfLoadProbability: [], unserved: [])
        var done = 0
        for (hour, load) in loads.enumerated() {
            var next: [Int: [Double]] = [:]
            var (lost, unserved) = (0.0, 0.0)
            // In the order of energy, so that sums do not depend on the order of a dictionary.
            for (key, mass) in levels.sorted(by: { $0.key < $1.key }) {
                for state in mass.indices where mass[state] > 0 {
                    var held = Self.energy(key)
                    let surplus = capacity[state] - load
                    let short =
                        isStoreOut(state)
                        ? max(0, -surplus) : storage.hour(surplus: surplus, held: &held)
                    if short > 1e-9 {
                        lost += mass[state]
                        unserved += mass[state] * short
                    }
                    next[Self.key(held), default: [Double](repeating: 0, count: mass.count)][state] += mass[state]
                }
            }
            answer.lossOfLoadProbability.append(lost)
            answer.unserved.append(unserved)
            done += next.count * combinations
            guard next.count * combinations <= Self.stateLimit, done <= work else { throw tooMany }
            levels = hour + 1 < loads.count ? next.mapValues { Self.advance($0, chains, transitions) } : [:]
        }
        return answer
    }

    /// Energy is told apart to a millionth of a MWh.
    private static func key(_ energy: Double) -> Int { Int((energy * 1e6).rounded()) }
    private static func energy(_ key: Int) -> Double { Double(key) * 1e-6 }

    /// Available capacity in each combination, in MW.
    private var capacities: [Double] {
        (0..<combinations).map { state in
            var rest = state
            var sum = 0.0
            for chain in chains {
                let up = rest % (chain.count + 1)
                rest /= chain.count + 1
                sum += Double(up) * chain.megawatts
            }
            return sum
        }
    }

    private func isStoreOut(_ state: Int) -> Bool {
        guard let storageChain else { return false }
        return state / (combinations / (storageChain.count + 1)) == 0
    }

    /// The distribution of the first hour.
    private var start: [Double] {
        var mass = [1.0]
        for chain in chains {
            let shares =
                startsInService
                ? [Double](repeating: 0, count: chain.count) + [1] : chain.stationary
            mass = shares.flatMap { share in mass.map { $0 * share } }
        }
        return mass
    }

    /// One hour of failures and repairs, chain by chain.
    private static func advance(_ mass: [Double], _ chains: [UnitChain], _ transitions: [[[Double]]]) -> [Double] {
        var mass = mass
        var stride = 1
        for (chain, transition) in zip(chains, transitions) {
            let width = chain.count + 1
            var next = [Double](repeating: 0, count: mass.count)
            for state in mass.indices where mass[state] > 0 {
                let up = state / stride % width
                let base = state - up * stride
                for (target, chance) in transition[up].enumerated() {
                    next[base + target * stride] += mass[state] * chance
                }
            }
            mass = next
            stride *= width
        }
        return mass
    }
}
