package import ContactCenter
internal import CustomerKeys
internal import EventCodec
package import EventLog

/// Where quarantined events are looked at and decided on.
///
/// What is in quarantine follows from the log alone: an event of type `source.event_quarantined`
/// waits until one of the other two types names its position. Decisions are commands like all
/// others, so that of two at the same time one is refused.
package final class QuarantineDesk: Sendable {
  private static let quarantined = SourceEvent.EventQuarantined.type.name
  private static let settling = [
    SourceEvent.QuarantineReadmitted.type.name, SourceEvent.QuarantineDismissed.type.name,
  ]
  private static let pageEvents = 1_000

  private let log: any EventLog
  private let codec: EventCodec
  private let commands: CommandHandler

  init(log: any EventLog, codec: EventCodec, commands: CommandHandler) {
    self.log = log
    self.codec = codec
    self.commands = commands
  }

  /// Quarantined events in the order of their positions. Cost: one look-up a decision ever made,
  /// and one a quarantined event looked at.
  package func list(_ filter: QuarantineFilter) throws(LogFailure) -> [QuarantinedEvent] {
    let settlements = try settlements()
    var found: [QuarantinedEvent] = []
    var after = filter.after
    while found.count < filter.limit {
      let positions = try log.positions(
        ofType: Self.quarantined, after: after, limit: Self.pageEvents)
      for position in positions where found.count < filter.limit {
        guard var event = try quarantined(at: position) else { continue }
        if let settled = settlements[position] { (event.status, event.settlement) = settled }
        if filter.matches(event) { found.append(event) }
      }
      guard positions.count == Self.pageEvents, let last = positions.last else { break }
      after = last
    }
    return found
  }

  /// The quarantined event at a position; nil where there is none.
  package func event(at position: UInt64) throws(LogFailure) -> QuarantinedEvent? {
    guard var event = try quarantined(at: position) else { return nil }
    if let settled = try settlements()[position] { (event.status, event.settlement) = settled }
    return event
  }

  /// What the source said, in its own words: personal data. Nil where it said nothing, or has been
  /// erased.
  package func raw(at position: UInt64) throws(LogFailure) -> String? {
    guard let stored = try stored(at: position) else { return nil }
    do throws(KeyFailure) {
      return try content(of: stored)?.raw
    } catch {
      throw .unavailable("the keys for personal data: \(error)")
    }
  }

  /// Decides again on a quarantined event, as a fact of its source: it is let in, or stays.
  ///
  /// The event keeps its source and time, and the id that a line's event would have had; one that
  /// came with an id of its own gets that id with `.readmitted` after it, since the first is the
  /// quarantined event's for ever.
  ///
  /// - Parameters:
  ///   - reason: 1…128 bytes.
  ///   - actor: who decides.
  package func readmit(
    _ position: UInt64, because reason: Code, by actor: Actor
  ) async -> QuarantineOutcome {
    let found: Found
    switch look(at: position) {
    case .success(let waiting): found = waiting
    case .failure(let outcome): return outcome.outcome
    }
    let incoming: IncomingEvent
    switch proposal(found) {
    case .success(let event): incoming = event
    case .failure(let outcome): return outcome.outcome
    }
    let decision = SourceEvent.QuarantineReadmitted {
      $0.position = Int64(position)
      $0.reason = reason
    }
    return await submit(.quarantineReadmitted(decision), found, and: [incoming], by: actor)
  }

  /// Puts a quarantined event aside for good.
  package func dismiss(
    _ position: UInt64, because reason: Code, by actor: Actor
  ) async -> QuarantineOutcome {
    switch look(at: position) {
    case .failure(let outcome): return outcome.outcome
    case .success(let found):
      let decision = SourceEvent.QuarantineDismissed {
        $0.position = Int64(position)
        $0.reason = reason
      }
      return await submit(.quarantineDismissed(decision), found, and: [], by: actor)
    }
  }
}

// MARK: Reading

extension QuarantineDesk {
  /// A quarantined event that waits.
  private struct Found {
    let stored: StoredEvent
    let recorded: RecordedEvent
    let event: QuarantinedEvent
  }

  /// An outcome on the way out.
  private struct Ended: Error {
    let outcome: QuarantineOutcome
  }

  private func stored(at position: UInt64) throws(LogFailure) -> StoredEvent? {
    guard position > 0, position <= log.head, let stored = try log.event(at: position),
      stored.type == Self.quarantined
    else { return nil }
    return stored
  }

  private func recorded(_ stored: StoredEvent) throws(LogFailure) -> RecordedEvent {
    do throws(CodecFailure) {
      return try codec.recorded(stored)
    } catch {
      throw .damaged(position: stored.position, reason: "cannot be decoded: \(error)")
    }
  }

  private func quarantined(at position: UInt64) throws(LogFailure) -> QuarantinedEvent? {
    guard let stored = try stored(at: position) else { return nil }
    let recorded = try recorded(stored)
    guard case .source(.eventQuarantined(let quarantined)) = recorded.event else { return nil }
    return QuarantinedEvent(recorded, quarantined)
  }

