import Calendar
import Lanes
import Ledger
import Model

/// Equipment or halls that stand before the first quarter, with their age and book value.
///
/// It owes nothing and is owed nothing: a cohort that begins with its owner's opening books. What a tax law let the owner
/// write off before the start is gone; the rest follows the tax class as for equipment that arrives later.
package final class Fleet: Contract {
    package static let order = 0
    package static let schema = Schema(
        kind: "fleet", meaning: "Equipment or halls that stand before the first quarter.",
        attributes: [
            Attribute("title", .text, default: "", "Name in reports."),
            Attribute("owner", .reference(["parties"]), "Who owns it."),
            Attribute("site", .reference(["sites"]), "Where it stands."),
            Attribute("generation", .reference(["generations"]), default: "", "Equipment; absent for a building."),
            Attribute("units", .constant("units"), default: "0 units", range: 0...1e9, "Units of equipment."),
            Attribute("delivered", .quarter, "When it was delivered, on average: before the start."),
            Attribute("cost", .constant("USD"), range: 0...2e13, "What was paid for it."),
            Attribute(
                "book-value", .constant("USD"), range: 0...2e13,
                "Cost less depreciation before the first quarter; what is left is spread over the rest of the book life."
            ),
            Attribute(
                "book-life", .quantity("years"), default: "", range: 0.25...100,
                "Book life; absent, the owner's policy for equipment, that of the rules for a building."),
        ])

    private let cohort: Cohort
    private let units: Double
    private let cost: Int64
    private let age: Int64

    package init(_ item: Item, _ compiler: Compiler) {
        let record = item.record
        let owner = compiler.party(record.reference("owner"))
        let generation = record.optionalReference("generation").flatMap { compiler.generations[$0] }
        units = compiler.constant(record, "units")
        cost = wholeCents(compiler.constant(record, "cost"))
        // The quarter of delivery is an asset's first.
        age = Int64(max(1, 1 - compiler.offset(record.quarter("delivered"))))
        let life =
            compiler.optionalInput(item, "book-life")
            ?? (generation == nil ? compiler.buildingLife : owner.rows.bookLife)
        cohort = Cohort(
            name: item.path, owner: owner.index, site: compiler.siteIndex[record.reference("site")] ?? 0,
            generation: generation, bookLife: life, compiler)
        compiler.cohorts.append(cohort)
        let book = wholeCents(compiler.constant(record, "book-value"))
        compiler.openings.append(Opening(account: cohort.book, cents: book))
        check(item, owner, isEquipment: generation != nil, book: book, compiler)
    }

    private func check(_ item: Item, _ owner: Party, isEquipment: Bool, book: Int64, _ compiler: Compiler) {
        let record = item.record
        if owner.isSector {
            compiler.error("an outside sector owns no fleet", at: item.place, quote: owner.name)
        }
        if compiler.offset(record.quarter("delivered")) >= 0 {
            compiler.error(
                "a fleet stands before the first quarter, \(compiler.start)", at: record.place(of: "delivered"),
                quote: record.quarter("delivered").description,
                hint: "make it a `purchase-order` of `contracts`, or change the date")
        }
        if isEquipment && units == 0 {
            compiler.error(
                "a fleet of equipment needs `units`", at: item.place, quote: item.path,
                hint: "write for example `units: 1000 units`")
        }
        if book > cost {
            let value = record.input("book-value")
            compiler.error(
                "`book-value` is above `cost`", at: value.place, quote: value.text,
                hint: "book value = cost - depreciation so far")
        }
    }

    package func begin(_ block: Block) {
        cohort.stand(block)
        block.mayBeRespread[cohort.index] = true
        block[cohort.rows.units].fill(units, block.width)
        block[cohort.rows.cost].fill(cost, block.width)
        block[cohort.rows.age].fill(age, block.width)
        // Depreciation spreads what is left over the rest of the life, as after a write-down.
        block[cohort.rows.isRespread].fill(1, block.width)
    }

    package func owe(_ block: Block) {}
}
