/// The limits by which visits are counted.
public struct ServiceStandard: Sendable, Equatable {
  /// T: an answer after at most this wait is within the standard.
  public var serviceLevelSeconds: Int64
  /// An abandon before this wait is short; 0: none is.
  public var shortAbandonSeconds: Int64

  /// What either limit may be, in seconds: at most a day.
  public static let secondsRange: ClosedRange<Int64> = 0...86_400

  public init(serviceLevelSeconds: Int64 = 20, shortAbandonSeconds: Int64 = 5) {
    self.serviceLevelSeconds = serviceLevelSeconds
    self.shortAbandonSeconds = shortAbandonSeconds
  }

  public var thresholdMilliseconds: Int64 { serviceLevelSeconds * 1_000 }
  public var shortAbandonMilliseconds: Int64 { shortAbandonSeconds * 1_000 }
}