  /// All decisions by the position of the event that they are on.
  private func settlements() throws(LogFailure)
    -> [UInt64: (QuarantinedEvent.Status, QuarantinedEvent.Settlement?)]
  {
    var settlements: [UInt64: (QuarantinedEvent.Status, QuarantinedEvent.Settlement?)] = [:]
    for type in Self.settling {
      var after: UInt64 = 0
      while true {
        let positions = try log.positions(ofType: type, after: after, limit: Self.pageEvents)
        for position in positions {
          guard let stored = try log.event(at: position),
            let (target, status, settlement) = Self.settlement(try recorded(stored))
          else { continue }
          settlements[target] = (status, settlement)
        }
        guard positions.count == Self.pageEvents, let last = positions.last else { break }
        after = last
      }
    }
    return settlements
  }

  private static func settlement(
    _ recorded: RecordedEvent
  ) -> (UInt64, QuarantinedEvent.Status, QuarantinedEvent.Settlement)? {
    let target: Int64
    let status: QuarantinedEvent.Status
    let reason: Code?
    switch recorded.event {
    case .source(.quarantineReadmitted(let event)):
      (target, status, reason) = (event.position, .readmitted, event.reason)
    case .source(.quarantineDismissed(let event)):
      (target, status, reason) = (event.position, .dismissed, event.reason)
    default: return nil
    }
    let settlement = QuarantinedEvent.Settlement(
      position: recorded.position, time: recorded.recordedTime, actor: recorded.actor,
      reason: reason?.rawValue ?? "")
    return (UInt64(clamping: target), status, settlement)
  }

  private func content(
    of stored: StoredEvent
  ) throws(KeyFailure) -> SourceEvent.EventQuarantined? {
    let personal = try codec.personal(of: stored)
    // What cannot be read any more has nothing to say.
    guard case .opened = personal, let recorded = try? codec.recorded(stored, personal: personal),
      case .source(.eventQuarantined(let quarantined)) = recorded.event
    else { return nil }
    return quarantined
  }
}

// MARK: Deciding

extension QuarantineDesk {
  private func look(at position: UInt64) -> Result<Found, Ended> {
    do throws(LogFailure) {
      guard let stored = try stored(at: position), let event = try event(at: position) else {
        return .failure(Ended(outcome: .unknown))
      }
      guard event.status == .waiting else {
        return .failure(Ended(outcome: .alreadySettled(event.status)))
      }
      return .success(Found(stored: stored, recorded: try recorded(stored), event: event))
    } catch {
      return .failure(Ended(outcome: .failed(error)))
    }
  }

  /// The event that was set aside, as its source reported it.
  private func proposal(_ found: Found) -> Result<IncomingEvent, Ended> {
    let content: SourceEvent.EventQuarantined?
    do throws(KeyFailure) {
      content = try self.content(of: found.stored)
    } catch {
      return .failure(Ended(outcome: .keysUnavailable("\(error)")))
    }
    guard let content else {
      return .failure(Ended(outcome: .noEvent("what the source said has been erased")))
    }
    // A line of a file is not an event's data; what came as an event is.
    guard let data = content.proposed ?? (content.line == nil ? content.raw : nil),
      let type = found.event.type, let stream = found.event.stream.flatMap({ StreamName($0) })
    else {
      return .failure(Ended(outcome: .noEvent("the line could not be read as an event")))
    }
    do throws(CodecFailure) {
      let event = try codec.event(ofType: type, data: Array(data.utf8))
      var incoming = IncomingEvent(
        stream: stream, event: event, source: found.event.source,
        id: content.proposedID ?? found.event.id + ".readmitted", time: found.event.time)
      incoming.actor = found.recorded.actor
      incoming.causation = String(decoding: found.event.id.utf8.prefix(128), as: UTF8.self)
      return .success(incoming)
    } catch {
      return .failure(Ended(outcome: .noEvent("what the source said cannot be read: \(error)")))
    }
  }

  private func submit(
    _ decision: SourceEvent, _ found: Found, and facts: [IncomingEvent], by actor: Actor
  ) async -> QuarantineOutcome {
    let settling = IncomingEvent(stream: found.recorded.stream, event: .source(decision))
    let command = AppendCommand(events: [settling] + facts, kind: .fact, actor: actor)
    switch await commands.submit(command) {
    case .appended(let receipt): return .settled(receipt)
    // Somebody else was faster.
    case .rejected(let rejection, _) where rejection.reason == .notQuarantined:
      return alreadySettled(found)
    case .failed(.refused(.partialRepeat)):
      return alreadySettled(found)
    case .rejected(let rejection, _): return .rejected(rejection)
    case .failed(let failure): return .failed(failure)
    case .keysUnavailable(let why): return .keysUnavailable(why)
    case .quarantined: return .failed(.unavailable("a decision cannot be quarantined"))
    }
  }

  private func alreadySettled(_ found: Found) -> QuarantineOutcome {
    do throws(LogFailure) {
      return .alreadySettled(try event(at: found.event.position)?.status ?? .readmitted)
    } catch {
      return .failed(error)
    }
  }
}

extension QuarantineFilter {
  fileprivate func matches(_ event: QuarantinedEvent) -> Bool {
    (status == nil || status == event.status) && (source == nil || source == event.source)
  }
}
