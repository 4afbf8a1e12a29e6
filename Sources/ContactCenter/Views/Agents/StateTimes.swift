/// How long an agent was in each activity during recorded sessions: together, the sessions' time.
public struct StateTimes: Payload {
  public var notReady: Int64 = 0
  public var idle: Int64 = 0
  public var ringing: Int64 = 0
  public var onCall: Int64 = 0
  public var holding: Int64 = 0
  public var wrappingUp: Int64 = 0

  public init() {}

  /// All of them together, in milliseconds.
  public var sum: Int64 { notReady + idle + ringing + onCall + holding + wrappingUp }

  mutating func add(_ milliseconds: Int64, to activity: AgentActivity) {
    switch activity {
    case .notReady: notReady += milliseconds
    case .idle: idle += milliseconds
    case .ringing: ringing += milliseconds
    case .onCall: onCall += milliseconds
    case .holding: holding += milliseconds
    case .wrappingUp: wrappingUp += milliseconds
    }
  }

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("notReady", &notReady, "Milliseconds not ready.")
    fields.required("idle", &idle, "Milliseconds available without a call.")
    fields.required("ringing", &ringing, "Milliseconds with a call that rang.")
    fields.required("onCall", &onCall, "Milliseconds in talk.")
    fields.required("holding", &holding, "Milliseconds with a caller on hold.")
    fields.required("wrappingUp", &wrappingUp, "Milliseconds in wrap-up.")
  }
}
