import ArgumentParser
import Foundation

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

    @Argument(help: "A file of networks.")
    var file: String

    @Flag(help: "Print JSON: the same lists, each network as {name, result}.")
    var json = false

    func run() throws {
        let document = try read()
        var failed = false
        var arrays: [NetworkReport.Computed] = []
        for array in NetworkFile.arrays {
            guard let content = document[array] else { continue }
            guard case .list(let values) = content else {
                _ = report("\(array): is not a list")
                failed = true
                continue
            }
            var computed: [(name: String, answer: NetworkAnswer)] = []
            for (index, value) in values.enumerated() {
                let name = NetworkFile.name(of: value, at: index, in: array)
                do {
                    computed.append((name, try NetworkFile.answer(value, named: name, in: array)))
                } catch {
                    _ = report("\(error)")
                    failed = true
                }
            }
            arrays.append((array, computed))
        }
        if arrays.isEmpty, !failed {
            throw report("holds none of the lists " + NetworkFile.arrays.joined(separator: ", "))
        }
        print(json ? NetworkReport.json(arrays) : NetworkReport.text(arrays))
        if failed { throw ExitCode.failure }
    }

    /// The file as a JSON object.
    private func read() throws -> JSONText {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), !isFolder.boolValue else {
            throw report(isFolder.boolValue ? "is a folder, not a file" : "there is no such file")
        }
        let bytes: [UInt8]
        do {
            bytes = try Array(Data(contentsOf: URL(filePath: file)))
        } catch {
            throw report("cannot be read: \(error.localizedDescription)")
        }
        let document: JSONText
        do {
            document = try JSONText(bytes)
        } catch {
            throw report("is not JSON: \(error)")
        }
        guard case .object = document else { throw report("is not a JSON object of lists of networks") }
        return document
    }

    /// Tells the user what is wrong; the exit code says that something is.
    private func report(_ message: String) -> ExitCode {
        FileHandle.standardError.write(Data("\(file): error: \(message)\n".utf8))
        return .failure
    }
}
