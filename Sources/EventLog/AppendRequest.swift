/// Events to be appended as one record, with what the writer must find first.
package struct AppendRequest: Sendable {
  /// 1…n events; all are kept, or none.
  package var events: [NewEvent]
  /// The version that a stream must have, or nil for any.
  package var expected: (stream: String, version: ExpectedVersion)?

  package init(
    _ events: [NewEvent], expected: (stream: String, version: ExpectedVersion)? = nil
  ) {
    self.events = events
    self.expected = expected
  }
}

/// What the writer must find before it appends: optimistic concurrency.
package enum ExpectedVersion: Sendable, Equatable {
  /// The stream must not exist.
  case new
  /// The stream must exist.
  case exists
  /// The stream must hold exactly this many events.
  case exactly(UInt64)

  /// Whether a stream with so many events is as expected; 0 where there is none.
  package func holds(for actual: UInt64) -> Bool {
    switch self {
    case .new: actual == 0
    case .exists: actual > 0
    case .exactly(let version): actual == version
    }
  }
}

/// The answer to an append.
package struct AppendReceipt: Sendable, Equatable {
  /// The position of the record's first event.
  package var first: UInt64
  /// The position of its last event.
  package var last: UInt64
  /// The version of the last event in its stream.
  package var version: UInt64
  /// True where the same events had been appended before and nothing was written now.
  package var isRepeat: Bool

  package init(first: UInt64, last: UInt64, version: UInt64, isRepeat: Bool) {
    self.first = first
    self.last = last
    self.version = version
    self.isRepeat = isRepeat
  }
}

/// Where an identity (`source` + `id`) is stored.
package struct StoredIdentity: Sendable, Equatable {
  package var id: String
  package var position: UInt64
  package var version: UInt64
  package var fingerprint: Fingerprint

  package init(id: String, position: UInt64, version: UInt64, fingerprint: Fingerprint) {
    self.id = id
    self.position = position
    self.version = version
    self.fingerprint = fingerprint
  }
}

/// 128 bits that tell one request body from another without revealing it.
///
/// Made by `EventCodec`: an HMAC under the subject's key where the body holds personal data (a bare
/// hash of a phone number could be guessed), else a truncated SHA-256.
package struct Fingerprint: Sendable, Equatable, Hashable {
  package var high: UInt64
  package var low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }
}
