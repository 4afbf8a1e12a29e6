/// Follows every open call through queues and agents, and tells a projection what moves.
///
/// It takes whatever the life cycle of a call has accepted: offers that were never reported, answers
/// straight from the queue, several agents one after the other, wrap-up that goes on after the call.
/// Where a source says how long something took, that wins over the difference of its clocks.
package struct ContactTracker: Sendable {
  /// One row for each open call, by its id.
  package var contacts: RowTable<OpenContact>

  package init() {
    contacts = RowTable("contacts", .private)
  }

  /// Folds an event of a call.
  ///
  /// - Returns: where the call is afterwards; nil for an event that moves no call.
  @discardableResult
  package mutating func apply(
    _ event: CallEvent, of recorded: RecordedEvent, into sink: inout some ContactSink
  ) -> ContactStage? {
    let key = recorded.stream.id
    let moment = Moment(recorded)
    guard let role = Self.role(of: event) else { return nil }
    let stage: ContactStage?
    if role == .opens || recorded.version == 1 {
      stage = contacts.update(key, orInsert: { Self.blank(key, moment) }) {
        Self.move(&$0, by: event, at: moment, into: &sink)
      }
    } else {
      let found = contacts.updateIfPresent(key) { contact -> ContactStage? in
        Self.move(&contact, by: event, at: moment, into: &sink)
      }
      guard let found else {
        applyLate(event, key, moment, into: &sink)
        return nil
      }
      stage = found
    }
    return stage ?? contacts.remove(key)?.stage
  }

  /// - Returns: where the call is; nil when nothing can move it any more.
  private static func move(
    _ contact: inout OpenContact, by event: CallEvent, at moment: Moment,
    into sink: inout some ContactSink
  ) -> ContactStage? {
    contact.apply(event, at: moment, into: &sink)
    return contact.isFinished ? nil : contact.stage
  }

  /// A switch may report a missed offer after the end of the call; it counts all the same.
  private func applyLate(
    _ event: CallEvent, _ key: String, _ moment: Moment, into sink: inout some ContactSink
  ) {
    guard case .offerMissed = event else { return }
    var contact = Self.blank(key, moment)
    contact.apply(event, at: moment, into: &sink)
  }

  private enum Role {
    /// The beginning of a call, or of a part of it.
    case opens
    case moves
  }

  private static func role(of event: CallEvent) -> Role? {
    switch event {
    case .received, .placed, .queued: .opens
    case .menuEntered, .calleeAnswered, .connectFailed, .queueExited, .abandoned, .offered,
      .offerMissed, .offerRescinded, .answered, .held, .resumed, .transferred, .ended, .wrapEnded:
      .moves
    default: nil
    }
  }

  private static func blank(_ key: String, _ moment: Moment) -> OpenContact {
    var contact = OpenContact()
    contact.origin.call = CallID(key)
    contact.origin.receivedAt = moment.time
    return contact
  }
}
