import ContactCenter

extension QueueLogLine {
  /// The events of a line about a call, without the `received` that may come before.
  func callEvents() throws(ImportReason) -> [CallEvent] {
    switch verb {
    case .enterQueue: try entering()
    case .connect: try answering()
    case .completeAgent: try ending(by: .agent)
    case .completeCaller: try ending(by: .customer)
    case .abandon: try abandoning()
    case .exitWithTimeout: try leaving(.timeout, place: 1, wait: 3)
    case .exitWithKey: try leaving(.key, place: 2, wait: 4)
    case .exitEmpty: try leaving(.empty, place: 1, wait: 3)
    case .withdraw: try leaving(.withdrawn, place: 1, wait: 3)
    case .ringNoAnswer: try missing(declined: nil)
    case .agentDump: try missing(declined: true)
    case .ringCanceled: try rescinding()
    case .blindTransfer, .transfer: try transferring(.blind, target: parameter(1), talk: 4)
    case .attendedTransfer: try attendedTransfer()
    default: []
    }
  }

  private func entering() throws(ImportReason) -> [CallEvent] {
    guard let queue else {
      throw ImportReason("no_queue", "the call enters a queue, but the line names none")
    }
    let place = try place(3)
    return [
      .queued(
        .init {
          $0.queue = QueueID(queue)
          $0.position = place
        })
    ]
  }

  private func answering() throws(ImportReason) -> [CallEvent] {
    let wait = try seconds(1)
    let ring = try seconds(3)
    return [
      .answered(
        .init {
          $0.agent = agent.map { AgentID($0) } ?? .unknown
          $0.waitMilliseconds = wait
          $0.ringMilliseconds = ring
        })
    ]
  }

  private func ending(by party: EndingParty) throws(ImportReason) -> [CallEvent] {
    let talk = try seconds(2)
    return [
      .ended(
        .init {
          $0.by = party
          $0.phase = .talk
          $0.talkMilliseconds = talk
          // The switch's own wrap-up time is no line of its log: as far as it tells, it is over.
          $0.wrapMilliseconds = 0
        })
    ]
  }

  private func abandoning() throws(ImportReason) -> [CallEvent] {
    let place = try place(1)
    let wait = try seconds(3)
    return [
      .abandoned(
        .init {
          $0.phase = .queue
          $0.position = place
          $0.waitMilliseconds = wait
        })
    ]
  }

  private func leaving(
    _ cause: QueueExitCause, place: Int, wait: Int
  ) throws(ImportReason) -> [CallEvent] {
    let position = try self.place(place)
    let waited = try seconds(wait)
    let key = cause == .key ? parameter(1) : nil
    if let key, key.utf8.count > ImportLimits.nameBytesMax { throw .nameTooLong("the key") }
    return [
      .queueExited(
        .init {
          $0.cause = cause
          $0.waitMilliseconds = waited
          $0.key = key.map { Code($0) }
          $0.position = position
        })
    ]
  }

  private func missing(declined: Bool?) throws(ImportReason) -> [CallEvent] {
    let ring = try milliseconds(1)
    return [
      .offerMissed(
        .init {
          $0.agent = agent.map { AgentID($0) } ?? .unknown
          $0.ringMilliseconds = declined == nil ? ring : nil
          $0.declined = declined
        })
    ]
  }

  private func rescinding() throws(ImportReason) -> [CallEvent] {
    let ring = try milliseconds(1)
    return [
      .offerRescinded(
        .init {
          $0.agent = agent.map { AgentID($0) } ?? .unknown
          $0.ringMilliseconds = ring
        })
    ]
  }

  private func transferring(
    _ kind: TransferKind, target: String?, talk: Int
  ) throws(ImportReason) -> [CallEvent] {
    let talked = try seconds(talk)
    if let target, target.utf8.count > ImportLimits.nameBytesMax {
      throw .nameTooLong("the transfer's target")
    }
    return [
      .transferred(
        .init {
          $0.kind = kind
          $0.target = .external
          $0.external = target
          $0.talkMilliseconds = talked
          $0.wrapMilliseconds = 0
        })
    ]
  }

  /// `BRIDGE|id|hold|talk|position`, `APP|name|hold|talk|position` or
  /// `LINK|a|b|hold|talk|position`.
  private func attendedTransfer() throws(ImportReason) -> [CallEvent] {
    let isLink = parameter(1)?.uppercased() == "LINK"
    return try transferring(
      .attended, target: parameter(isLink ? 3 : 2), talk: isLink ? 5 : 4)
  }
}
