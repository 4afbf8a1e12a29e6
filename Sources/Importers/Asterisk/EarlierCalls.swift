import ContactCenter

/// The calls of a switch as an earlier import of its log left them.
///
/// A line that is later than what is known of its call goes on from there. One that is not is read
/// again, as when the same file is imported twice: it gets the contact that it had the first time,
/// and counts as what that contact expects.
struct EarlierCalls: Sendable {
  /// One contact under a unique id; a switch may use an id again.
  private struct Contact {
    var incarnation: Int
    var place: SwitchCall.Place
    var first: Int64
    var last: Int64

    /// As it was left.
    var state: SwitchCall {
      SwitchCall(place: place, incarnation: incarnation, lastSecond: last)
    }
  }

  /// By unique id, in the order of incarnations.
  private var contacts: [String: [Contact]] = [:]

  /// Nothing is known.
  init() {}

  /// - Parameter prefix: what the ids of this log's calls begin with.
  init(_ calls: [SourceCall], prefix: String) {
    for call in calls where call.call.rawValue.hasPrefix(prefix) {
      let (uniqueID, incarnation) = Self.parts(call.call.rawValue.dropFirst(prefix.count))
      contacts[uniqueID, default: []].append(
        Contact(
          incarnation: incarnation, place: SwitchCall.Place(call),
          first: call.since.milliseconds.floorDivided(by: 1_000),
          last: call.latest.milliseconds.floorDivided(by: 1_000)))
    }
    for id in contacts.keys { contacts[id]?.sort { $0.incarnation < $1.incarnation } }
  }

  private static func parts(_ id: Substring) -> (uniqueID: String, incarnation: Int) {
    guard let mark = id.lastIndex(of: "~"), let number = Int(id[id.index(after: mark)...]),
      number > 1
    else { return (String(id), 1) }
    return (String(id[..<mark]), number)
  }

  /// Where a call is before a line of it.
  ///
  /// - Parameters:
  ///   - enters: whether the lines of the same second let it enter a queue.
  ///   - current: what this import knows of it already.
  mutating func state(
    before line: QueueLogLine, of call: String, enters: Bool, current: SwitchCall?
  ) -> SwitchCall? {
    guard let contact = contacts[call]?.last(where: { $0.first <= line.second }) else {
      return current
    }
    let isReadAgain = line.second < contact.last || (line.second == contact.last && enters)
    guard isReadAgain else {
      // From here on this import knows it better.
      contacts[call]?.removeAll { $0.incarnation <= contact.incarnation }
      return Self.goOn(from: contact, current)
    }
    if let current, current.incarnation == contact.incarnation { return current }
    return SwitchCall(
      place: enters ? .away : SwitchCall.Place(expecting: line),
      incarnation: contact.incarnation, lastSecond: line.second)
  }

  private static func goOn(from contact: Contact, _ current: SwitchCall?) -> SwitchCall {
    guard let current, current.lastSecond >= contact.last else { return contact.state }
    return current
  }

  /// Takes out the calls that a restart of the switch in this second ends, unless this import knows
  /// them better.
  mutating func takeOpen(
    before second: Int64, current: [String: SwitchCall]
  ) -> [String: SwitchCall] {
    var open: [String: SwitchCall] = [:]
    for (call, known) in contacts {
      guard let last = known.last, last.state.isOpen, last.last <= second else { continue }
      contacts[call] = nil
      open[call] = Self.goOn(from: last, current[call])
    }
    return open
  }
}

extension SwitchCall.Place {
  fileprivate init(_ call: SourceCall) {
    self =
      switch call.place {
      case .waiting: .waiting(queue: call.queue?.rawValue ?? "")
      case .talking: .talking(queue: call.queue?.rawValue)
      case .away: .away
      case .over: .over
      }
  }

  /// A place in which a call expects the line.
  fileprivate init(expecting line: QueueLogLine) {
    switch line.verb {
    case .enterQueue: self = .away
    case .completeAgent, .completeCaller, .blindTransfer, .attendedTransfer, .transfer:
      self = .talking(queue: line.queue)
    default: self = .waiting(queue: line.queue ?? "")
    }
  }
}
