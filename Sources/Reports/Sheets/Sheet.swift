/// A page of an answer: words, pictures and tables in the order in which they are read, whoever lays them out.
package struct Sheet: Sendable {
    package enum Block: Sendable {
        case heading(String)
        case text(String)
        case chart(Chart)
        case table(DataTable)
        /// A name and what it stands for.
        case terms([(name: String, text: String)])
        /// A few large numbers.
        case figures([Headline])
        case list([String])
    }

    /// A number that stands out.
    package struct Headline: Sendable {
        package var value: String
        package var name: String
        package var detail: String

        package init(_ value: String, _ name: String, detail: String = "") {
            self.value = value
            self.name = name
            self.detail = detail
        }
    }

    package var title: String
    /// The question that the page answers.
    package var question: String
    /// The page of the guide that says how: a file in `Documentation/method`.
    package var method: String
    package var blocks: [Block]

    package init(title: String, question: String, method: String, blocks: [Block] = []) {
        self.title = title
        self.question = question
        self.method = method
        self.blocks = blocks
    }

    package var charts: [Chart] {
        blocks.compactMap {
            guard case .chart(let chart) = $0 else { return nil }
            return chart
        }
    }

    /// Every table, those behind pictures among them.
    package var tables: [DataTable] {
        blocks.compactMap {
            switch $0 {
            case .chart(let chart): return chart.table
            case .table(let table): return table
            default: return nil
            }
        }
    }
}
