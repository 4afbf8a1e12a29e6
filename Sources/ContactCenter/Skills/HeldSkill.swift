/// A skill that an agent has.
public struct HeldSkill: Payload {
  public var skill = Code()
  public var level = Int64()
  /// From when it no longer counts; nil: it always does.
  public var certifiedUntil: Timestamp?

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("skill", &skill, "The skill.")
    fields.required("level", &level, .range(1...10), "How well, from 1 to 10.")
    fields.optional("certifiedUntil", &certifiedUntil, "From when it no longer counts.")
  }

  /// Whether the skill counts at a moment: the last one is that before `certifiedUntil`.
  public func counts(at time: Timestamp) -> Bool { certifiedUntil.map { time < $0 } ?? true }
}
