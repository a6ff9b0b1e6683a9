import TestSupport
import Testing

/// What is said where a name or a number is not right: the names that are near, and what to write.
struct ErrorWordsTests {
    private let tool = CommandLineTool()

    @Test("A metric that a run does not keep is answered with five near ones and the way to list all")
    func metrics() throws {
        #expect(try tool.run(["run", "childress", "--paths", "16", "--no-effects"]).code == 0)
        let unknown = try tool.run(["explain", "latest", "--worst", "parties.iren.defalt"])
        #expect(unknown.code == 1)
        #expect(unknown.errors.contains("nearest are: parties.iren.default, "), "\(unknown.errors)")
        #expect(unknown.errors.contains("`plimsoll explain 1 --metrics` lists all"), "\(unknown.errors)")
        #expect(unknown.errors.split(separator: "\n").count == 1)
        let listed = try tool.run(["explain", "latest", "--metrics"])
        #expect(listed.code == 0)
        #expect(listed.output.split(separator: "\n").contains { $0.hasPrefix("parties.iren.earnings ") })
        #expect(try tool.run(["explain", "latest", "--metrics", "--path", "1"]).code == 2)
    }

    @Test("A run that is not there is told before a path is asked for")
    func runs() throws {
        #expect(try tool.run(["run", "childress", "--paths", "16", "--no-effects"]).code == 0)
        let absent = try tool.run(["explain", "99"])
        #expect(absent.code == 1 && absent.errors.contains("there is no run `99`"))
        let pathless = try tool.run(["explain", "1"])
        #expect(pathless.code == 2 && pathless.errors.contains("name a path with one of --path N"))
    }

    @Test("A scenario that is not there is told with those that are")
    func scenarios() throws {
        for command in ["run", "facts"] {
            let result = try tool.run([command, "childres"])
            #expect(result.code == 1)
            #expect(result.errors.contains("there is no scenario or folder `childres`"), "\(result.errors)")
            #expect(result.errors.contains("did you mean \"childress\"?"), "\(result.errors)")
            #expect(result.errors.contains("built-in ones are: base-2026, "), "\(result.errors)")
        }
    }

    @Test("A rate that was written without a unit is told how to write it")
    func rates() throws {
        let result = try tool.run(["run", "childress", "--set", "contracts.gpu-loan.margin=600"])
        #expect(result.code == 1)
        #expect(result.errors.contains("hint: write `600 bp` or `6 %`"), "\(result.errors)")
    }

    @Test("An export that cannot be made says why and leaves no folder in the way of the next")
    func exports() throws {
        #expect(try tool.run(["run", "childress", "--paths", "16", "--no-effects"]).code == 0)
        let folder = TemporaryFolder.make()
        for (arguments, words) in [
            (["--path", "99"], "run 1 has paths 0 to 15, not 99"),
            (["--party", "nobody"], "no party is called `nobody`"),
        ] {
            let refused = try tool.run(["export", "latest", "--to", "taken"] + arguments, in: folder)
            #expect(refused.code == 1 && refused.errors.contains(words), "\(refused.errors)")
        }
        let made = try tool.run(["export", "latest", "--to", "taken"], in: folder)
        #expect(made.code == 0, "\(made.errors)")
    }

    @Test("A number below zero is read as a number, and told its range")
    func belowZero() throws {
        for (arguments, words) in [
            (["run", "childress", "--paths", "-5"], "--paths must lie between 1 and"),
            (["run", "childress", "--threads", "-1"], "--threads must lie between 1 and 1024, not -1"),
            (["trace", "latest", "--paths", "-1"], "--paths must be at least 1, not -1"),
            (["serve", "--port", "-1"], "--port must lie between 0 and 65535, not -1"),
        ] {
            let refused = try tool.run(arguments)
            #expect(refused.code == 2 && refused.errors.contains(words), "\(refused.errors)")
        }
    }

    @Test("An address that cannot be listened on is told with what can")
    func addresses() throws {
        for (host, words) in [("no-such-host.invalid", "no machine of that name"), ("192.0.2.1", "cannot assign")] {
            let refused = try tool.run(["serve", "--host", host, "--port", "0"])
            #expect(
                refused.code == 1 && refused.errors.contains("cannot listen on port 0 of `\(host)`"),
                "\(refused.errors)")
            #expect(refused.errors.contains(words) && refused.errors.contains("127.0.0.1"), "\(refused.errors)")
        }
    }

    @Test("A new scenario's name is one that every shell and file takes")
    func names() throws {
        let folder = TemporaryFolder.make()
        for name in ["my deal", "-deal", "a$b", "deal'"] {
            let refused = try tool.run(["init", "--", name], in: folder)
            #expect(refused.code != 0 && refused.errors.contains("not `\(name)`"), "\(refused.errors)")
        }
    }

    @Test("A shock's severity stands beside its name wherever the run is told")
    func severities() throws {
        let told = try tool.run(["run", "childress", "--paths", "16", "--shock", "rents-down=-25 %"])
        #expect(told.code == 0 && told.output.contains("rents-down=-0.25."), "\(told.output)")
    }
}
