import Analysis
import ArgumentParser
import Engine
import Foundation
import Reports
import RunStore
import Workbench

/// `plimsoll export RUN`: what people take away.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a stored run as files: memo, tables, pictures, JSON, a spreadsheet, all paths.",
        discussion: "Nothing is overwritten: the folder must be new.")

    @Argument(
        help: "Number of the run, `latest`, or the name of a scenario for its latest run.", completion: Completions.runs
    )
    var run: String = "latest"

    @Option(
        name: .customLong("to"), help: ArgumentHelp("Folder to make; `run-N` when not given.", valueName: "folder"),
        completion: .directory)
    var folder: String?

    @Option(name: .long, help: "Party of the spreadsheet; the one with most loans when not given.")
    var party: String?

    @Option(name: .long, help: "Path of the spreadsheet.")
    var path: UInt64 = 0

    @Flag(name: .customLong("all-paths"), help: "Also every number of every path, as CSV.")
    var allPaths = false

    @Flag(name: .long, help: "The numbers of all paths as Parquet, by duckdb: PLIMSOLL_DUCKDB or on the PATH.")
    var parquet = false

    func run() async throws {
        try await Console.reporting {
            let store = try RunStore(path: Library.store)
            let stored = try store.run(named: run)
            guard stored.status == .finished, let summary = try store.summary(stored.number) else {
                throw Problem("run \(stored.number) is \(stored.status.rawValue): only finished runs can be exported")
            }
            let program = try store.program(of: stored)
            guard path < UInt64(stored.manifest.paths) else {
                throw Problem("run \(stored.number) has paths 0 to \(stored.manifest.paths - 1), not \(path)")
            }
            if let party, !program.parties.contains(where: { $0.name == party && !$0.isSector }) {
                let names = program.parties.filter { !$0.isSector }.map(\.name)
                throw Problem("no party is called `\(party)`; parties are: \(names.joined(separator: ", "))")
            }
            var files = try ExportFolder(folder ?? "run-\(stored.number)")
            do {
                try fill(&files, store, stored, program, summary)
            } catch {
                // Half a folder would stand in the way of the next attempt.
                files.discard()
                throw error
            }
            Console.print(files.names.map { "\(files.folder)/\($0)\n" }.joined())
        }
    }

    private func fill(
        _ files: inout ExportFolder, _ store: RunStore, _ stored: StoredRun, _ program: Program, _ summary: String
    ) throws {
        let answer = try AnswerJSON.read(OverviewAnswer.self, summary)
        try files.write("answer.json", summary)
        try files.write("manifest.json", try AnswerJSON.text(ExportManifest(stored)))
        try files.write("memo.html", MemoPage.html(answer, labels: .english, hasOwnStyle: true))
        let sheet = OverviewSheet.sheet(answer, labels: .english)
        for table in sheet.tables { try files.write("tables/\(table.id).csv", table.csv) }
        for chart in sheet.charts { try files.write("pictures/\(chart.id).svg", chart.svg(isAlone: true)) }
        if let name = party ?? borrower(program) {
            if SpreadsheetFile.isAvailable {
                let books = try DealBooksAnswer(name, try Replay(program, path: path), of: program)
                try files.spreadsheet(
                    "deal.xlsx", DealWorkbook.workbook(books, answer),
                    created: (try? Date(stored.started, strategy: .iso8601)) ?? .distantPast)
            } else {
                Console.error("no deal.xlsx: \(SpreadsheetFile.advice)")
            }
        }
        if allPaths || parquet {
            try files.write("paths.csv", PathsFile.text(try store.load(stored.number)))
        }
        if parquet { try files.parquet("paths.csv", "paths.parquet", keepsSource: allPaths) }
    }

    /// The party that owes most loans by name.
    private func borrower(_ program: Program) -> String? {
        let counts = Dictionary(grouping: program.listedLoans, by: \.borrower.name).mapValues(\.count)
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }
}

/// What identifies the run that the files came from.
private struct ExportManifest: Encodable {
    let run: Int64
    let scenario, scenarioHash, version, started, machine: String
    let seed: UInt64
    let paths: Int
    let shocks: [String]
    let overrides: [String]
    let digest: String?

    init(_ stored: StoredRun) {
        let manifest = stored.manifest
        (run, started, machine, digest) = (stored.number, stored.started, stored.machine, stored.digest)
        (scenario, scenarioHash, version) = (manifest.scenario, manifest.scenarioHash, manifest.version)
        (seed, paths, overrides) = (manifest.seed, manifest.paths, manifest.overrides)
        shocks = manifest.shocks.map(\.text)
    }
}

/// Every number that a run keeps, path by path, with units in the headings.
private enum PathsFile {
    static func text(_ run: Run) -> String {
        var text = "path"
        for metric in run.metrics { text += ",\"\(metric.name) [\(unit(metric.kind))]\"" }
        text += "\r\n"
        var path = 0
        run.columns.forEachSlice { slice in
            for offset in 0..<(slice.first?.count ?? 0) {
                text += "\(path)"
                for column in slice {
                    let value = column[column.startIndex + offset]
                    text += value.isNaN ? "," : ",\(value)"
                }
                text += "\r\n"
                path += 1
            }
        }
        return text
    }

    private static func unit(_ kind: Metric.Kind) -> String {
        switch kind {
        case .quarter: return "quarter from 1, 0 never"
        case .dollars: return "USD"
        case .ratio: return "1"
        case .megawatts: return "MW"
        case .cause: return "cause from 1, 0 none"
        }
    }
}

/// A new folder that files are written into.
private struct ExportFolder {
    let folder: String
    private(set) var names: [String] = []

    init(_ folder: String) throws {
        guard !FileManager.default.fileExists(atPath: folder) else {
            throw Problem("`\(folder)` exists already; nothing was written. Name another folder with --to")
        }
        self.folder = folder
    }

    /// Takes away what was written.
    func discard() { try? FileManager.default.removeItem(atPath: folder) }

    mutating func write(_ name: String, _ text: String) throws {
        let url = URL(fileURLWithPath: "\(folder)/\(name)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
        names.append(name)
    }

    mutating func spreadsheet(_ name: String, _ workbook: Workbook, created: Date) throws {
        try SpreadsheetFile.write(workbook, to: "\(folder)/\(name)", created: created)
        names.append(name)
    }

    /// Turns a CSV file into Parquet with duckdb.
    mutating func parquet(_ source: String, _ target: String, keepsSource: Bool) throws {
        let named = ProcessInfo.processInfo.environment["PLIMSOLL_DUCKDB"] ?? "duckdb"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            named, "-c",
            "COPY (SELECT * FROM read_csv('\(source)', header = true)) TO '\(target)' (FORMAT parquet, COMPRESSION zstd)",
        ]
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Problem(
                "duckdb made no Parquet of \(folder)/\(source) (exit code \(process.terminationStatus)); install it with "
                    + "`pip install duckdb-cli==1.5.5`, or name the program in PLIMSOLL_DUCKDB")
        }
        names.append(target)
        guard !keepsSource else { return }
        try FileManager.default.removeItem(atPath: "\(folder)/\(source)")
        names.removeAll { $0 == source }
    }
}
