/// A visit to a queue that has not ended yet.
public struct OpenVisit: Payload {
  public var queue = QueueID()
  public var enqueuedAt = Timestamp()
  public var position: Int64 = 0

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("queue", &queue, "The queue.")
    fields.required("enqueuedAt", &enqueuedAt, "When the call entered it.")
    fields.required("position", &position, "The position of the event that opened it.")
  }
}
