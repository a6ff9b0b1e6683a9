import Foundation
import TestSupport
import Testing

/// What is too large is refused in words, before memory is taken for it.
struct LimitTests {
    private static let binary = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("plimsoll").path

    /// What a command line says and the exit code; it must be over soon and in little memory.
    private func refused(_ arguments: [String], _ word: String, code: Int32 = 1, megabytes: Int = 200) throws {
        let folder = TemporaryFolder.make()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let tool = RepeatedTool(
            binary: Self.binary, folder: folder, limits: RepeatedTool.Limits(seconds: 5, megabytes: megabytes))
        let outcome = try tool.perform(arguments)
        guard case .ended(code, _) = outcome else {
            Issue.record("\(arguments): \(outcome)")
            return
        }
        #expect(tool.printed.contains(word), "\(arguments): \(tool.printed)")
    }

    @Test("Too many paths", arguments: ["1000000000000", "100000001", "9223372036854775807", "0", "-1"])
    func paths(count: String) throws {
        try refused(["run", "triangle", "--paths=\(count)"], "--paths must lie between 1 and 100000000", code: 2)
    }

    @Test("More paths than there are numbers")
    func beyond() throws {
        try refused(["run", "triangle", "--paths", "9223372036854775808"], "9223372036854775808", code: 2)
    }

    @Test("A horizon of a million quarters, or a thousand million")
    func horizon() throws {
        for quarters in ["1000000", "1000000000", "401", "0", "-4", "1e3"] {
            let folder = TemporaryFolder.make()
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let text = """
                scenario: {name: long, start: 2026Q1, quarters: \(quarters)}
                parties:
                  banks: {kind: sector, issues-money: true}
                """
            try text.write(toFile: "\(folder)/scenario.yaml", atomically: true, encoding: .utf8)
            try refused(["run", folder], "`quarters` is a whole number from 1 to 400")
        }
    }

    @Test("Paths that a scenario asks for")
    func written() throws {
        let folder = TemporaryFolder.make()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try "scenario: {name: wide, start: 2026Q1, quarters: 4, paths: 1000000000000}\n".write(
            toFile: "\(folder)/scenario.yaml", atomically: true, encoding: .utf8)
        try refused(["run", folder], "`paths` is a whole number from 1 to 100000000")
    }

    @Test("Files of a hundred megabytes", arguments: ["actus", "finance", "network", "power"])
    func files(command: String) throws {
        let folder = TemporaryFolder.make()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data(repeating: UInt8(ascii: "["), count: 100_000_000).write(to: URL(filePath: "\(folder)/large.json"))
        try refused([command, "\(folder)/large.json"], "is larger than 64 MiB")
        // Short values take more room in memory than on the disk.
        try Data(String(repeating: "[],", count: 10_000_000).utf8 + [48]).write(
            to: URL(filePath: "\(folder)/many.json"))
        try refused([command, "\(folder)/many.json"], "something follows the end")
        try Data(("[" + String(repeating: "[],", count: 10_000_000) + "0]").utf8).write(
            to: URL(filePath: "\(folder)/many.json"))
        try refused([command, "\(folder)/many.json"], "more than 4000000 values", megabytes: 700)
    }

    @Test("A bond of eight thousand years with daily interest, a loan of a million payments")
    func horizons() throws {
        let folder = TemporaryFolder.make()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let bond = #"""
            [{"contractType": "PAM", "contractID": "long", "contractRole": "RPA", "currency": "USD",
            "statusDate": "2025-12-31T00:00:00", "initialExchangeDate": "2026-01-01T00:00:00",
            "maturityDate": "9999-12-31", "notionalPrincipal": 1000, "nominalInterestRate": 0.12,
            "dayCountConvention": "30E360", "cycleOfInterestPayment": "P1DL1"}]
            """#
        try bond.write(toFile: "\(folder)/bond.json", atomically: true, encoding: .utf8)
        try refused(["actus", "\(folder)/bond.json"], "long: ends on 9999-12-31, after the year 2500; give --to")
        // Looked at for as long as anybody plans, it is computed.
        let shorter = try CommandLineTool().run(["actus", "\(folder)/bond.json", "--to", "2026-03-31", "--json"])
        #expect(shorter.code == 0, "\(shorter.errors)")
        let loan = #"[{"id": 1, "inputs": {"rate_per_period": 0.01, "pv": 100, "n": 1000000}}]"#
        try loan.write(toFile: "\(folder)/loan.json", atomically: true, encoding: .utf8)
        try refused(["finance", "\(folder)/loan.json"], "'n' is not from 1 to 100,000; found 1000000")
    }

    @Test("Amounts beyond what is booked stop the run, and say which")
    func amounts() throws {
        let folder = TemporaryFolder.make()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for amount in ["1e30", "9e18", "22517998136854"] {
            let text = """
                scenario: {name: rich, start: 2026Q1, quarters: 4, paths: 8}
                parties:
                  banks: {kind: sector, issues-money: true}
                  firm: {kind: party, cash: \(amount) USD assumption, equity: \(amount) USD assumption}
                """
            try text.write(toFile: "\(folder)/scenario.yaml", atomically: true, encoding: .utf8)
            let outcome = try CommandLineTool().run(["run", folder, "--no-store"])
            #expect(outcome.code == 1 && !outcome.isCrash, "\(amount): \(outcome.output)")
            #expect(!outcome.errors.isEmpty)
        }
    }
}
