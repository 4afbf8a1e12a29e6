/// An instant: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
public struct Timestamp: Sendable, Hashable, Comparable {
  public var milliseconds: Int64

  public init(milliseconds: Int64 = 0) {
    self.milliseconds = milliseconds
  }

  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// The time from `earlier` to this instant in milliseconds; negative where clocks disagree.
  public func millisecondsSince(_ earlier: Timestamp) -> Int64 {
    milliseconds - earlier.milliseconds
  }

  /// The instant so many milliseconds later; earlier for a negative amount.
  public func adding(milliseconds amount: Int64) -> Timestamp {
    Timestamp(milliseconds: milliseconds + amount)
  }
}
