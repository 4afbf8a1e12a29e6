package import EventLog

/// Why a consumer was not set or removed. Nothing has changed.
package enum ConsumerRefusal: Error, Sendable, Equatable {
  /// The caller's: it belongs to another grant.
  case foreign
  /// The caller's: it has been set `actual` times.
  case wrongVersion(expected: ExpectedVersion, actual: UInt64)
  /// The caller's: it stands at this place, which is further on or in another life of the log.
  case wouldGoBack(from: Cursor)
  /// The machine's.
  case failed(LogFailure)
}
