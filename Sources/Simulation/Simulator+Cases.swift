import ContactCenter

// Cases: opened in a call, led from stage to stage over the next hours, with promises and
// complaints.

extension Simulator {
  private static let minute: Int64 = 60_000
  /// A promise that is not kept so long after its time is missed.
  private static let graceSeconds: Int64 = 3_600

  private func caseID(_ number: Int) -> CaseID { CaseID("\(tag)-case-\(number)") }

  private func stream(_ number: Int) -> StreamName {
    StreamName(.case, caseID(number).rawValue)
  }

  /// The customer's open case is spoken of, or one is opened.
  mutating func speakOfCase(_ line: Line, _ call: OpenCall, _ agent: AgentID) {
    guard call.isIdentified else { return }
    if let open = openCases.last(where: { $0.customer == call.customer }) {
      var circumstances = Circumstances()
      circumstances.linkedCase = supervision.problem(caseID(open.number))
      let linked = CallEvent.LinkedToCase { $0.case = caseID(open.number) }
      propose(.linkedToCase(linked), in: call.id, by: actor(agent), given: circumstances)
      return
    }
    guard line == .openCase else { return }
    caseCount += 1
    let number = caseCount
    let opened = CaseEvent.Opened {
      $0.customer = customerID(call.customer)
      $0.call = call.id
      $0.reason = Code(random.pick(queues[call.queue].reasons))
      $0.priority = random.number(in: 1...5)
      $0.summary = random.pick(Invention.notes)
    }
    propose(.case(.opened(opened)), stream(number), by: actor(agent))
    openCases.append((number, call.customer))
    if random.happens(0.2) { complain(number, call, agent) }
    plan(.advanceCase(number), in: random.number(in: 5...40) * Self.minute)
  }

  private mutating func complain(_ number: Int, _ call: OpenCall, _ agent: AgentID) {
    let received = CaseEvent.ComplaintReceived {
      $0.complaint = Code("c1")
      $0.about = Code("service")
      $0.call = call.id
      $0.text = random.pick(Invention.complaints)
    }
    propose(.case(.complaintReceived(received)), stream(number), by: actor(agent))
  }

  /// The next stage, by somebody in the back office.
  mutating func advanceCase(_ number: Int) {
    guard let problem = supervision.problem(caseID(number)) else { return }
    let agent = someAgent()
    switch problem.stage {
    case .new: return
    case .opened: identifyProblem(number, agent)
    case .identified: findSolution(number, agent)
    case .solutionFound:
      let resolved = CaseEvent.Resolved { $0.resolution = Code("repaired") }
      propose(.case(.resolved(resolved)), stream(number), by: actor(agent))
    case .resolved:
      let isSolved = supervision.random.happens(0.85)
      propose(
        .case(
          isSolved
            ? .confirmed(.init()) : .denied(.init { $0.reason = Code("happened_again") })),
        stream(number), by: actor(agent))
    case .confirmed: close(number, problem, agent)
    case .closed:
      guard supervision.random.happens(0.15) else { return settle(number) }
      propose(
        .case(.reopened(.init { $0.reason = Code("came_back") })), stream(number),
        by: actor(agent))
    }
    plan(.advanceCase(number), in: supervision.random.number(in: 5...45) * Self.minute)
  }

  private mutating func identifyProblem(_ number: Int, _ agent: AgentID) {
    let identified = CaseEvent.ProblemIdentified {
      $0.category = Code(supervision.random.pick(["line", "device", "invoice", "contract"]))
      $0.description = supervision.random.pick(Invention.notes)
    }
    propose(.case(.problemIdentified(identified)), stream(number), by: actor(agent))
    if supervision.random.happens(0.6) { promise(number, agent) }
  }

  private mutating func findSolution(_ number: Int, _ agent: AgentID) {
    let found = CaseEvent.SolutionFound {
      $0.article = ArticleID("kb-\(supervision.random.number(in: 1...40))")
      $0.steps = [supervision.random.pick(Invention.steps)]
    }
    propose(.case(.solutionFound(found)), stream(number), by: actor(agent))
  }

  /// Complaints are settled first; promises keep the case open.
  private mutating func close(_ number: Int, _ problem: Case, _ agent: AgentID) {
    for complaint in problem.complaints.sorted() {
      let settled = CaseEvent.ComplaintResolved {
        $0.complaint = complaint
        $0.remedy = Code(supervision.random.pick(Invention.remedies))
      }
      propose(.case(.complaintResolved(settled)), stream(number), by: actor(agent))
    }
    propose(.case(.closed(.init())), stream(number), by: actor(agent))
  }

  private mutating func settle(_ number: Int) {
    openCases.removeAll { $0.number == number }
    supervision.forget(stream(number))
  }

  // MARK: Promises

  private mutating func promise(_ number: Int, _ agent: AgentID) {
    let name = Code("f1")
    let delay = supervision.random.number(in: 30...180) * Self.minute
    let scheduled = CaseEvent.FollowUpScheduled {
      $0.followUp = name
      $0.due = now.adding(milliseconds: delay)
      $0.graceSeconds = Self.graceSeconds
      $0.agent = agent
      $0.note = "Call back with the result."
    }
    guard propose(.case(.followUpScheduled(scheduled)), stream(number), by: actor(agent)) else {
      return
    }
    plan(.followUpDue(number, followUp: name), in: delay)
    plan(.followUpMissed(number, followUp: name), in: delay + Self.graceSeconds * 1_000)
    let kept = supervision.random.number(in: -10...100) * Self.minute
    plan(.keepPromise(number, followUp: name), in: max(delay + kept, Self.minute))
    plan(.keepPromise(number, followUp: name), in: delay + 150 * Self.minute)
  }

  mutating func followUpFallsDue(_ number: Int, _ name: Code) {
    fallDue(.case(.followUpDue(.init { $0.followUp = name })), stream(number))
  }

  mutating func missFollowUp(_ number: Int, _ name: Code) {
    let missed = CaseEvent.FollowUpMissed {
      $0.followUp = name
      $0.reason = Code("overdue")
    }
    fallDue(.case(.followUpMissed(missed)), stream(number))
  }

  /// The customer is called, by whoever is free; else told by mail.
  mutating func keepPromise(_ number: Int, _ name: Code) {
    guard supervision.problem(caseID(number))?.followUps[name] != nil else { return }
    let customer = openCases.first { $0.number == number }?.customer
    if let customer, supervision.random.happens(0.6), let agent = idleAgent() {
      let (known, promised) = (customerID(customer), stream(number))
      let id = place(.followUp, to: customer, by: agent, queue: queueOf(agent)) {
        $0.customer = known
      }
      calls[id]?.promise = OpenCall.Promise(stream: promised, followUp: name)
      return
    }
    let completed = CaseEvent.FollowUpCompleted {
      $0.followUp = name
      $0.note = "Told by mail."
    }
    propose(.case(.followUpCompleted(completed)), stream(number), by: actor(someAgent()))
  }
}
