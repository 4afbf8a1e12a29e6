internal import ContactCenter

/// What the router leaves alone for a while, because the log's writer has just refused it: the
/// views it had decided by were behind, or the log could not take an event.
struct RoutingHolds: Sendable {
  /// How long, in milliseconds, at most.
  private static let milliseconds: Int64 = 1_000

  private var calls: [CallID: (version: Int64, until: Int64)] = [:]
  private var agents: [AgentID: Int64] = [:]

  /// Leaves a call alone until something has happened to it, or a while has passed.
  mutating func hold(_ decision: RoutingDecision, at now: Int64) {
    calls[decision.call] = (decision.version, now + Self.milliseconds)
  }

  /// Offers nothing to an agent for a while.
  mutating func hold(_ agent: AgentID, at now: Int64) {
    agents[agent] = now + Self.milliseconds
  }

  /// Forgets what is over.
  mutating func release(at now: Int64, seeing picture: RoutingPicture) {
    calls = calls.filter { $1.until > now && picture.version(of: $0) == $1.version }
    agents = agents.filter { $1 > now }
  }

  var heldCalls: Set<CallID> { Set(calls.keys) }
  var heldAgents: Set<AgentID> { Set(agents.keys) }

  /// When the first of them is over; nil where nothing is held.
  var firstEnd: Int64? {
    min(calls.values.map(\.until).min() ?? .max, agents.values.min() ?? .max).below(.max)
  }
}

extension Int64 {
  /// The number, or nil where it is not below another.
  fileprivate func below(_ other: Int64) -> Int64? { self < other ? self : nil }
}
