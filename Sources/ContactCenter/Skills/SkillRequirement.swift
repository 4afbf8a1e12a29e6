/// A skill that a call needs, at some level, which may come down while the caller waits.
public struct SkillRequirement: Payload {
  public var skill = Code()
  public var level = Int64()
  public var relaxSeconds: Int64?
  public var lowestLevel: Int64?

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("skill", &skill, "The skill.")
    fields.required("level", &level, .range(1...10), "The lowest level that will do.")
    fields.optional(
      "relaxSeconds", &relaxSeconds, .range(1...86_400),
      "After each so many seconds of waiting one level less will do; missing: never.")
    fields.optional(
      "lowestLevel", &lowestLevel, .range(0...10),
      "The level below which it does not come down; 0: in the end anybody will do; missing: 1.")
  }
}

extension SkillRequirement {
  /// The level that will do after some waiting; 0: anybody will.
  public func level(afterWaiting milliseconds: Int64) -> Int64 {
    guard let relaxSeconds, milliseconds > 0 else { return level }
    let lowest = min(lowestLevel ?? 1, level)
    return max(lowest, level - milliseconds / (relaxSeconds * 1_000))
  }

  /// Whether what an agent can will do.
  ///
  /// - Parameter milliseconds: how long the call has waited.
  public func isMet(
    by held: [HeldSkill], at time: Timestamp, afterWaiting milliseconds: Int64 = 0
  ) -> Bool {
    let needed = level(afterWaiting: milliseconds)
    return needed == 0
      || held.contains { $0.skill == skill && $0.level >= needed && $0.counts(at: time) }
  }

  /// How long a call must have waited for the next step down, in milliseconds; nil where there is
  /// none left.
  public func nextStep(afterWaiting milliseconds: Int64) -> Int64? {
    guard let relaxSeconds else { return nil }
    let now = level(afterWaiting: milliseconds)
    guard now > min(lowestLevel ?? 1, level) else { return nil }
    return (level - now + 1) * relaxSeconds * 1_000
  }
}
