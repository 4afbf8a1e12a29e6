/// Follows every open call through queues and agents, and tells a projection what moves.
///
/// It takes whatever the life cycle of a call has accepted: offers that were never reported,
/// answers straight from the queue, several agents one after the other, wrap-up that goes on after
/// the call. Where a source says how long something took, that wins over the difference of its
/// clocks.
public struct ContactTracker: Sendable {
  /// One row for each open call, by its id.
  private(set) var contacts = RowTable<OpenContact>("contacts", .private)
  /// Calls that left a queue without an answer, or the house: a switch may bring one back, which
  /// then still belongs to the day on which it came in.
  private var diverted = RowTable<OpenContact>("diverted", .privateInStore)

  /// The calls after which an agent still works; follows from the contacts.
  private var wrapping: [AgentID: [String]] = [:]

  public init() {}

  /// Folds an event of a call.
  ///
  /// - Returns: where the call is afterwards; nil for an event that moves no call.
  @discardableResult
  public mutating func apply(
    _ event: CallEvent, of recorded: RecordedEvent, into sink: inout some ContactSink
  ) -> CallPhase? {
    guard let role = Self.role(of: event) else { return nil }
    let key = recorded.stream.id
    let moment = Moment(recorded)
    if case .answered(let answered) = event {
      leaveWraps(of: answered.agent, except: key, at: moment, into: &sink)
    }
    let moved = contacts.updateIfPresent(key) {
      Self.move(&$0, by: event, at: moment, into: &sink)
    }
    if let moved { return settle(moved, key) }
    guard var contact = contact(for: role, recorded) else { return nil }
    let opened = Self.move(&contact, by: event, at: moment, into: &sink)
    guard role != .trails else { return nil }
    contacts.insert(consume contact, key: key)
    return settle(opened, key)
  }

  /// Presents the tracker's tables.
  public mutating func forEachTable<Visitor: TableVisitor>(
    _ visitor: inout Visitor
  ) throws(Visitor.Failure) {
    try visitor.visit(&contacts)
    try visitor.visit(&diverted)
  }

  /// Derives what is not in the tables, once stored rows have been put back.
  public mutating func didRestore() {
    contacts.forEach { key, contact in
      for segment in contact.wraps where segment.agent != .unknown {
        wrapping[segment.agent, default: []].append(key)
      }
    }
  }

  /// Where the call is, whether nothing can move it any more, and whether it may come back.
  private typealias Moved = (
    phase: CallPhase, wrapping: AgentID?, isFinished: Bool, isDiverted: Bool
  )

  private static func move(
    _ contact: inout OpenContact, by event: CallEvent, at moment: Moment,
    into sink: inout some ContactSink
  ) -> Moved {
    contact.apply(event, at: moment, into: &sink)
    return (
      contact.phase, contact.wraps.last?.agent, contact.isFinished, contact.isDiverted
    )
  }

  private mutating func settle(_ moved: Moved, _ key: String) -> CallPhase {
    if let agent = moved.wrapping, agent != .unknown, wrapping[agent]?.contains(key) != true {
      wrapping[agent, default: []].append(key)
    }
    guard moved.isFinished else { return moved.phase }
    if moved.isDiverted, let contact = contacts.take(key) {
      diverted.insert(contact, key: key)
    } else {
      contacts.remove(key)
    }
    return moved.phase
  }

  /// Whoever takes a call has left the work after the ones before, whether or not that was said.
  private mutating func leaveWraps(
    of agent: AgentID, except key: String, at moment: Moment, into sink: inout some ContactSink
  ) {
    guard agent != .unknown, let left = wrapping.removeValue(forKey: agent) else { return }
    for other in left where other != key {
      let isFinished = contacts.updateIfPresent(other) { contact in
        contact.leaveWrap(of: agent, at: moment, into: &sink)
        return contact.isFinished
      }
      if isFinished == true { contacts.remove(other) }
    }
    if left.contains(key) { wrapping[agent] = [key] }
  }

  /// The contact that an event of an unknown call is about; nil where there is none to move.
  private mutating func contact(for role: Role, _ recorded: RecordedEvent) -> OpenContact? {
    if role == .resumes, recorded.version > 1 {
      if let contact = diverted.take(recorded.stream.id) { return contact }
    }
    guard recorded.version == 1 || role != .moves else { return nil }
    if role == .resumes, case .call(.ended) = recorded.event { return nil }
    var contact = OpenContact()
    contact.origin.call = CallID(recorded.stream.id)
    contact.origin.receivedAt = recorded.time
    return contact
  }

  /// What an event means for a call that is not open.
  private enum Role {
    /// It begins the call.
    case opens
    /// It brings a diverted call back, or closes it.
    case resumes
    /// A switch may report it after the end of the call; it counts, and opens nothing.
    case trails
    /// It says nothing without the open call.
    case moves
  }

  private static func role(of event: CallEvent) -> Role? {
    switch event {
    case .received, .placed: .opens
    case .queued, .menuEntered, .ended: .resumes
    case .offerMissed: .trails
    case .calleeAnswered, .connectFailed, .queueExited, .abandoned, .offered, .offerRescinded,
      .answered, .held, .resumed, .transferred, .wrapEnded:
      .moves
    default: nil
    }
  }
}
