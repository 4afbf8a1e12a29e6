/// Which quarantined events are asked for.
package struct QuarantineFilter: Sendable, Equatable {
  /// Nil: whatever has become of them.
  package var status: QuarantinedEvent.Status?
  /// Nil: of all sources.
  package var source: String?
  /// Exclusive; 0 starts with the oldest.
  package var after: UInt64
  /// At most so many.
  package var limit: Int

  package init(
    status: QuarantinedEvent.Status? = .waiting, source: String? = nil, after: UInt64 = 0,
    limit: Int = 1_000
  ) {
    self.status = status
    self.source = source
    self.after = after
    self.limit = limit
  }
}
