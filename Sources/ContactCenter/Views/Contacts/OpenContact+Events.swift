// How a call moves: one event in, movements out.

extension OpenContact {
  /// Folds an event of the call and tells the sink what moved.
  mutating func apply(_ event: CallEvent, at moment: Moment, into sink: inout some ContactSink) {
    watchClock(moment, into: &sink)
    switch event {
    case .received(let received): origin.queueHint = received.queue
    case .menuEntered(let entered):
      isInMenu = true
      end = nil
      if let queue = entered.queue { origin.queueHint = queue }
    case .placed(let placed): self.placed(placed, at: moment, into: &sink)
    case .calleeAnswered: calleeAnswered(at: moment, into: &sink)
    case .connectFailed: finish(as: .failed, at: moment, into: &sink)
    case .queued(let queued): enter(queued.queue, at: moment, into: &sink)
    case .queueExited(let exited):
      let exit = EndOfVisit(
        outcome: .exited, cause: exited.cause.rawValue, wait: exited.waitMilliseconds)
      leave(exit, at: moment, into: &sink)
      finish(as: .diverted, at: moment, into: &sink)
    case .abandoned(let abandoned): self.abandoned(abandoned, at: moment, into: &sink)
    case .offered(let offered): ring(offered.agent, at: moment, into: &sink)
    case .offerMissed(let missed): close(.missed, of: missed.agent, at: moment, into: &sink)
    case .offerRescinded(let rescinded):
      close(.rescinded, of: rescinded.agent, at: moment, into: &sink)
    case .answered(let answered): self.answered(answered, at: moment, into: &sink)
    case .held: turn(to: .holding, at: moment, into: &sink)
    case .resumed(let resumed):
      turn(to: .talking, source: resumed.holdMilliseconds, at: moment, into: &sink)
    case .transferred(let transferred): self.transferred(transferred, at: moment, into: &sink)
    case .ended(let ended): self.ended(ended, at: moment, into: &sink)
    case .wrapEnded(let wrapEnded): self.wrapEnded(wrapEnded, at: moment, into: &sink)
    default: break
    }
  }

  private mutating func watchClock(_ moment: Moment, into sink: inout some ContactSink) {
    if moment.time < latestTime {
      sink.clockSteppedBack(
        by: latestTime.millisecondsSince(moment.time), of: origin, at: moment)
    } else {
      latestTime = moment.time
    }
  }

  private mutating func placed(
    _ event: CallEvent.Placed, at moment: Moment, into sink: inout some ContactSink
  ) {
    origin.isOutbound = true
    dialler = event.agent
    if let agent = event.agent { sink.diallingBegan(by: agent, of: origin, at: moment) }
  }

  private mutating func calleeAnswered(at moment: Moment, into sink: inout some ContactSink) {
    guard talk == nil, let dialler else {
      isInMenu = true
      return
    }
    self.dialler = nil
    begin(agent: dialler, answering: nil, at: moment, into: &sink)
  }

  private mutating func abandoned(
    _ event: CallEvent.Abandoned, at moment: Moment, into sink: inout some ContactSink
  ) {
    if visit == nil {
      sink.menuAbandoned(origin, at: moment)
    } else {
      let abandonment = EndOfVisit(outcome: .abandoned, wait: event.waitMilliseconds)
      leave(abandonment, at: moment, into: &sink)
    }
    finish(as: .abandoned, at: moment, into: &sink)
  }

  private mutating func answered(
    _ event: CallEvent.Answered, at moment: Moment, into sink: inout some ContactSink
  ) {
    close(.answered, of: event.agent, at: moment, into: &sink)
    rescindOffers(at: moment, into: &sink)
    endTalk(transferred: true, EndOfTalk(), at: moment, into: &sink)
    let answer = EndOfVisit(
      outcome: .answered, agent: event.agent, wait: event.waitMilliseconds)
    let end = leave(answer, at: moment, into: &sink)
    begin(agent: event.agent, answering: end, at: moment, into: &sink)
  }

  private mutating func transferred(
    _ event: CallEvent.Transferred, at moment: Moment, into sink: inout some ContactSink
  ) {
    let durations = EndOfTalk(
      talk: event.talkMilliseconds, hold: event.holdMilliseconds, wrap: event.wrapMilliseconds)
    endTalk(transferred: true, durations, at: moment, into: &sink)
    if event.target == .external { finish(as: .diverted, at: moment, into: &sink) }
  }

  private mutating func ended(
    _ event: CallEvent.Ended, at moment: Moment, into sink: inout some ContactSink
  ) {
    if event.by == .customer {
      leave(EndOfVisit(outcome: .abandoned), at: moment, into: &sink)
    } else {
      let exit = EndOfVisit(outcome: .exited, cause: event.cause?.rawValue ?? "ended")
      leave(exit, at: moment, into: &sink)
    }
    if event.by == .customer { noteHangUp(in: event.phase, at: moment, into: &sink) }
    let durations = EndOfTalk(
      talk: event.talkMilliseconds, hold: event.holdMilliseconds, wrap: event.wrapMilliseconds)
    endTalk(transferred: false, durations, at: moment, into: &sink)
    end = nil
    finish(as: .closed, at: moment, into: &sink)
  }

  /// Who hangs up on hold is counted apart. Where the source does not say in which phase that was,
  /// it was the one that the agent had left the call in.
  private mutating func noteHangUp(
    in phase: EndPhase?, at moment: Moment, into sink: inout some ContactSink
  ) {
    guard var segment = talk, phase.map({ $0 == .hold }) ?? (segment.phase == .holding) else {
      return
    }
    segment.holdAbandonedAt = moment.time
    talk = segment
    sink.holdAbandoned(segment, of: origin, at: moment)
  }

  private mutating func wrapEnded(
    _ event: CallEvent.WrapEnded, at moment: Moment, into sink: inout some ContactSink
  ) {
    guard
      let index = event.agent.map({ agent in wraps.lastIndex { $0.agent == agent } })
        ?? wraps.indices.last
    else { return }
    var segment = wraps.remove(at: index)
    segment.enter(.wrapping, at: moment.time, sourceMilliseconds: event.wrapMilliseconds)
    sink.segmentClosed(segment, of: origin, at: moment)
  }
}
