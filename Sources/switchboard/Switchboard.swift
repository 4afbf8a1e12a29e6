internal import ArgumentParser

/// The program: `switchboard <noun> <verb>`.
@main
struct Switchboard: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "switchboard",
    abstract: "An event-sourced contact-center backend.",
    discussion: """
      A command about a log takes --data DIR (default: ./data), or --url of a server and a token. \
      On a folder that is being served, it goes through the server's control socket.

      Exit codes: 0 done; 1 failed, with the reason on standard error; 2 differences or damage \
      were found; 64 the command line is wrong.
      """,
    subcommands: [
      ServeCommand.self, AppendCommandLine.self, ImportCommand.self, EventsCommand.self,
      ViewCommand.self, ReportCommand.self, ProjectionsCommand.self, LogCommand.self,
      AccessCommand.self, ConsumersCommand.self, QuarantineCommand.self,
      SimulateCommand.self, BenchCommand.self, SchemaCommand.self, ProceduresCommand.self,
      QualityCommand.self,
    ])
}
