/// An instant: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
package struct Timestamp: Sendable, Hashable, Comparable {
  package var milliseconds: Int64

  package init(milliseconds: Int64 = 0) {
    self.milliseconds = milliseconds
  }

  package static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// The time from `earlier` to this instant in milliseconds; negative where clocks disagree.
  package func millisecondsSince(_ earlier: Timestamp) -> Int64 {
    milliseconds - earlier.milliseconds
  }

  /// The instant so many milliseconds later; earlier for a negative amount.
  package func adding(milliseconds amount: Int64) -> Timestamp {
    Timestamp(milliseconds: milliseconds + amount)
  }
}
