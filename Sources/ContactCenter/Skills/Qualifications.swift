/// Who may take which queue's calls: what routing asks before it offers a call.
///
/// A fold of the skills of agents and the needs of queues, and of nothing else, so that it can be
/// built from the log, or from the rows of the view of skills. It holds dates, never "now": whoever
/// asks says for when. Cost: one look-up an agent and queue, and one comparison a needed skill.
public struct Qualifications: Sendable, Equatable {
  private var skills: [AgentID: [HeldSkill]] = [:]
  private var needs: [QueueID: [SkillRequirement]] = [:]

  public init() {}

  /// Folds an event that has been accepted; others change nothing.
  public mutating func apply(_ event: Event, of stream: StreamName) {
    switch event {
    case .agent(.skillGranted(let granted)):
      set(HeldSkill(granted), of: AgentID(stream.id))
    case .agent(.skillRevoked(let revoked)): remove(revoked.skill, of: AgentID(stream.id))
    case .queue(.skillsRequired(let required)): require(required.skills, in: QueueID(stream.id))
    default: break
    }
  }

  /// Gives an agent a skill, or changes its level and date.
  public mutating func set(_ skill: HeldSkill, of agent: AgentID) {
    remove(skill.skill, of: agent)
    skills[agent, default: []].append(skill)
    skills[agent]?.sort { $0.skill < $1.skill }
  }

  /// Takes a skill from an agent.
  public mutating func remove(_ skill: Code, of agent: AgentID) {
    skills[agent]?.removeAll { $0.skill == skill }
    if skills[agent]?.isEmpty == true { skills[agent] = nil }
  }

  /// Sets all that a queue's calls need.
  public mutating func require(_ skills: [SkillRequirement], in queue: QueueID) {
    needs[queue] = skills.isEmpty ? nil : skills
  }

  /// What an agent can, certified or not any more, in the order of names.
  public func skills(of agent: AgentID) -> [HeldSkill] { skills[agent] ?? [] }

  /// What a queue's calls need; empty where anybody may take them.
  public func needs(of queue: QueueID) -> [SkillRequirement] { needs[queue] ?? [] }

  /// The agents with any skill, in order.
  public var agents: [AgentID] { skills.keys.sorted() }

  /// The queues that need any skill, in order.
  public var queues: [QueueID] { needs.keys.sorted() }

  /// Whether an agent may take a queue's calls at a moment.
  public func mayTake(_ queue: QueueID, _ agent: AgentID, at time: Timestamp) -> Bool {
    guard let needed = needs[queue] else { return true }
    let held = skills[agent] ?? []
    return needed.allSatisfy { $0.isMet(by: held, at: time) }
  }

  /// The levels that an agent has in what a queue needs, added up: how well they fit; nil where
  /// they may not take its calls at that moment.
  public func fit(_ queue: QueueID, _ agent: AgentID, at time: Timestamp) -> Int64? {
    guard mayTake(queue, agent, at: time) else { return nil }
    let needed = Set(needs(of: queue).map(\.skill))
    return skills(of: agent).filter { needed.contains($0.skill) }.reduce(0) { $0 + $1.level }
  }

  /// Until when an agent may take a queue's calls, by level and date alone.
  ///
  /// - Returns: nil where a skill or level is missing; the earliest date of what is needed, or no
  ///   date where none of it expires.
  public func qualification(
    _ queue: QueueID, _ agent: AgentID
  ) -> (until: Timestamp?, levels: Int64)? {
    var until: Timestamp?
    var levels: Int64 = 0
    for need in needs(of: queue) {
      let held = skills(of: agent).first { $0.skill == need.skill && $0.level >= need.level }
      guard let held else { return nil }
      levels += held.level
      if let date = held.certifiedUntil { until = min(until ?? date, date) }
    }
    return (until, levels)
  }
}

extension HeldSkill {
  /// What was granted.
  public init(_ granted: AgentEvent.SkillGranted) {
    self.init()
    skill = granted.skill
    level = granted.level
    certifiedUntil = granted.certifiedUntil
  }
}
