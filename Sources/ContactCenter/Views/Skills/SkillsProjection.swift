/// Who can do what: skills by agent, the same by the date on which they expire, what each queue
/// needs and who has it, and the trainings.
public struct SkillsProjection: Projection {
  public static let view = "skills"
  public static let foldVersion: UInt32 = 1

  private var skills = RowTable<SkillRow>("skills", .published)
  private var expiring = RowTable<SkillRow>("expiring-skills", .published)
  private var queues = RowTable<QueueSkillsRow>("queue-skills", .published)
  private var trainings = RowTable<TrainingRow>("trainings", .publishedInStore)
  /// Follows from the rows of skills and queues.
  private var qualifications = Qualifications()

  public init(calendar: CalendarDays) {}

  public mutating func apply(_ recorded: RecordedEvent) {
    switch recorded.event {
    case .agent(.skillGranted(let granted)): grant(granted, recorded)
    case .agent(.skillRevoked(let revoked)): revoke(revoked.skill, recorded)
    case .agent(.trainingCompleted(let completed)): note(completed, recorded)
    case .queue(.skillsRequired(let required)): require(required.skills, recorded)
    default: break
    }
  }

  public mutating func didRestore() {
    qualifications = Qualifications()
    skills.forEach { qualifications.set($1.held, of: $1.agent) }
    queues.forEach { qualifications.require($1.needs, in: $1.queue) }
  }

  public mutating func forEachTable<Visitor: TableVisitor>(
    _ visitor: inout Visitor
  ) throws(Visitor.Failure) {
    try visitor.visit(&skills)
    try visitor.visit(&expiring)
    try visitor.visit(&queues)
    try visitor.visit(&trainings)
  }

  private mutating func grant(_ granted: AgentEvent.SkillGranted, _ recorded: RecordedEvent) {
    var row = SkillRow()
    row.agent = AgentID(recorded.stream.id)
    row.skill = granted.skill
    row.level = granted.level
    row.grantedAt = recorded.time
    row.certifiedUntil = granted.certifiedUntil
    row.training = granted.training
    row.position = Int64(recorded.position)
    if let expiry = skills.row(row.key)?.expiryKey { expiring.remove(expiry) }
    skills.insert(row, key: row.key)
    if let expiry = row.expiryKey { expiring.insert(row, key: expiry) }
    qualifications.apply(recorded.event, of: recorded.stream)
    requalify(row.agent, for: row.skill)
  }

  private mutating func revoke(_ skill: Code, _ recorded: RecordedEvent) {
    let agent = AgentID(recorded.stream.id)
    guard let row = skills.take(RowKey.make(agent.rawValue, skill.rawValue)) else { return }
    if let expiry = row.expiryKey { expiring.remove(expiry) }
    qualifications.apply(recorded.event, of: recorded.stream)
    requalify(agent, for: skill)
  }

  private mutating func require(_ needs: [SkillRequirement], _ recorded: RecordedEvent) {
    let queue = QueueID(recorded.stream.id)
    qualifications.apply(recorded.event, of: recorded.stream)
    guard !needs.isEmpty else {
      queues.remove(queue.rawValue)
      return
    }
    var row = QueueSkillsRow()
    row.queue = queue
    row.needs = needs
    row.agents = qualifications.agents.compactMap { qualified($0, in: queue) }
    queues.insert(row, key: queue.rawValue)
  }

  /// Puts an agent among those who can take the calls of the queues that need a skill, or takes
  /// them out.
  private mutating func requalify(_ agent: AgentID, for skill: Code) {
    for queue in qualifications.queues
    where qualifications.needs(of: queue).contains(where: { $0.skill == skill }) {
      let entry = qualified(agent, in: queue)
      queues.updateIfPresent(queue.rawValue) { row in
        let index = row.agents.firstIndex { $0.agent >= agent } ?? row.agents.count
        if index < row.agents.count, row.agents[index].agent == agent {
          row.agents.remove(at: index)
        }
        if let entry { row.agents.insert(entry, at: index) }
      }
    }
  }

  private func qualified(_ agent: AgentID, in queue: QueueID) -> QualifiedAgent? {
    guard let found = qualifications.qualification(queue, agent) else { return nil }
    return QualifiedAgent {
      $0.agent = agent
      $0.levels = found.levels
      $0.until = found.until
    }
  }

  private mutating func note(
    _ completed: AgentEvent.TrainingCompleted, _ recorded: RecordedEvent
  ) {
    let key = RowKey.make(recorded.stream.id, completed.training.rawValue)
    trainings.update(key, orInsert: TrainingRow.init) { row in
      row.agent = AgentID(recorded.stream.id)
      row.training = completed.training
      row.completedAt = recorded.time
      row.scorePercent = completed.scorePercent
      row.times += 1
      row.position = Int64(recorded.position)
    }
  }
}
