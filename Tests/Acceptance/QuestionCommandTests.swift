import Foundation
import TestSupport
import Testing

/// Questions about stored runs, as a user asks them.
struct QuestionCommandTests {
    private let tool = CommandLineTool()

    private func run(_ arguments: String...) throws -> CommandLineTool.Result { try tool.run(arguments) }

    @Test("The triangle answers who falls, through which channel, and where revenue came from")
    func triangle() throws {
        let run = try run("run", "triangle", "--shock", "investors-leave", "--no-effects", "--paths", "20")
        #expect(run.code == 0, "\(run.errors)")
        let contagion = try self.run("answer", "contagion", "triangle")
        #expect(contagion.code == 0, "\(contagion.errors)")
        #expect(contagion.output.contains("Cloud      100.0"))
        let channels = try self.run("answer", "channels", "--json")
        let fields = try #require(
            try JSONSerialization.jsonObject(with: Data(channels.output.utf8)) as? [String: Any])
        #expect((fields["rows"] as? [[String: Any]])?.count == 2)
        let trace = try self.run("trace", "chips", "triangle")
        #expect(trace.output.contains("2.22 c"))
        let wall = try self.run("answer", "wall")
        #expect(wall.output.contains("200.00 B USD OUTSTANDING"))
        let statements = try self.run("explain", "latest", "--path", "0", "--statements", "cloud")
        #expect(statements.output.contains("net debt / EBITDA"))
        for text in [contagion, trace, wall, statements].map(\.output) {
            #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
        }
    }

    @Test("A party that is not there is an error that lists those that are")
    func unknown() throws {
        #expect(try run("run", "triangle", "--no-effects", "--paths", "4").code == 0)
        for result in [
            try run("trace", "nobody"), try run("explain", "latest", "--path", "0", "--statements", "nobody"),
            try run("trace", "banks"),
        ] {
            #expect(result.code == 1)
            #expect(result.errors.contains("chips"), "\(result.errors)")
            #expect(!result.isCrash)
        }
        #expect(try run("answer", "riddle").code == 2)
        let list = try run("answer")
        #expect(list.code == 0)
        #expect(list.output.contains("contagion"))
    }

    @Test(
        "A question that does not apply to a scenario says why, and what it would take",
        arguments: [
            ("lives", "nobody in the scenario owns equipment"), ("renewals", "no party sells computing capacity"),
            ("announced", "neither plans nor sites"), ("growth", "no plan invests at a site in a power region"),
            ("tables", "no published tables"),
        ])
    func notApplicable(question: String, reason: String) throws {
        #expect(try run("run", "triangle", "--no-effects", "--paths", "4").code == 0)
        let result = try run("answer", question, "triangle")
        #expect(result.code == 1 && !result.isCrash)
        #expect(result.errors.contains(reason) && result.errors.contains("hint"), "\(result.errors)")
    }

    @Test("Each question is answered of one deal, as a page and as JSON")
    func deal() throws {
        #expect(try run("run", "childress", "--shock", "power-late", "--no-effects", "--paths", "64").code == 0)
        for arguments in [
            ["answer", "losses"], ["answer", "losses", "--if", "iren"], ["answer", "lives"], ["answer", "renewals"],
            ["answer", "value"], ["answer", "announced"], ["trace", "iren"], ["trace"],
            ["explain", "latest", "--typical", "parties.iren.default=P50"],
        ] {
            let page = try tool.run(arguments)
            #expect(page.code == 0, "\(arguments): \(page.errors)")
            #expect(page.output.contains("±") || arguments[0] == "explain", "\(arguments): \(page.output)")
            #expect(page.output.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(page.output)")
            let data = try tool.run(arguments + ["--json"])
            #expect(data.code == 0 && !data.output.isEmpty)
            #expect((try? JSONSerialization.jsonObject(with: Data(data.output.utf8))) != nil, "\(arguments)")
        }
    }

    @Test("Wrong use is told from wrong data")
    func usage() throws {
        #expect(try run("answer", "wall", "--if", "cloud").code == 2)
        #expect(try run("answer", "value", "--valuation", "lab").code == 2)
        #expect(try run("explain", "latest", "--typical", "parties.lab.default").code == 2)
        #expect(try run("explain", "latest", "--path", "0", "--worst", "parties.lab.default").code == 2)
        #expect(try run("trace", "all", "latest", "--path", "0").code == 2)
        #expect(try run("run", "triangle", "--no-effects", "--paths", "4").code == 0)
        let result = try run("answer", "losses", "triangle", "--if", "chips")
        #expect(result.code == 1 && result.errors.contains("too few to say who loses"), "\(result.errors)")
    }
}
