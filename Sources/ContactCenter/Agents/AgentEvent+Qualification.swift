// What an agent has learned, and what they may therefore do.

extension AgentEvent {
  /// The agent completed a training.
  public struct TrainingCompleted: EventPayload {
    public var training = Code()
    public var scorePercent: Int64?

    public static let type = EventType(
      "agent.training_completed", 1, "The agent completed a training.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("training", &training, "The training, out of the company's list.")
      fields.optional("scorePercent", &scorePercent, .range(0...100), "The result, where graded.")
    }
  }

  /// The agent has a skill, at a level, perhaps until a date. Granting again changes both.
  public struct SkillGranted: EventPayload {
    public var skill = Code()
    public var level = Int64()
    public var certifiedUntil: Timestamp?
    public var training: Code?

    public static let type = EventType(
      "agent.skill_granted", 1, "The agent has a skill, at a level, perhaps until a date.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("skill", &skill, "The skill.")
      fields.required("level", &level, .range(1...10), "How well, from 1 to 10.")
      fields.optional(
        "certifiedUntil", &certifiedUntil, "From when it no longer counts; missing: never.")
      fields.optional("training", &training, "The training that it rests on.")
    }
  }

  /// The agent no longer has a skill.
  public struct SkillRevoked: EventPayload {
    public var skill = Code()
    public var reason: Code?

    public static let type = EventType(
      "agent.skill_revoked", 1, "The agent no longer has a skill.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("skill", &skill, "The skill.")
      fields.optional("reason", &reason, "Why.")
    }
  }
}
