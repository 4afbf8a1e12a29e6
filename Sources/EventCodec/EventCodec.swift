public import CustomerKeys

/// Events in their three forms: what somebody sends, what the log keeps, what the domain folds.
///
/// - `decode` reads a request's body into events, or says everything that is wrong with it
///   (`EventCodec+Decode.swift`).
/// - `prepare` turns an event into what the log keeps, its personal fields sealed
///   (`EventCodec+Prepare.swift`).
/// - `recorded` turns what the log keeps into what projections fold (`EventCodec+Recorded.swift`),
///   `personal` opens the sealed part (`EventCodec+Personal.swift`).
/// - `cloudEvent` and `serverSentEvent` write a kept event for the wire (`EventCodec+Wire.swift`).
///
/// A value without state of its own: any thread may use it, several at once.
public struct EventCodec: Sendable {
  /// The largest event in a body: 256 KiB, so that no sender can hold up the writer.
  public static let eventBytesMax = 262_144
  /// The largest batch: 1 MiB, which a hostile sender can make cost some 20 ms.
  public static let batchBytesMax = 1_048_576
  /// The most events of a batch, which are one record of the log.
  public static let batchEventsMax = 1_000

  let keys: any KeyStore
  let upcasters: Upcasters

  /// - Parameters:
  ///   - keys: under which personal fields are sealed and opened.
  ///   - upcasters: how older versions of types become the present ones.
  public init(keys: any KeyStore, upcasters: Upcasters = .released) {
    self.keys = keys
    self.upcasters = upcasters
  }
}
