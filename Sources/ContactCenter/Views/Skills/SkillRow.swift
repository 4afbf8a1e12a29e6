/// A skill that an agent has.
public struct SkillRow: ViewRow {
  public var agent = AgentID()
  public var skill = Code()
  public var level: Int64 = 0
  public var grantedAt = Timestamp()
  /// From when it no longer counts; nil: it always does.
  public var certifiedUntil: Timestamp?
  public var training: Code?
  /// The position of the event that granted it last.
  public var position: Int64 = 0

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("agent", &agent, "Who has it.")
    fields.required("skill", &skill, "The skill.")
    fields.required("level", &level, "How well, from 1 to 10.")
    fields.required("grantedAt", &grantedAt, "When it was granted last.")
    fields.optional("certifiedUntil", &certifiedUntil, "From when it no longer counts.")
    fields.optional("training", &training, "The training that it rests on.")
    fields.required("position", &position, "The event that granted it.")
  }

  /// The skill as routing asks for it.
  public var held: HeldSkill {
    HeldSkill {
      $0.skill = skill
      $0.level = level
      $0.certifiedUntil = certifiedUntil
    }
  }

  var key: String { RowKey.make(agent.rawValue, skill.rawValue) }

  /// The key under which skills sort by the date on which they expire; nil for one that never does.
  var expiryKey: String? {
    certifiedUntil.map { CohortKey.make(receivedAt: $0, position: UInt64(position)) }
  }
}
