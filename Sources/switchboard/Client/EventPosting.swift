internal import ContactCenter
internal import Engine
internal import EventCodec
internal import EventLog
internal import SwitchboardClient

/// Appends events that a command makes itself: through the server of a folder, or into a folder
/// that nobody serves.
enum EventPosting {
  /// The source of the events that commands make.
  static let source = "urn:switchboard:cli"

  /// - Parameter makesFolder: whether a folder that is missing is made.
  /// - Returns: what became of each event, in their order: nil, or why it was refused.
  /// - Throws: `CommandFailure` where there is no log, or the server or the log fails.
  static func post(
    _ events: [(stream: StreamName, event: Event, id: String?)], to target: TargetOptions,
    makesFolder: Bool = false
  ) async throws -> [String?] {
    if let server = try await target.server() {
      var refusals: [String?] = []
      for event in events { refusals.append(try await post(event, through: server)) }
      return refusals
    }
    let installation =
      makesFolder
      ? try LocalInstallation.openForWriting(target.folder)
      : try LocalInstallation.openLogForWriting(target.folder)
    defer { installation.close() }
    try await installation.catchUp()
    var refusals: [String?] = []
    for event in events { refusals.append(try await post(event, into: installation)) }
    try await installation.catchUp()
    return refusals
  }

  private static func post(
    _ event: (stream: StreamName, event: Event, id: String?), through server: SwitchboardClient
  ) async throws -> String? {
    var outgoing = OutgoingEvent(
      type: event.event.type.name, stream: event.stream.description,
      data: JSONDocument(bytes: RowCodec.encode(event.event)))
    outgoing.id = event.id
    outgoing.source = event.id.map { _ in source }
    do throws(ClientFailure) {
      _ = try await server.append(outgoing)
      return nil
    } catch {
      guard case .conflict(let problem) = error else { throw error }
      return problem.detail.isEmpty ? "refused" : problem.detail
    }
  }

  private static func post(
    _ event: (stream: StreamName, event: Event, id: String?), into installation: LocalInstallation
  ) async throws -> String? {
    let incoming = IncomingEvent(
      stream: event.stream, event: event.event, source: event.id == nil ? nil : source,
      id: event.id)
    let faults = installation.engine.codec.problems(of: event.event)
    if let fault = faults.first { throw CommandFailure(fault.detail) }
    let command = AppendCommand(
      events: [incoming], kind: .command, actor: Actor(kind: .operator))
    switch await installation.engine.commands.submit(command) {
    case .appended, .quarantined: return nil
    case .rejected(let rejection, _): return rejection.detail
    case .failed(let failure): throw CommandFailure("not appended: \(failure)")
    case .keysUnavailable(let why): throw CommandFailure("not appended: \(why)")
    }
  }
}
