internal import ContactCenter
internal import CustomerKeys
internal import EventCodec
internal import EventLog
internal import Synchronization

/// Takes commands and facts to the log: prepared where they come in, decided on the writer's
/// thread, answered after the sync.
///
/// What can be done outside the writer is: bytes are encoded, sealed and fingerprinted on the
/// caller's thread. The writer looks the aggregate up, decides, and appends.
package final class CommandHandler: Sendable {
  let log: any EventLog
  let codec: EventCodec
  let clock: @Sendable () -> Int64
  /// Touched by the writer's thread alone; the lock is never waited for.
  let decisions: Mutex<DecisionState>

  init(
    log: any EventLog, views: any ViewStore, codec: EventCodec, zones: ZoneBook,
    clock: @escaping @Sendable () -> Int64
  ) {
    self.log = log
    self.codec = codec
    self.clock = clock
    decisions = Mutex(DecisionState(log: log, views: views, codec: codec, zones: zones))
  }

  /// Hands a command to the writer.
  ///
  /// - Parameters:
  ///   - deliver: takes the answer to where it is wanted, a connection's loop for example; without
  ///     it the completion is called on the writer's thread, which has better things to do.
  ///   - completion: called once, when the answer is durable.
  package func submit(
    _ command: consuming AppendCommand,
    deliver: (@Sendable (_ answer: @escaping @Sendable () -> Void) -> Void)? = nil,
    _ completion: @escaping @Sendable (CommandOutcome) -> Void
  ) {
    precondition(!command.events.isEmpty, "a command has an event")
    let now = clock()
    var prepared: [PreparedEvent] = []
    prepared.reserveCapacity(command.events.count)
    for event in command.events {
      do {
        prepared.append(try prepare(event, by: command.actor, now: now))
      } catch {
        return completion(.keysUnavailable("\(error)"))
      }
    }
    let work = CommandWork(
      command: command, events: prepared, handler: self, completion: completion)
    log.submit(CommandJob(work, deliver: deliver))
  }

  /// As the other `submit`, for callers that wait.
  package func submit(_ command: AppendCommand) async -> CommandOutcome {
    await withCheckedContinuation { continuation in
      submit(command) { continuation.resume(returning: $0) }
    }
  }

  private func prepare(
    _ event: IncomingEvent, by actor: Actor, now: Int64
  ) throws(KeyFailure) -> PreparedEvent {
    let record = try codec.prepare(
      event, actor: actor, source: event.source ?? Self.ownSource,
      id: event.id ?? Self.freshID(), time: event.time?.milliseconds ?? now)
    return PreparedEvent(
      stream: event.stream, event: event.event,
      time: Timestamp(milliseconds: record.time), traceParent: event.traceParent, record: record)
  }

  /// The source of events that name none.
  package static let ownSource = "urn:switchboard:api"

  /// 122 random bits as 32 hexadecimal digits.
  static func freshID() -> String {
    var generator = SystemRandomNumberGenerator()
    return Epoch(bits: generator.next()).description + Epoch(bits: generator.next()).description
  }
}

/// An event ready for the log, but for what only the writer knows.
///
/// An object, so that passing it on costs one count: it holds some twenty texts and arrays.
final class PreparedEvent: Sendable {
  let stream: StreamName
  /// The stream as the log names it: hashed where the event comes in, looked up by the writer.
  let name: ByteName
  /// The event as the rules see it.
  let event: Event
  let time: Timestamp
  /// The trace to which it and what follows from it belong.
  let traceParent: String?
  /// Encoded, sealed, fingerprinted; not stamped.
  let record: NewEvent

  init(
    stream: StreamName, event: Event, time: Timestamp, traceParent: String?, record: NewEvent
  ) {
    self.stream = stream
    name = ByteName(record.stream)
    self.event = event
    self.time = time
    self.traceParent = traceParent
    self.record = record
  }
}
