/// The shifts that an agent is scheduled for: none overlaps another.
///
/// Memory: the newest thousand; who forgets older ones forgets only what lies far back.
public struct Schedule: Sendable, Equatable {
  /// [start, end) of one shift.
  private struct Shift: Sendable, Equatable {
    var start: Timestamp
    var end: Timestamp
  }

  private static let shiftsMax = 1_000
  /// A day of 25 hours.
  private static let lengthMillisecondsMax: Int64 = 25 * 3_600_000

  private var shifts: [Code: Shift] = [:]

  public init() {}

  public var isEmpty: Bool { shifts.isEmpty }

  /// Why a shift cannot be scheduled; nil where it can.
  func misfit(_ scheduled: AgentEvent.ShiftScheduled) -> Rejection.Reason? {
    let length = scheduled.end.millisecondsSince(scheduled.start)
    guard (1...Self.lengthMillisecondsMax).contains(length) else { return .invalidShift }
    if shifts[scheduled.shift] != nil { return .alreadyScheduled }
    let overlaps = shifts.values.contains {
      $0.start < scheduled.end && scheduled.start < $0.end
    }
    return overlaps ? .shiftsOverlap : nil
  }

  /// Why a shift cannot be cancelled; nil where it can.
  func misfit(_ cancelled: AgentEvent.ShiftCancelled) -> Rejection.Reason? {
    shifts[cancelled.shift] == nil ? .notScheduled : nil
  }

  mutating func add(_ scheduled: AgentEvent.ShiftScheduled) {
    shifts[scheduled.shift] = Shift(start: scheduled.start, end: scheduled.end)
    guard shifts.count > Self.shiftsMax else { return }
    let oldest = shifts.min {
      $0.value.end == $1.value.end ? $0.key < $1.key : $0.value.end < $1.value.end
    }
    if let oldest { shifts.removeValue(forKey: oldest.key) }
  }

  mutating func remove(_ shift: Code) {
    shifts.removeValue(forKey: shift)
  }
}
