package import EventLog

/// What somebody wants a consumer to be set to.
package struct ConsumerMove: Sendable {
  package var name: String
  /// A place of this log that exists: the caller has made sure.
  package var cursor: Cursor
  /// Whether the consumer may go back, or over from another life of the log.
  package var rewinds = false
  /// How often it must have been set, or nil for any.
  package var expected: ExpectedVersion?
  package var caller: ConsumerCaller
  /// Now: milliseconds since 1970.
  package var time: Int64

  package init(name: String, cursor: Cursor, caller: ConsumerCaller, at time: Int64) {
    self.name = name
    self.cursor = cursor
    self.caller = caller
    self.time = time
  }
}

/// Who handles consumers.
package struct ConsumerCaller: Sendable, Equatable {
  /// The name of the caller's grant.
  package var name: String
  /// Whether other people's consumers may be handled too.
  package var isOperator: Bool

  package init(name: String, isOperator: Bool) {
    self.name = name
    self.isOperator = isOperator
  }

  /// Whether the consumer is one of those that the caller may see and move.
  package func handles(_ consumer: Consumer) -> Bool {
    isOperator || consumer.owner == name
  }
}
