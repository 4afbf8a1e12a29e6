internal import ArgumentParser
internal import ContactCenter
internal import EventCodec
internal import Foundation

/// `switchboard procedures …`: the procedure that comes with the program.
struct ProceduresCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "procedures",
    abstract: "Print or publish the procedure that comes with the program.",
    discussion: """
      Calls are scored against the version in force when they were answered: see the views \
      procedures, call-scores and procedure-scores. To publish steps of your own, append \
      policy.procedure_published; `procedures standard` prints a version to begin with.
      """,
    subcommands: [Standard.self, Publish.self])

  /// The event with the standard steps.
  static func event(version: Int64, queues: [String] = []) -> PolicyEvent.ProcedurePublished {
    PolicyEvent.ProcedurePublished {
      $0.version = version
      $0.title = "How to lead a call"
      $0.queues = queues.map { QueueID($0) }
      $0.steps = Procedure.standardSteps
    }
  }

  struct Standard: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the steps, as the data of policy.procedure_published.")

    func run() throws {
      writeOut(RowCodec.encode(ProceduresCommand.event(version: 1)) + [UInt8(ascii: "\n")])
    }
  }

  struct Publish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Put the steps into force, from the next answer on.")

    @OptionGroup var target: TargetOptions
    @Option(help: ArgumentHelp("The procedure's name. Default: standard.", valueName: "NAME"))
    var policy = "standard"
    @Option(
      help: ArgumentHelp(
        "The version: one more than the last. Range 1…1000000. Default: 1.", valueName: "N"))
    var version: Int64 = 1
    @Option(
      help: ArgumentHelp(
        "A queue whose calls it is for; may stand several times. Default: all calls.",
        valueName: "QUEUE"))
    var queue: [String] = []

    func run() async throws {
      let published = ProceduresCommand.event(version: version, queues: queue)
      let stream = StreamName(.policy, policy)
      let refusals = try await EventPosting.post(
        [(stream, .policy(.procedurePublished(published)), nil)], to: target, makesFolder: true)
      if let refusal = refusals.first ?? nil { throw CommandFailure(refusal) }
      writeOut("\(stream) version \(version), \(published.steps.count) steps, is in force\n")
    }
  }
}
