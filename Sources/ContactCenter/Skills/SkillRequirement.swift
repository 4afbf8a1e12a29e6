/// A skill that a queue's calls need, at some level.
public struct SkillRequirement: Payload {
  public var skill = Code()
  public var level = Int64()

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("skill", &skill, "The skill.")
    fields.required("level", &level, .range(1...10), "The lowest level that will do.")
  }
}
