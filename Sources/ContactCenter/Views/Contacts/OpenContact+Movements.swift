// What the events of a call have in common: entering and leaving queues, ringing, talking.

extension OpenContact {
  /// What a source says about the talk that ends; nil where it says nothing.
  struct EndOfTalk {
    var talk: Int64?
    var hold: Int64?
    /// Present: the wrap-up is over too.
    var wrap: Int64?
  }

  /// How a queue visit ends.
  struct EndOfVisit {
    var outcome: VisitRow.Outcome
    var cause: String?
    /// Who answered.
    var agent: AgentID?
    /// How long the customer waited, in milliseconds; nil where the source does not say.
    var wait: Int64?
  }

  mutating func enter(_ queue: QueueID, at moment: Moment, into sink: inout some ContactSink) {
    let overflow = EndOfVisit(outcome: .exited, cause: QueueExitCause.overflow.rawValue)
    leave(overflow, at: moment, into: &sink)
    var opened = OpenVisit()
    opened.queue = queue
    opened.enqueuedAt = moment.time
    opened.position = Int64(moment.position)
    visit = opened
    isInMenu = false
    end = nil
    lastQueue = queue
    lastEnqueuedAt = moment.time
    sink.visitOpened(opened, of: origin, at: moment)
  }

  /// Closes the visit under way, if there is one.
  @discardableResult
  mutating func leave(
    _ visitEnd: EndOfVisit, at moment: Moment, into sink: inout some ContactSink
  ) -> VisitEnd? {
    guard let visit else { return nil }
    let clockWait = moment.time.millisecondsSince(visit.enqueuedAt)
    let end = VisitEnd(
      moment: moment, outcome: visitEnd.outcome, cause: visitEnd.cause, agent: visitEnd.agent,
      waitMilliseconds: visitEnd.wait ?? max(0, clockWait), clockWaitMilliseconds: clockWait)
    self.visit = nil
    sink.visitClosed(visit, of: origin, end: end)
    return end
  }

  mutating func ring(_ agent: AgentID, at moment: Moment, into sink: inout some ContactSink) {
    guard !offers.contains(where: { $0.agent == agent }) else { return }
    let offer = OpenOffer(agent: agent, moment: moment)
    offers.append(offer)
    isInMenu = false
    sink.offerOpened(offer, of: origin, queue: visit?.queue ?? lastQueue, at: moment)
  }

  /// Closes an agent's offer. A miss counts even if no offer was reported before it.
  mutating func close(
    _ end: OfferEnd, of agent: AgentID, at moment: Moment, into sink: inout some ContactSink
  ) {
    if let index = offers.firstIndex(where: { $0.agent == agent }) {
      let offer = offers.remove(at: index)
      sink.offerClosed(offer, of: origin, from: visit, as: end, at: moment)
    } else if end == .missed {
      let offer = OpenOffer(agent: agent, moment: moment)
      sink.offerClosed(offer, of: origin, from: visit, as: end, at: moment)
    }
  }

  mutating func rescindOffers(at moment: Moment, into sink: inout some ContactSink) {
    guard !offers.isEmpty else { return }
    let rescinded = offers
    offers = []
    for offer in rescinded {
      sink.offerClosed(offer, of: origin, from: visit, as: .rescinded, at: moment)
    }
  }

  mutating func begin(
    agent: AgentID, answering end: VisitEnd?, at moment: Moment, into sink: inout some ContactSink
  ) {
    var segment = OpenSegment()
    segment.agent = agent
    segment.queue = lastQueue
    segment.enqueuedAt = lastEnqueuedAt ?? origin.receivedAt
    segment.startedAt = moment.time
    segment.phaseSince = moment.time
    segment.answersVisit = end != nil
    segment.waitMilliseconds = end?.waitMilliseconds
    segment.position = Int64(moment.position)
    talk = segment
    isInMenu = false
    sink.segmentOpened(segment, of: origin, at: moment)
  }

  mutating func turn(
    to phase: OpenSegment.Phase, source: Int64? = nil, at moment: Moment,
    into sink: inout some ContactSink
  ) {
    guard var segment = talk, segment.phase != phase else { return }
    segment.enter(phase, at: moment.time, sourceMilliseconds: source)
    talk = segment
    sink.segmentChanged(segment, of: origin, at: moment)
  }

  /// Ends the talk of the agent who has the call; wrap-up begins unless the source says how long it
  /// was.
  mutating func endTalk(
    transferred: Bool, _ source: EndOfTalk, at moment: Moment, into sink: inout some ContactSink
  ) {
    guard var segment = talk else { return }
    talk = nil
    segment.enter(.wrapping, at: moment.time)
    if let talk = source.talk { segment.talkMilliseconds = talk }
    if let hold = source.hold { segment.holdMilliseconds = hold }
    segment.isTransferred = transferred
    if let wrap = source.wrap {
      segment.wrapMilliseconds = wrap
      sink.segmentClosed(segment, of: origin, at: moment)
    } else {
      closeWrap(of: segment.agent, at: moment, into: &sink)
      wraps.append(segment)
      sink.segmentChanged(segment, of: origin, at: moment)
    }
  }

  /// Ends the wrap-up of an agent who has taken another call.
  mutating func leaveWrap(
    of agent: AgentID, at moment: Moment, into sink: inout some ContactSink
  ) {
    guard let index = wraps.firstIndex(where: { $0.agent == agent }) else { return }
    var segment = wraps.remove(at: index)
    segment.enter(.wrapping, at: moment.time)
    sink.wrapLeft(segment, of: origin, phase: phase, at: moment)
  }

  /// Ends the earlier wrap-up of an agent who had the same call twice.
  private mutating func closeWrap(
    of agent: AgentID, at moment: Moment, into sink: inout some ContactSink
  ) {
    guard let index = wraps.firstIndex(where: { $0.agent == agent }) else { return }
    var segment = wraps.remove(at: index)
    segment.enter(.wrapping, at: moment.time)
    sink.segmentClosed(segment, of: origin, at: moment)
  }

  /// Notes how the call ended for the customer; nothing rings any more.
  mutating func finish(
    as phase: CallPhase, at moment: Moment, into sink: inout some ContactSink
  ) {
    rescindOffers(at: moment, into: &sink)
    if let agent = dialler {
      dialler = nil
      sink.diallingFailed(by: agent, of: origin, at: moment)
    }
    if end == nil { end = phase }
  }
}
