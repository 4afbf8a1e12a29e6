// Who may take a queue's calls.

extension QueueEvent {
  /// The skills that a queue's calls need were set: these, and no others.
  public struct SkillsRequired: EventPayload {
    public var skills: [SkillRequirement] = []

    public static let type = EventType(
      "queue.skills_required", 1, "The skills that a queue's calls need were set.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.objects(
        "skills", &skills, .count(16), "All that an agent needs; missing: nothing is needed.")
    }
  }
}
