import Engine
import RunStore
import Testing

struct NamingTests {
    private let folder: Folder
    private let store: RunStore

    init() throws {
        folder = try Folder()
        store = try RunStore(path: folder.path("runs.sqlite"))
    }

    @Test("a run is named by number, by `latest`, or by its scenario")
    func names() throws {
        for name in ["childress", "base-2026", "childress", "sim"] { _ = try Example(name: name).begin(in: store) }
        #expect(try store.run(named: "2").manifest.scenario == "base-2026")
        #expect(try store.run(named: "latest").number == 4)
        #expect(try store.run(named: "childress").number == 3)
    }

    @Test("an unknown name is answered with what there is")
    func unknown() throws {
        #expect(throws: RunStoreError.noSuchRun(path: store.path, name: "latest", known: [])) {
            try store.run(named: "latest")
        }
        _ = try Example().store(in: store)
        _ = try Example(name: "sim").begin(in: store)
        for name in ["7", "Childress", "", "1 "] {
            let error = #expect(throws: RunStoreError.self) { try store.run(named: name) }
            #expect(
                error?.description
                    == "\(store.path): there is no run `\(name)`; give a number, a scenario's name or `latest`. "
                    + "There are: 2 sim (unfinished), 1 childress (finished)")
        }
    }

    @Test("a run number that is not there is an error everywhere")
    func absent() throws {
        _ = try Example().begin(in: store)
        let error = RunStoreError.noSuchRun(path: store.path, name: "9", known: ["1 childress (unfinished)"])
        #expect(throws: error) { try store.load(9) }
        #expect(throws: error) { try store.firstPaths(of: 9) }
        #expect(throws: error) { try store.scenarioFiles(9) }
        #expect(throws: error) { try store.summary(9) }
        #expect(throws: error) { try store.fail(9, message: "") }
        #expect(throws: error) { try store.append(Example().chunks[0], to: 9) }
    }

    @Test("a long list of runs is cut, and says so")
    func long() throws {
        for _ in 0..<13 { _ = try Example().begin(in: store) }
        let error = #expect(throws: RunStoreError.self) { try store.run(named: "x") }
        #expect(error?.description.hasSuffix("4 childress (unfinished) and 3 more, see `plimsoll runs`") == true)
    }
}
