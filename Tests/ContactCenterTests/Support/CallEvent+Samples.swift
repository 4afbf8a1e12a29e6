import ContactCenter

// Events with the fields that the tests care about.

extension CallEvent {
  static var received: CallEvent { .received(Received()) }
  static var menuEntered: CallEvent { .menuEntered(MenuEntered { $0.menu = Code("main") }) }
  static func queued(_ queue: String = "sales") -> CallEvent {
    .queued(Queued { $0.queue = QueueID(queue) })
  }
  static func queueExited(_ cause: QueueExitCause = .timeout) -> CallEvent {
    .queueExited(QueueExited { $0.cause = cause })
  }
  static func abandoned(_ phase: AbandonPhase = .queue) -> CallEvent {
    .abandoned(Abandoned { $0.phase = phase })
  }
  static func routed(to target: RoutingTarget) -> CallEvent {
    .routed(Routed { $0.target = target })
  }
  static func offered(_ agent: String) -> CallEvent {
    .offered(Offered { $0.agent = AgentID(agent) })
  }
  static func offerMissed(_ agent: String) -> CallEvent {
    .offerMissed(OfferMissed { $0.agent = AgentID(agent) })
  }
  static func offerRescinded(_ agent: String) -> CallEvent {
    .offerRescinded(OfferRescinded { $0.agent = AgentID(agent) })
  }
  static func answered(_ agent: String) -> CallEvent {
    .answered(Answered { $0.agent = AgentID(agent) })
  }
  static var held: CallEvent { .held(Held()) }
  static var resumed: CallEvent { .resumed(Resumed()) }

  static func transferred(
    toQueue queue: String? = nil, toAgent agent: String? = nil, _ kind: TransferKind = .blind,
    wrapMilliseconds: Int64? = nil
  ) -> CallEvent {
    .transferred(
      Transferred {
        $0.kind = kind
        $0.target = queue != nil ? .queue : agent != nil ? .agent : .external
        $0.queue = queue.map { QueueID($0) }
        $0.agent = agent.map { AgentID($0) }
        $0.wrapMilliseconds = wrapMilliseconds
      })
  }

  static func ended(
    by party: EndingParty = .customer, cause: String? = nil, wrapMilliseconds: Int64? = nil
  ) -> CallEvent {
    .ended(
      Ended {
        $0.by = party
        $0.cause = cause.map { Code($0) }
        $0.wrapMilliseconds = wrapMilliseconds
      })
  }

  static func wrapEnded(_ agent: String? = nil) -> CallEvent {
    .wrapEnded(WrapEnded { $0.agent = agent.map { AgentID($0) } })
  }
  static func identified(_ customer: String = "k1") -> CallEvent {
    .identified(
      Identified {
        $0.customer = CustomerID(customer)
        $0.method = Code("pin")
      })
  }
  static var reasonRecorded: CallEvent {
    .reasonRecorded(ReasonRecorded { $0.reason = Code("invoice") })
  }
  static var resolved: CallEvent { .resolved(Resolved()) }
  static var confirmed: CallEvent { .resolutionConfirmed(ResolutionConfirmed()) }
  static var denied: CallEvent { .resolutionDenied(ResolutionDenied()) }
  static var documented: CallEvent {
    .documented(Documented { $0.disposition = Code("done") })
  }
  static var noted: CallEvent { .noted(Noted { $0.text = "called before" }) }
  static func feedbackRequested(_ scale: FeedbackScale? = nil) -> CallEvent {
    .feedbackRequested(FeedbackRequested { $0.scale = scale })
  }
  static func feedback(_ score: Int64, _ scale: FeedbackScale = .csat) -> CallEvent {
    .feedback(
      Feedback {
        $0.score = score
        $0.scale = scale
      })
  }
  static func placed(by agent: String? = nil) -> CallEvent {
    .placed(Placed { $0.agent = agent.map { AgentID($0) } })
  }
  static func calleeAnswered(by callee: CalleeKind = .person) -> CallEvent {
    .calleeAnswered(CalleeAnswered { $0.by = callee })
  }
  static func connectFailed(_ cause: ConnectFailureCause = .busy) -> CallEvent {
    .connectFailed(ConnectFailed { $0.cause = cause })
  }
}
