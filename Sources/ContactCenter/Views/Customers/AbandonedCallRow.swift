/// A call that was abandoned in a queue and is still to be called back.
///
/// It leaves the list
///
/// - when its customer, or the record in which that one goes on, talks with an agent: in a call of
///   theirs, or in one to them that a person picks up;
/// - when a call that names it (`callbackOf`) reaches a person, which is all that can be done for a
///   caller whom nobody has identified;
/// - when the call back that was promised in it is completed;
/// - when it is documented, where no agent had it: what an agent writes about a talk is not about
///   the hang-up after it.
///
/// Short abandons are on it too: the wait tells them. The number is not here: it is sealed, and in
/// the call's own stream for who may read it.
public struct AbandonedCallRow: ViewRow {
  public var call = CallID()
  public var queue = QueueID()
  public var customer: CustomerID?
  public var receivedAt = Timestamp()
  public var abandonedAt = Timestamp()
  public var waitMilliseconds: Int64 = 0
  public var position: Int64 = 0

  public init() {}

  /// The row of a call that this event ends while it waits in a queue; nil for another event.
  init?(_ call: OpenCustomerCall, _ event: CallEvent, _ recorded: RecordedEvent) {
    guard let enqueuedAt = call.enqueuedAt, let queue = call.contact.queue else { return nil }
    var reported: Int64?
    switch event {
    case .abandoned(let abandoned): reported = abandoned.waitMilliseconds
    case .ended(let ended) where ended.by == .customer: break
    default: return nil
    }
    self.call = call.contact.call
    self.queue = queue
    customer = call.isIdentified ? call.contact.customer : nil
    receivedAt = call.contact.receivedAt
    abandonedAt = recorded.time
    waitMilliseconds = reported ?? max(0, recorded.time.millisecondsSince(enqueuedAt))
    position = Int64(recorded.position)
  }

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("call", &call, "The call.")
    fields.required("queue", &queue, "The queue in which the caller gave up.")
    fields.optional("customer", &customer, "The customer, where identified.")
    fields.required("receivedAt", &receivedAt, "When the call came in, or was placed.")
    fields.required("abandonedAt", &abandonedAt, "When the caller hung up.")
    fields.required("waitMilliseconds", &waitMilliseconds, "How long the caller waited there.")
    fields.required("position", &position, "The position of the hang-up.")
  }

  /// The key under which those that were abandoned first come first.
  var key: String { CohortKey.make(receivedAt: abandonedAt, position: UInt64(position)) }
}
