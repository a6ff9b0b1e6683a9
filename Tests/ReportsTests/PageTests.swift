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

    private func flat(_ page: String) -> String { page.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

    @Test("What happens on no path is shown as a bound, not as a certain zero")
    func none() async throws {
        let page = flat(OverviewPage.text(try await answer(), width: 80))
        // Three over 200 paths are 1.5 %, rounded up.
        #expect(page.contains("<2 %: in none of the 200 paths"))
        #expect(page.contains("Microsoft <2 %"))
    }

    @Test("Percentiles of fewer than 20 paths are left out, and the paths are counted")
    func fewPaths() async throws {
        let page = flat(OverviewPage.text(try await answer(paths: 16), width: 80))
        #expect(page.contains("-: measured in fewer than 20 paths"))
        #expect(page.contains("P95 - - -"))
    }

    @Test(
        "The base case's page marks what is no whole year, counts paths, says what is left out and whose dollars they are"
    )
    func baseCase() async throws {
        let program = try Reading.program(folder: PackageRoot.path("Scenarios/base-2026"))
        let run = try await Runner(program, threads: 2).run(paths: 24)
        var answer = OverviewAnswer(run, of: program, seconds: 0)
        try await answer.addBuildOut(program, paths: 8, traced: 1, threads: 2)
        let text = OverviewPage.text(answer, width: 80)
        for line in text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
        let page = flat(text)
        for words in [
            "2026* 2027", "* 2026: April to December, three quarters.", "2027, 2028 left out: COLUMNS=120 shows them.",
            "Medians of the first 8 paths.", "Money traced on 1 path,", "gap, 95th percentile", "power available",
            "wherever they build, utilities and makers among them",
        ] { #expect(page.contains(words), "\(words)") }
        let wide = OverviewPage.text(answer, width: 120)
        #expect(!wide.contains("COLUMNS=120"))
        // Losses stand in their order.
        let expected = answer.losses.map(\.expected.value).max() ?? 0
        let first = try #require(answer.losses.first { $0.expected.value == expected })
        let rows = text.split(separator: "\n").drop { !$0.hasPrefix("WHO LOSES: ") }.dropFirst(2)
        let head = try #require(rows.first)
        #expect(head.contains(first.title.prefix(8)), "\(head)")
    }

    @Test("The refinancing wall keeps to its width and tells loans of one party apart")
    func wall() throws {
        let program = try Reading.program(folder: PackageRoot.path("Scenarios/base-2026"))
        let walls = RefinancingWallAnswer.all(program, try Replay(program, path: 0))
        let page = RefinancingWallPage.text(walls, width: 80)
        for line in page.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
        #expect(page.contains("  secured") && !page.contains("CoreWea…"))
    }

    @Test("Equipment that does not stand yet has no rent, and a table divided by zero no figure")
    func nothing() async throws {
        let program = try Reading.program(folder: PackageRoot.path("Scenarios/base-2026"))
        let compute = try await ComputeAnswer.compute(program, paths: 4, threads: 2)
        let page = ComputePage.text(compute, width: 80)
        let later = try #require(compute.generations.first { ($0.units.first ?? 1) == 0 && ($0.units.max() ?? 0) > 0 })
        let row = try #require(page.split(separator: "\n").first { $0.contains(later.title) })
        #expect(row.dropFirst(later.title.count + 2).split(separator: " ").first == "-", "\(row)")
        #expect(!page.contains("none free"))
        let tables = try await TablesAnswer.compute(
            Reading.program(
                """
                scenario: {name: tables, start: 2026Q1, quarters: 2, paths: 4}
                parties: {banks: {kind: sector, issues-money: true}, firm: {kind: party, equity: 0 USD}}
                tables:
                  zero: {source: a page, class: B, formula: per-unit, inputs: [{name: amount-x, value: 5}, {name: units-x, value: 0}], results: [{name: x, value: 1}]}
                """), paths: 4, threads: 1)
        #expect(tables.tables[0].rows[0].ours == Double.infinity)
        #expect(TablesPage.text(tables, width: 80).contains("off"))
    }

    @Test("A story sums up all that is lost, the largest first, and what the path was chosen by")
    func lost() throws {
        let program = try Reading.program(folder: PackageRoot.path("Scenarios/base-2026"))
        let names = Overview.metrics(of: program).map(\.name)
        for path in 0..<40 {
            let replay = try Replay(program, path: UInt64(path))
            let lost = program.listedLoans.map { loan in
                (loan, names.firstIndex(of: "\(loan.subject).lost").map { Double(replay.values[$0]) } ?? 0)
            }.filter { $0.1 > 0 }.sorted { $0.1 > $1.1 }
            guard lost.count > 5, let least = lost.last else { continue }
            let story = StoryAnswer(replay, of: program, metric: "\(least.0.subject).lost")
            let sum = Money.text(dollars: lost.reduce(0) { $0 + $1.1 })
            let first = "\(lost[0].0.title) \(Money.text(dollars: lost[0].1))"
            #expect(story.summary.contains("\(sum) lost in all; largest: \(first), "), "\(story.summary)")
            #expect(story.summary.contains("asked for: \(least.0.title) \(Money.text(dollars: least.1))."))
            return
        }
        Issue.record("no path of the first 40 loses on more than five loans")
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
