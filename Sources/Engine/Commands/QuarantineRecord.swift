internal import ContactCenter
internal import EventCodec
internal import EventLog

/// How a contradicting fact is kept: under its own identity, in its source's stream.
enum QuarantineRecord {
  static func stream(of source: String) -> String {
    StreamName(.source, source).description
  }
}

extension CommandHandler {
  /// The record of an event that follows from a proposal.
  func consequence(
    _ event: Event, number: Int, of proposal: PreparedEvent
  ) throws(LogFailure) -> NewEvent {
    var incoming = IncomingEvent(stream: proposal.stream, event: event)
    incoming.causation = proposal.record.id
    incoming.traceParent = proposal.traceParent
    return try record(
      incoming, actor: Actor(kind: .system), source: proposal.record.source,
      id: Self.consequenceID(number, of: proposal), time: proposal.record.time)
  }

  /// The identity, within its source, of what follows from a proposal.
  static func consequenceID(_ number: Int, of proposal: PreparedEvent) -> String {
    "\(proposal.record.id)/\(number)"
  }

  /// The record of a fact that the state cannot hold. A repeat of the fact finds it by the fact's
  /// own identity and bytes.
  func quarantine(
    _ prepared: PreparedEvent, of event: IncomingEvent, because rejection: Rejection,
    by actor: Actor
  ) throws(LogFailure) -> NewEvent {
    let payload = SourceEvent.EventQuarantined {
      $0.reason = Code(rejection.reason.rawValue)
      $0.detail = rejection.detail
      $0.type = Code(prepared.event.type.name)
      $0.stream = prepared.record.stream
      $0.raw = String(decoding: RowCodec.encode(prepared.event), as: UTF8.self)
    }
    var incoming = IncomingEvent(
      stream: StreamName(.source, prepared.record.source),
      event: .source(.eventQuarantined(payload)))
    incoming.correlation = event.correlation
    incoming.traceParent = event.traceParent
    var record = try record(
      incoming, actor: actor, source: prepared.record.source, id: prepared.record.id,
      time: prepared.record.time)
    record.fingerprint = prepared.record.fingerprint
    return record
  }

  private func record(
    _ event: IncomingEvent, actor: Actor, source: String, id: String, time: Int64
  ) throws(LogFailure) -> NewEvent {
    do {
      return try codec.prepare(event, actor: actor, source: source, id: id, time: time)
    } catch {
      throw .unavailable("an event that follows cannot be encoded: \(error)")
    }
  }
}
