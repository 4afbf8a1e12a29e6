// A visit to a queue: how it begins, and how it ends without an answer.

extension CallEvent {
  /// The call entered a queue: a visit begins.
  public struct Queued: EventPayload {
    public var queue = QueueID()
    public var priority: Int64?
    public var position: Int64?
    public var skills: [SkillRequirement] = []

    public static let type = EventType(
      "call.queued", 1, "The call entered a queue: a visit begins.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("queue", &queue, "The queue.")
      fields.optional(
        "priority", &priority, .range(-1_000_000...1_000_000),
        "Its priority there; higher goes first.")
      fields.optional(
        "position", &position, .range(1...1_000_000),
        "Its place in the queue, from 1.")
      fields.objects(
        "skills", &skills, .count(16), "What it needs beside what the queue's calls need.")
    }
  }

  /// The call left its queue, neither answered nor abandoned.
  public struct QueueExited: EventPayload {
    public var cause = QueueExitCause()
    public var waitMilliseconds: Int64?
    public var key: Code?
    public var position: Int64?

    public static let type = EventType(
      "call.queue_exited", 1, "The call left its queue, neither answered nor abandoned.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("cause", &cause, "Why.")
      fields.optional(
        "waitMilliseconds", &waitMilliseconds, .milliseconds,
        "How long it waited, by the source.")
      fields.optional("key", &key, "The key that the caller pressed.")
      fields.optional(
        "position", &position, .range(1...1_000_000),
        "Its place in the queue when it left, from 1.")
    }
  }

  /// The caller hung up before anybody answered.
  public struct Abandoned: EventPayload {
    public var phase = AbandonPhase()
    public var waitMilliseconds: Int64?
    public var position: Int64?

    public static let type = EventType(
      "call.abandoned", 1, "The caller hung up before anybody answered.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("phase", &phase, "Where the caller hung up.")
      fields.optional(
        "waitMilliseconds", &waitMilliseconds, .milliseconds,
        "How long the caller waited in the queue, by the source.")
      fields.optional(
        "position", &position, .range(1...1_000_000),
        "The place in the queue at the hang-up, from 1.")
    }
  }
}
