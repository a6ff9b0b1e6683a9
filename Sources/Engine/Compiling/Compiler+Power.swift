import Model

extension Compiler {
    /// Suppliers before regions, regions before the sites that lie in them.
    func compilePower() {
        for item in scenario["suppliers"] {
            supplierIndex[item.name] = suppliers.count
            suppliers.append(EquipmentSupplier(item, self))
        }
        for item in scenario["regions"] {
            regions.append(Region(item, index: regions.count, self))
        }
        let names = scenario["regions"].map { $0.name.lowercased() }
        for (index, name) in names.enumerated() where names[..<index].contains(name) {
            error(
                "two regions have the same name", at: scenario["regions"][index].place, quote: name,
                hint: "sites name their region in any case: `ERCOT` and `ercot` are one")
        }
    }
}
