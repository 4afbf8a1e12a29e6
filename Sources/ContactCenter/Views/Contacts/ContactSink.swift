/// What a projection learns from a `ContactTracker`: the movements of calls, free of the order and
/// the gaps of what switches report. Each method does nothing unless a projection needs it.
public protocol ContactSink {
  /// The call entered a queue.
  mutating func visitOpened(_ visit: OpenVisit, of origin: ContactOrigin, at moment: Moment)
  /// The call left the queue.
  mutating func visitClosed(_ visit: OpenVisit, of origin: ContactOrigin, end: VisitEnd)
  /// The caller hung up before any queue.
  mutating func menuAbandoned(_ origin: ContactOrigin, at moment: Moment)
  /// The call rings an agent.
  mutating func offerOpened(
    _ offer: OpenOffer, of origin: ContactOrigin, queue: QueueID?, at moment: Moment)
  /// The call stopped ringing an agent.
  ///
  mutating func offerClosed(
    _ offer: OpenOffer, of origin: ContactOrigin, from visit: OpenVisit?, as end: OfferEnd,
    at moment: Moment)
  /// An agent took the call.
  mutating func segmentOpened(_ segment: OpenSegment, of origin: ContactOrigin, at moment: Moment)
  /// The agent put the call on hold, took it back, or began to wrap up.
  mutating func segmentChanged(_ segment: OpenSegment, of origin: ContactOrigin, at moment: Moment)
  /// The caller hung up while the agent had the call on hold.
  mutating func holdAbandoned(_ segment: OpenSegment, of origin: ContactOrigin, at moment: Moment)
  /// The agent is done with the call: the segment's times are final.
  mutating func segmentClosed(_ segment: OpenSegment, of origin: ContactOrigin, at moment: Moment)
  /// The agent took another call, and has thereby left the work after this one: the segment's times
  /// are final.
  ///
  /// - Parameter phase: where this call is now; the event under way belongs to another.
  mutating func wrapLeft(
    _ segment: OpenSegment, of origin: ContactOrigin, phase: CallPhase, at moment: Moment)
  /// An agent waits for the called side of a call.
  mutating func diallingBegan(by agent: AgentID, of origin: ContactOrigin, at moment: Moment)
  /// The called side could not be reached, or nobody waits for it any more.
  mutating func diallingFailed(by agent: AgentID, of origin: ContactOrigin, at moment: Moment)
  /// An event of a call is older, by its source's clock, than one before it.
  mutating func clockSteppedBack(
    by milliseconds: Int64, of origin: ContactOrigin, at moment: Moment)
}

extension ContactSink {
  public mutating func visitOpened(
    _ visit: OpenVisit, of origin: ContactOrigin, at moment: Moment
  ) {}
  public mutating func visitClosed(
    _ visit: OpenVisit, of origin: ContactOrigin, end: VisitEnd
  ) {}
  public mutating func menuAbandoned(_ origin: ContactOrigin, at moment: Moment) {}
  public mutating func offerOpened(
    _ offer: OpenOffer, of origin: ContactOrigin, queue: QueueID?, at moment: Moment
  ) {}
  public mutating func offerClosed(
    _ offer: OpenOffer, of origin: ContactOrigin, from visit: OpenVisit?, as end: OfferEnd,
    at moment: Moment
  ) {}
  public mutating func segmentOpened(
    _ segment: OpenSegment, of origin: ContactOrigin, at moment: Moment
  ) {}
  public mutating func segmentChanged(
    _ segment: OpenSegment, of origin: ContactOrigin, at moment: Moment
  ) {}
  public mutating func holdAbandoned(
    _ segment: OpenSegment, of origin: ContactOrigin, at moment: Moment
  ) {}
  public mutating func segmentClosed(
    _ segment: OpenSegment, of origin: ContactOrigin, at moment: Moment
  ) {}
  public mutating func wrapLeft(
    _ segment: OpenSegment, of origin: ContactOrigin, phase: CallPhase, at moment: Moment
  ) {
    segmentClosed(segment, of: origin, at: moment)
  }
  public mutating func diallingBegan(
    by agent: AgentID, of origin: ContactOrigin, at moment: Moment
  ) {}
  public mutating func diallingFailed(
    by agent: AgentID, of origin: ContactOrigin, at moment: Moment
  ) {}
  public mutating func clockSteppedBack(
    by milliseconds: Int64, of origin: ContactOrigin, at moment: Moment
  ) {}
}
