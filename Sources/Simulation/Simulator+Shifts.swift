import ContactCenter

// Shifts: scheduled ahead in quarter hours, with lunch in the middle of the long ones.

extension Simulator {
  private static let quarter: Int64 = 900_000
  /// Eight hours and a half, lunch included.
  private static let shiftMilliseconds: Int64 = 34 * quarter
  private static let lunchMilliseconds: Int64 = 2 * quarter
  private static let day: Int64 = 86_400_000
  /// Between two shifts lie six hours at least.
  private static let rest: Int64 = 24 * quarter
  /// When shifts begin on a day of the office, in minutes after midnight: one in ten by night.
  private static let startMinutes: [Int64] = [0, 450, 480, 480, 510, 540, 600, 660, 720, 930]

  /// The agent is in the middle of a shift when the house opens, or comes later in the day.
  mutating func beginFirstShift(of id: AgentID, _ index: Int) {
    switch settings.profile {
    case .flat:
      let length = random.number(in: 8...34) * Self.quarter
      scheduleShift(of: id, from: now, lasting: length)
      comeToWork(id)
    case .officeDay:
      agents[id]?.startMinute = Self.startMinutes[index % Self.startMinutes.count]
      let next = nextStart(of: id, notBefore: now)
      let left = next.millisecondsSince(now) - Self.day + Self.shiftMilliseconds
      guard left >= 4 * Self.quarter else { return planWork(of: id, from: next) }
      scheduleShift(of: id, from: now, lasting: left)
      comeToWork(id)
    }
  }

  /// The next time at which the agent's shifts begin.
  private func nextStart(of id: AgentID, notBefore time: Timestamp) -> Timestamp {
    let offset = settings.utcOffsetSeconds * 1_000
    let start = (agents[id]?.startMinute ?? 0) * 60_000 - offset
    let ahead = (start - time.milliseconds) % Self.day
    return time.adding(milliseconds: (ahead + Self.day) % Self.day)
  }

  /// At the end of one shift the next is planned: soon where the house is the same at every hour,
  /// else at the same time on the next day. Now and then it is moved.
  mutating func scheduleNextShift(of id: AgentID) {
    guard let agent = agents[id] else { return }
    let next: Timestamp =
      switch settings.profile {
      case .flat: now.adding(milliseconds: random.number(in: 2...4) * Self.quarter)
      case .officeDay: nextStart(of: agent.id, notBefore: now.adding(milliseconds: Self.rest))
      }
    planWork(of: id, from: max(next, now.adding(milliseconds: Self.quarter)))
  }

  private mutating func planWork(of id: AgentID, from start: Timestamp) {
    scheduleShift(of: id, from: start, lasting: Self.shiftMilliseconds)
    if supervision.random.happens(0.05), let shift = agents[id]?.shift {
      let stream = StreamName(.agent, id.rawValue)
      for part in ["morning", "lunch", "afternoon"] {
        let cancelled = AgentEvent.ShiftCancelled {
          $0.shift = Code("\(part)-\(shift)")
          $0.reason = Code("moved")
        }
        propose(.agent(.shiftCancelled(cancelled)), stream)
      }
      scheduleShift(
        of: id, from: start.adding(milliseconds: Self.quarter), lasting: Self.shiftMilliseconds)
    }
    guard let begins = agents[id]?.shiftStart else { return }
    let early = begins.millisecondsSince(now) - 120_000
    plan(.comeToWork(id), in: max(early, 0) + random.number(in: 0...420_000))
  }

  private mutating func scheduleShift(
    of id: AgentID, from start: Timestamp, lasting milliseconds: Int64
  ) {
    guard let shift = agents[id]?.shift else { return }
    let begin = Timestamp(
      milliseconds: start.milliseconds - (start.milliseconds % Self.quarter + Self.quarter)
        % Self.quarter)
    let length = max(milliseconds / Self.quarter, 1) * Self.quarter
    let end = begin.adding(milliseconds: length)
    agents[id]?.shift = shift + 1
    agents[id]?.shiftStart = begin
    agents[id]?.shiftEnd = end
    guard length >= 24 * Self.quarter else {
      return schedule("morning", of: id, from: begin, to: end)
    }
    let noon = begin.adding(milliseconds: length / Self.quarter / 2 * Self.quarter)
    let back = noon.adding(milliseconds: Self.lunchMilliseconds)
    schedule("morning", of: id, from: begin, to: noon)
    schedule("lunch", of: id, from: noon, to: back, .lunch)
    schedule("afternoon", of: id, from: back, to: end)
  }

  private mutating func schedule(
    _ part: String, of id: AgentID, from start: Timestamp, to end: Timestamp,
    _ presence: Presence? = nil
  ) {
    let scheduled = AgentEvent.ShiftScheduled {
      $0.shift = Code("\(part)-\(agents[id]?.shift ?? 0)")
      $0.start = start
      $0.end = end
      $0.presence = presence
    }
    propose(.agent(.shiftScheduled(scheduled)), StreamName(.agent, id.rawValue))
  }

  /// Plans lunch, pauses and the end of the shift that begins now.
  mutating func planShift(of agent: AgentDay) {
    let (id, shift) = (agent.id, agent.shift)
    plan(.wish(id, shift: shift), in: planDelay(ofWish: &random))
    let length = agent.shiftEnd.millisecondsSince(agent.shiftStart)
    if length >= 24 * Self.quarter {
      let noon = agent.shiftStart.adding(
        milliseconds: length / Self.quarter / 2 * Self.quarter)
      let late = random.number(in: -180_000...600_000)
      plan(.lunch(id, shift: shift), in: max(noon.millisecondsSince(now) + late, 60_000))
    }
    let overtime = random.number(in: 0...420_000)
    plan(
      .endShift(id, shift: shift),
      in: max(agent.shiftEnd.millisecondsSince(now) + overtime, 60_000))
  }

  mutating func lunch(_ id: AgentID, _ shift: Int) {
    guard agents[id]?.shift == shift else { return }
    let minutes = random.number(in: 26...36)
    take(.pause(.lunch, reason: "lunch", milliseconds: minutes * 60_000), of: id)
  }

  mutating func endShift(_ id: AgentID, _ shift: Int) {
    guard agents[id]?.shift == shift else { return }
    take(.goHome, of: id)
  }
}
