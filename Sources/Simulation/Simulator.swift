package import ContactCenter

/// A contact center at work, out of one seed: callers, menus, queues, agents, conversations.
///
/// A discrete-event simulation. Calls arrive by a Poisson process whose rate follows the profile of
/// the day; talks are log-normal, patience is exponential; agents work in shifts that are
/// scheduled, and are chosen by longest idle, calls by wait plus 90 s of credit a priority. Between
/// the calls agents dial for campaigns, call back and keep promises; cases take their course;
/// supervisors review, coach and publish. Events come out in order of time, endlessly:
///
///     var simulator = Simulator(seed: 1, start: start)
///     let event = simulator.next()
///
/// The same seed, start and settings give the same events, byte for byte. Every event is a fact
/// that the domain accepts; what follows from one in another stream (a campaign's attempts, a kept
/// promise to call back) is for the engine to record. A demonstration sleeps until `event.time`; a
/// bench takes them at once. Cost: little but for an arrival or a free agent, which looks through
/// agents or waiting calls.
package struct Simulator: Sendable {
  /// The source under which the events' ids are unique.
  package static let source = "simulation"

  /// What is planned to happen.
  enum Step: Sendable {
    case arrive
    case leaveMenu(CallID)
    case loseMenuCaller(CallID)
    case losePatience(CallID, visit: Int)
    case endRinging(CallID, AgentID, visit: Int, answers: Bool)
    case say(CallID, AgentID, Line)
    case endWrap(CallID, AgentID)
    case document(CallID, AgentID)
    case askFeedback(CallID, FeedbackScale, customer: Int)
    case giveFeedback(CallID, FeedbackScale, customer: Int)
    case wish(AgentID, shift: Int)
    case lunch(AgentID, shift: Int)
    case endShift(AgentID, shift: Int)
    case comeBack(AgentID)
    case comeToWork(AgentID)
    case seeWhoIsFree(AgentID)
    case supervise(Int)
    case crossThreshold(CallID, CallEvent.ThresholdCrossed)
    case askForCallback(CallID, visit: Int)
    case callbackDue(CallID)
    case callBack(CallID, customer: Int, tries: Int)
    case dial
    case pickUp(CallID)
    case correct(CallID, AgentID)
    case advanceCase(Int)
    case followUpDue(Int, followUp: Code)
    case followUpMissed(Int, followUp: Code)
    case keepPromise(Int, followUp: Code)
    case reopenQueue(Int)
    case lookAfterSecurity(Int)
    case reviewDue(StreamName)
    case reviewAccess(StreamName)
  }

  /// Something that is said or done in a conversation.
  enum Line: Sendable, Equatable {
    case greet, identify, failToIdentify, recordReason, note, inform, propose
    case hold
    case resume
    case hangUpOnHold
    case resolve, confirm, deny, thank
    case transfer
    case end
    case record, pauseRecording, stopRecording
    case linkToCase, openCase
    case changeDetails, changeConsent, share
    case proposeSale, answerProposal, confirmOrder, collectInformation
    case answerSurvey(Int)
    case leaveMessage
  }

  let settings: SimulationSettings
  let queues = QueuePlan.all
  /// Six letters and digits that tell this run's calls and customers from another's.
  let tag: String
  var random: RandomSource
  var now: Timestamp
  var agenda = Agenda<Step>()
  var agents: [AgentID: AgentDay] = [:]
  var agentOrder: [AgentID] = []
  var calls: [CallID: OpenCall] = [:]
  /// The calls that wait, by queue, oldest first.
  var waiting: [[CallID]]
  var registered: Set<Int> = []
  var callCount = 0
  var supervision: Supervision
  var outreach = OutreachDesk()
  var caseCount = 0
  /// The cases that are not closed, with whose they are, oldest first.
  var openCases: [(number: Int, customer: Int)] = []
  /// How long the last calls of each queue took to handle, the newest last.
  var handled: [[Int64]]
  /// The queues that take no calls for now.
  var closedQueues: Set<Int> = []
  private var pending: [SimulatedEvent] = []
  private var taken = 0
  private var eventCount = 0

  /// - Parameters:
  ///   - seed: repeats the run.
  ///   - start: the simulated time at which the doors open.
  package init(
    seed: UInt64, start: Timestamp, settings: SimulationSettings = SimulationSettings()
  ) {
    self.settings = settings
    random = RandomSource(seed: seed)
    now = start
    var mixed = RandomSource(seed: seed ^ UInt64(bitPattern: start.milliseconds))
    let digits = String(mixed.next() % 2_176_782_336, radix: 36)
    tag = String(repeating: "0", count: 6 - digits.count) + digits
    waiting = Array(repeating: [], count: QueuePlan.all.count)
    handled = Array(repeating: [], count: QueuePlan.all.count)
    // Of the seed alone, so that another start is the same run at another time.
    supervision = Supervision(random: RandomSource(seed: ~seed))
    open()
    setStandards()
    secure()
    plan(.dial, in: 300_000)
    planArrival()
  }

  /// The next event; its time is never earlier than that of the one before.
  package mutating func next() -> SimulatedEvent {
    while taken == pending.count {
      pending.removeAll(keepingCapacity: true)
      taken = 0
      guard let (time, step) = agenda.takeFirst() else {
        // Arrivals plan each other without end: there is always something to come.
        preconditionFailure("the simulation ran out of plans")
      }
      now = time
      carryOut(step)
    }
    taken += 1
    return pending[taken - 1]
  }

  /// The calls that are not over and the agents who are logged in are let go: what a demonstration
  /// records when it stops, at the given time. The simulator is not to be used afterwards.
  package mutating func close(at time: Timestamp) -> [SimulatedEvent] {
    var last = Array(pending[taken...])
    pending = []
    taken = 0
    now = max(now, time)
    for call in calls.keys.sorted() { cutOff(call) }
    for agent in agentOrder where agents[agent]?.activity != .away {
      emit(.sessionEnded(.init()), of: agent)
    }
    last += pending
    return last
  }

  private mutating func carryOut(_ step: Step) {
    switch step {
    case .arrive: arrive()
    case .leaveMenu(let call): leaveMenu(call)
    case .loseMenuCaller(let call): loseMenuCaller(call)
    case .losePatience(let call, let visit): losePatience(call, visit)
    case .endRinging(let call, let agent, let visit, let answers):
      endRinging(call, agent, visit, answers)
    case .say(let call, let agent, let line): say(line, call, agent)
    case .endWrap(let call, let agent): endWrap(call, agent)
    case .document(let call, let agent): document(call, agent)
    case .correct(let call, let agent): correct(call, agent)
    case .askFeedback(let call, let scale, let customer): askFeedback(call, scale, customer)
    case .giveFeedback(let call, let scale, let customer): giveFeedback(call, scale, customer)
    case .crossThreshold(let call, let crossed): fallDue(.thresholdCrossed(crossed), in: call)
    case .askForCallback(let call, let visit): askForCallback(call, visit)
    default: carryOutElse(step)
    }
  }

  /// What happens beside the calls that come in.
  private mutating func carryOutElse(_ step: Step) {
    switch step {
    case .wish(let agent, let shift): wish(agent, shift)
    case .lunch(let agent, let shift): lunch(agent, shift)
    case .endShift(let agent, let shift): endShift(agent, shift)
    case .comeBack(let agent): comeBack(agent)
    case .comeToWork(let agent): comeToWork(agent)
    case .seeWhoIsFree(let agent): offerWork(to: agent)
    case .supervise(let number): supervise(number)
    case .callbackDue(let call): callbackFallsDue(call)
    case .callBack(let call, let customer, let tries): callBack(call, customer, tries)
    case .dial: dial()
    case .pickUp(let call): pickUp(call)
    case .advanceCase(let number): advanceCase(number)
    case .followUpDue(let number, let name): followUpFallsDue(number, name)
    case .followUpMissed(let number, let name): missFollowUp(number, name)
    case .keepPromise(let number, let name): keepPromise(number, name)
    case .reopenQueue(let index): reopenQueue(index)
    case .lookAfterSecurity(let number): lookAfterSecurity(number)
    case .reviewDue(let stream): reviewFallsDue(stream)
    case .reviewAccess(let stream): reviewAccess(stream)
    default: break
    }
  }

  // MARK: What happens

  mutating func plan(_ step: Step, in milliseconds: Int64) {
    agenda.add(step, at: now.adding(milliseconds: max(milliseconds, 0)))
  }

  mutating func emit(_ event: CallEvent, of call: CallID, by actor: Actor = Actor(kind: .system)) {
    if let state = calls[call]?.state {
      for echo in Aggregate.call(state).echoes(of: .call(event), on: Floor()) {
        supervision.note(echo.event, echo.stream, at: now)
      }
      calls[call]?.state.evolve(event, at: now)
    }
    emit(.call(event), StreamName(.call, call.rawValue), actor)
  }

  mutating func emit(_ event: AgentEvent, of agent: AgentID) {
    emit(
      .agent(event), StreamName(.agent, agent.rawValue), Actor(kind: .agent, id: agent.rawValue))
  }

  mutating func emit(_ event: Event, _ stream: StreamName, _ actor: Actor) {
    eventCount += 1
    pending.append(
      SimulatedEvent(
        stream: stream, event: event, time: now, actor: actor, id: "\(tag)-\(eventCount)"))
  }
}
