/// What one event moved in one call, collected while its contact is folded.
struct CallMovements: ContactSink {
  var visits: Int64 = 0
  var waitMilliseconds: Int64 = 0
  var clockWaitMilliseconds: Int64 = 0
  var cause: String?
  var handled: [OpenSegment] = []
  var taken: OpenSegment?
  /// The agent who stopped talking.
  var released: AgentID?
  var steppedBackMilliseconds: Int64?
  /// Other calls whose work the agent who took this one has left.
  var leftWraps: [LeftWrap] = []

  struct LeftWrap {
    let call: CallID
    let segment: OpenSegment
    let phase: CallPhase
  }

  mutating func visitOpened(_ visit: OpenVisit, of origin: ContactOrigin, at moment: Moment) {
    visits += 1
  }

  mutating func visitClosed(_ visit: OpenVisit, of origin: ContactOrigin, end: VisitEnd) {
    waitMilliseconds += end.waitMilliseconds
    clockWaitMilliseconds += end.clockWaitMilliseconds
    cause = end.cause
  }

  mutating func segmentOpened(
    _ segment: OpenSegment, of origin: ContactOrigin, at moment: Moment
  ) {
    taken = segment
  }

  mutating func segmentChanged(
    _ segment: OpenSegment, of origin: ContactOrigin, at moment: Moment
  ) {
    if segment.phase == .wrapping { released = segment.agent }
  }

  mutating func segmentClosed(
    _ segment: OpenSegment, of origin: ContactOrigin, at moment: Moment
  ) {
    handled.append(segment)
    released = segment.agent
  }

  mutating func wrapLeft(
    _ segment: OpenSegment, of origin: ContactOrigin, phase: CallPhase, at moment: Moment
  ) {
    leftWraps.append(LeftWrap(call: origin.call, segment: segment, phase: phase))
  }

  mutating func clockSteppedBack(
    by milliseconds: Int64, of origin: ContactOrigin, at moment: Moment
  ) {
    steppedBackMilliseconds = milliseconds
  }
}

extension CallRow {
  mutating func apply(_ movements: CallMovements) {
    visits += movements.visits
    waitMilliseconds += movements.waitMilliseconds
    clockWaitMilliseconds += movements.clockWaitMilliseconds
    if let cause = movements.cause, self.cause == nil { self.cause = cause }
    if let taken = movements.taken {
      agent = taken.agent
      wasAnswered = true
    }
    for segment in movements.handled { add(segment) }
  }

  mutating func apply(_ left: CallMovements.LeftWrap) {
    add(left.segment)
    state = left.phase
  }

  private mutating func add(_ segment: OpenSegment) {
    talkMilliseconds += segment.talkMilliseconds
    holdMilliseconds += segment.holdMilliseconds
    wrapMilliseconds += segment.wrapMilliseconds
  }
}
