import ArgumentParser

/// `plimsoll network FILE`: clearing, contagion, circularity and tracing on plain matrices.
struct NetworkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "network",
        abstract: "Compute who pays whom in a network of debts, and how much money goes in circles.",
        discussion: """
            FILE is JSON with any of the lists clearing (who owes whom), extra (cross-holdings, fire sale, linear \
            DebtRank), models (flows in one period), own_money_cases (flows that are revenue or financing) and \
            temporal_cases (payments in order). A malformed network is reported by its name and the others are \
            computed; the exit code is then 1.
            """)

    @Argument(help: "A file of networks.", completion: Completions.json)
    var file: String

    @Flag(help: "Print JSON: the same lists, each network as {name, result}.")
    var json = false

    func run() throws {
        let input = InputFile(path: file)
        let document = try input.json()
        guard case .object = document else { throw input.report("is not a JSON object of lists of networks") }
        var failed = false
        var arrays: [NetworkReport.Computed] = []
        for array in NetworkFile.arrays {
            guard let content = document[array] else { continue }
            guard case .list(let values) = content else {
                _ = input.report("\(array): is not a list of networks")
                failed = true
                continue
            }
            let names = values.enumerated().map { NetworkFile.name(of: $1, at: $0, in: array) }
            let places = Dictionary(grouping: names.indices, by: { names[$0] })
            var computed: [(name: String, answer: NetworkAnswer)] = []
            for (index, value) in values.enumerated() {
                let name = names[index]
                // A name that several networks bear does not tell which of them is wrong.
                let label = places[name]?.count == 1 ? name : "\(name) (\(array)[\(index)])"
                do {
                    computed.append((name, try NetworkFile.answer(value, named: label, in: array)))
                } catch {
                    _ = input.report("\(error)")
                    failed = true
                }
            }
            arrays.append((array, computed))
        }
        if arrays.isEmpty, !failed {
            throw input.report("holds none of the lists " + NetworkFile.arrays.joined(separator: ", "))
        }
        if json {
            print(NetworkReport.json(arrays))
        } else {
            let text = NetworkReport.text(arrays, width: Console.columns)
            if !text.isEmpty { print(text) }
        }
        if failed { throw ExitCode.failure }
    }
}
