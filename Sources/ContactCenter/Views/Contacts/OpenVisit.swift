/// A visit to a queue that has not ended yet.
package struct OpenVisit: Payload {
  package var queue = QueueID()
  package var enqueuedAt = Timestamp()
  package var position: Int64 = 0

  package init() {}

  package mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("queue", &queue, "The queue.")
    fields.required("enqueuedAt", &enqueuedAt, "When the call entered it.")
    fields.required("position", &position, "The position of the event that opened it.")
  }
}
