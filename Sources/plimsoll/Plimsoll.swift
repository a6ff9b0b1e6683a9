import ArgumentParser

@main struct Plimsoll: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The load line for the AI build-out.",
        subcommands: [
            ActusCommand.self, FinanceCommand.self, NetworkCommand.self,
        ])
}
