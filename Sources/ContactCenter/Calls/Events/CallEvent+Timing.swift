// What falls due around a call: standards that it fails to keep, and the promise to call back.

extension CallEvent {
  /// The call failed to keep a standard. Appended by the engine's clock at the moment at which the
  /// time was up.
  public struct ThresholdCrossed: EventPayload {
    public var threshold = CallThreshold()
    public var queue: QueueID?
    public var agent: AgentID?
    public var seconds = Int64()
    public var since: Timestamp?

    public static let type = EventType(
      "call.threshold_crossed", 1, "The call failed to keep a standard.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("threshold", &threshold, "Which standard.")
      fields.optional("queue", &queue, "The queue whose standard it is.")
      fields.optional("agent", &agent, "Who talks, where that is what takes long.")
      fields.required("seconds", &seconds, .range(0...31_622_400), "The limit.")
      fields.optional("since", &since, "Since when the call has waited or been talked.")
    }
  }

  /// The customer asked to be called back. Asking again moves it.
  public struct CallbackRequested: EventPayload {
    public var due = Timestamp()
    public var to: String?
    public var queue: QueueID?
    public var keepsPlace: Bool?

    public static let type = EventType(
      "call.callback_requested", 1, "The customer asked to be called back.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("due", &due, "When to call.")
      fields.optional("to", &to, .personal.text(128), "The number to call.")
      fields.optional("queue", &queue, "The queue whose agents are to call.")
      fields.optional(
        "keepsPlace", &keepsPlace,
        "Whether to call as soon as the caller's turn in the queue comes, if that is before `due`.")
    }
  }

  /// The time to call back has come. Appended by the engine's clock.
  public struct CallbackDue: EventPayload {
    public static let type = EventType(
      "call.callback_due", 1, "The time to call back has come.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {}
  }

  /// The customer was called back.
  public struct CallbackCompleted: EventPayload {
    public var call: CallID?

    public static let type = EventType(
      "call.callback_completed", 1, "The customer was called back.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("call", &call, "The call by which that was done.")
    }
  }
}
