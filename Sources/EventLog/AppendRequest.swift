/// Events to be appended as one record, with what the writer must find first.
public struct AppendRequest: Sendable {
  /// 1…n events; all are kept, or none.
  public var events: [NewEvent]
  /// The version that a stream must have, or nil for any.
  public var expected: (stream: String, version: ExpectedVersion)?

  public init(
    _ events: [NewEvent], expected: (stream: String, version: ExpectedVersion)? = nil
  ) {
    self.events = events
    self.expected = expected
  }
}

/// What the writer must find before it appends: optimistic concurrency.
public enum ExpectedVersion: Sendable, Equatable {
  /// The stream must not exist.
  case new
  /// The stream must exist.
  case exists
  /// The stream must hold exactly this many events.
  case exactly(UInt64)

  /// Whether a stream with so many events is as expected; 0 where there is none.
  public func holds(for actual: UInt64) -> Bool {
    switch self {
    case .new: actual == 0
    case .exists: actual > 0
    case .exactly(let version): actual == version
    }
  }
}

/// The answer to an append.
public struct AppendReceipt: Sendable, Equatable {
  /// The position of the record's first event.
  public var first: UInt64
  /// The position of its last event.
  public var last: UInt64
  /// The version of the last event in its stream.
  public var version: UInt64
  /// True where the same events had been appended before and nothing was written now.
  public var isRepeat: Bool

  public init(first: UInt64, last: UInt64, version: UInt64, isRepeat: Bool) {
    self.first = first
    self.last = last
    self.version = version
    self.isRepeat = isRepeat
  }
}

/// Where an identity (`source` + `id`) is stored.
public struct StoredIdentity: Sendable, Equatable {
  public var id: String
  public var position: UInt64
  public var version: UInt64
  public var fingerprint: Fingerprint

  public init(id: String, position: UInt64, version: UInt64, fingerprint: Fingerprint) {
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
public struct Fingerprint: Sendable, Equatable, Hashable {
  public var high: UInt64
  public var low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }
}
