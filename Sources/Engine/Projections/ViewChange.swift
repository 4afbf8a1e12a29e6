/// One row of a view that changed.
package struct ViewChange: Sendable, Equatable {
  /// The row's key: a queue, an agent, a call, a customer.
  package var key: String
  /// The row as JSON, or nil where it was removed.
  package var value: [UInt8]?
  /// The position up to which the view had been folded when this value was published.
  package var position: UInt64

  package init(key: String, value: [UInt8]?, position: UInt64) {
    self.key = key
    self.value = value
    self.position = position
  }
}

/// What a subscriber to a view that stands at a position has missed.
package enum ViewChanges: Sendable, Equatable {
  /// The rows changed since, oldest first; and the position up to which that is all. `isAll` says
  /// whether the view stands there.
  case rows([ViewChange], through: UInt64, isAll: Bool)
  /// It is no longer known what changed: a new snapshot is needed.
  case reset
}
