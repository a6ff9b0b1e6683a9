import Engine

extension OverviewAnswer {
    /// Facility megawatts wanted and missing in a region at the end of each year.
    package struct RegionShortfall: Sendable, Codable {
        package var region: String
        package var title: String
        /// Before the faster ways to power, and after them.
        package var gross: [Band]
        package var net: [Band]
    }
}

extension RunReader {
    func shortfall(of region: Region) -> OverviewAnswer.RegionShortfall {
        .init(
            region: region.name, title: region.title, gross: bands("regions.\(region.name).gross-shortfall"),
            net: bands("regions.\(region.name).net-shortfall"))
    }
}
