/// The days of a time zone, as plain numbers: its offsets from UTC and when each came into force.
///
/// Folds get it as a value, because a zone library's answers change with its version and folds must
/// not. A day is [start, end) in instants; days of 23 and 25 hours exist.
public struct CalendarDays: Sendable, Equatable {
  /// A change of the zone's offset.
  public struct Transition: Sendable, Equatable {
    /// The first instant of the offset.
    public var from: Timestamp
    /// What is added to UTC to get the zone's clock, in seconds: −86,400…86,400.
    public var offsetSeconds: Int64

    public init(from: Timestamp, offsetSeconds: Int64) {
      self.from = from
      self.offsetSeconds = offsetSeconds
    }
  }

  /// The zone's name (IANA), for people.
  public let name: String
  /// The offset before the first transition, in seconds.
  public let initialOffsetSeconds: Int64
  /// In order of time.
  public let transitions: [Transition]

  public init(name: String, initialOffsetSeconds: Int64, transitions: [Transition]) {
    self.name = name
    self.initialOffsetSeconds = initialOffsetSeconds
    self.transitions = transitions.sorted { $0.from < $1.from }
  }

  /// The days of UTC.
  public static let utc = CalendarDays(name: "UTC", initialOffsetSeconds: 0, transitions: [])

  /// A span of instants, [start, end).
  public struct Span: Sendable, Equatable {
    public var start: Timestamp
    public var end: Timestamp

    public init(start: Timestamp, end: Timestamp) {
      self.start = start
      self.end = end
    }

    /// Whether an instant lies in it: the start does, the end does not.
    public func contains(_ time: Timestamp) -> Bool { start <= time && time < end }
  }

  /// The day that holds an instant. Cost: a few binary searches over the transitions.
  public func day(containing time: Timestamp) -> Span {
    let number = dayNumber(containing: time)
    return Span(start: start(ofDay: number), end: start(ofDay: number + 1))
  }

  /// The number of the day that holds an instant, counted from 1970-01-01 in the zone.
  public func dayNumber(containing time: Timestamp) -> Int64 {
    var number = Self.floor(localMilliseconds(at: time), by: Self.dayMilliseconds)
    while start(ofDay: number + 1) <= time { number += 1 }
    while start(ofDay: number) > time { number -= 1 }
    return number
  }

  /// The first instant of a day: the first at which the zone's clock shows its midnight or later.
  public func start(ofDay number: Int64) -> Timestamp {
    instant(atLocalMilliseconds: number * Self.dayMilliseconds)
  }

  /// The first instant at which the zone's clock shows a time, or a later one where the clock skips
  /// it. Local times are counted as if the zone's clock were UTC's.
  public func instant(atLocalMilliseconds local: Int64) -> Timestamp {
    let earliest = Timestamp(milliseconds: local - Self.offsetMillisecondsMax)
    var index = transitionIndex(at: earliest)
    while true {
      let offset = index < 0 ? initialOffsetSeconds : transitions[index].offsetSeconds
      var candidate = Timestamp(milliseconds: local - offset * 1_000)
      if index >= 0, candidate < transitions[index].from { candidate = transitions[index].from }
      guard index + 1 < transitions.count, candidate >= transitions[index + 1].from else {
        return candidate
      }
      index += 1
    }
  }

  /// The zone's clock at an instant, in milliseconds, as if it were UTC's.
  public func localMilliseconds(at time: Timestamp) -> Int64 {
    time.milliseconds + offsetSeconds(at: time) * 1_000
  }

  /// What the zone adds to UTC at an instant, in seconds.
  public func offsetSeconds(at time: Timestamp) -> Int64 {
    let index = transitionIndex(at: time)
    return index < 0 ? initialOffsetSeconds : transitions[index].offsetSeconds
  }

  /// The index of the transition in force at an instant; −1 before the first.
  public func transitionIndex(at time: Timestamp) -> Int {
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle].from <= time { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }

  /// The quotient rounded down, also for negative numbers.
  public static func floor(_ value: Int64, by divisor: Int64) -> Int64 {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// A day of 24 hours.
  public static let dayMilliseconds: Int64 = 86_400_000
  private static let offsetMillisecondsMax: Int64 = 2 * 86_400_000
}
