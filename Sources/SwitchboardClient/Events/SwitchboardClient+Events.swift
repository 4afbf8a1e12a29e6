extension SwitchboardClient {
  /// The events of the log, from a place on.
  ///
  /// A lost, closed or silent connection is made again by itself and resumed after the last event;
  /// `prev` of every event is checked against the one before. Reading stops while nobody takes
  /// events.
  ///
  /// - Parameters:
  ///   - start: exclusive.
  ///   - filter: which events; the server leaves out the others.
  ///   - follow: whether to stay for what is still to come; else the sequence ends with the log.
  /// - Returns: a sequence that ends with `unauthenticated`, `forbidden`, `cursorGone` and any
  ///   other failure that trying again cannot mend.
  public func events(
    from start: EventStart = .beginning, filter: EventSelection = EventSelection(),
    follow: Bool = true
  ) -> EventSequence {
    let request = EventRequest(start: start, selection: filter, follows: follow)
    return EventSequence(marked: MarkedEventSequence(core: core, request: request))
  }
}
