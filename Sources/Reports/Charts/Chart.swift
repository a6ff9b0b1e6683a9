/// A picture as data: what a drawing, an interactive chart, a table and a CSV file are all made from.
package struct Chart: Sendable, Codable {
    package enum Kind: String, Sendable, Codable {
        /// Values over periods, each series with a band where it has one.
        case lines
        /// One bar a category and series, with whiskers where it has a range.
        case bars
        /// Bars or areas on top of each other.
        case stacked
        /// Rows against columns, the value as colour.
        case heat
        /// Money from the left to the right.
        case sankey
        /// One number against another.
        case curve
    }

    package struct Series: Sendable, Codable {
        package var name: String
        package var values: [Double?]
        /// The ends of the band or of the whisker; empty where there is none.
        package var low: [Double?]
        package var high: [Double?]
        /// Of a curve: where along the horizontal axis each value stands.
        package var at: [Double]
        /// Drawn as a plan or a limit, not as a result.
        package var isDashed: Bool
        /// Of a heat map: what stands in each cell instead of its value, and where the cell leads; empty for neither.
        package var texts: [String]
        package var links: [String]

        package init(
            _ name: String, _ values: [Double?], low: [Double?] = [], high: [Double?] = [], at: [Double] = [],
            isDashed: Bool = false, texts: [String] = [], links: [String] = []
        ) {
            self.name = name
            self.values = values
            self.low = low
            self.high = high
            self.at = at
            self.isDashed = isDashed
            self.texts = texts
            self.links = links
        }
    }

    package struct Link: Sendable, Codable {
        package var from: String
        package var to: String
        package var value: Double
        /// What kind of flow it is.
        package var kind: String

        package init(from: String, to: String, value: Double, kind: String) {
            self.from = from
            self.to = to
            self.value = value
            self.kind = kind
        }
    }

    /// Names the picture within its page: part of addresses.
    package var id: String
    package var kind: Kind
    package var title: String
    /// Unit of the values.
    package var unit: String
    /// What the categories are: `year`, `party`.
    package var axis: String
    package var categories: [String]
    package var series: [Series]
    package var links: [Link]
    package var isHorizontal: Bool
    /// Of a heat map: the value whose colour is fullest; the largest where nil.
    package var most: Double?
    /// What the ends of bands and whiskers are.
    package var band: String
    package var note: String

    package init(
        _ id: String, _ kind: Kind, title: String, unit: String, axis: String, categories: [String] = [],
        series: [Series] = [], links: [Link] = [], isHorizontal: Bool = false, most: Double? = nil, band: String = "",
        note: String = ""
    ) {
        self.id = id
        self.kind = kind
        self.title = title
        self.unit = unit
        self.axis = axis
        self.categories = categories
        self.series = series
        self.links = links
        self.isHorizontal = isHorizontal
        self.most = most
        self.band = band
        self.note = note
    }

    /// All finite values, ends of bands included.
    var allValues: [Double] {
        series.flatMap { $0.values + $0.low + $0.high }.compactMap { $0 }.filter(\.isFinite)
            + links.map(\.value)
    }
}
