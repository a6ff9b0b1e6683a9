import Analysis
import Engine
import Reports
import TestSupport
import Testing

struct PageTests {
    private func answer(paths: Int = 200) async throws -> OverviewAnswer {
        let program = try Reading.program(folder: PackageRoot.path("Scenarios/childress"))
        let run = try await Runner(program, threads: 2, audit: true).run(paths: paths)
        return OverviewAnswer(run, of: program, seconds: 0)
    }

    @Test("The page keeps to its width", arguments: [80, 100, 120, 160])
    func width(columns: Int) async throws {
        let page = OverviewPage.text(try await answer(), width: columns)
        for line in page.split(separator: "\n") { #expect(line.count <= columns, "\(line)") }
    }

    @Test("The page says what it is not, and how much of it is assumed")
    func conditions() async throws {
        let page = OverviewPage.text(try await answer(), width: 80)
        let flat = page.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(flat.contains("not a rating or a forecast of any named company"))
        #expect(flat.contains("Share that is assumed"))
        #expect(flat.contains("nominal US$"))
    }

    @Test("A story keeps to its width and says who is hit")
    func story() async throws {
        let program = try Reading.program(folder: PackageRoot.path("Tests/Acceptance/HandDeal/default"))
        let story = StoryAnswer(try Replay(program, path: 0), of: program)
        let page = StoryPage.text(story, width: 80)
        for line in page.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
        #expect(page.contains("Operator defaults"))
        #expect(story.summary.contains("lost on Loan by Lender"))
    }
}
