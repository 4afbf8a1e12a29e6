internal import ContactCenter
internal import EventLog

/// The picture that routing looks at, as the views have it.
struct RoutingMirror: Sendable {
  private var queues = RowMirror<QueueID, QueueRoutingRow>(RoutingProjection.view)
  private var calls = RowMirror<CallID, WaitingCallRow>(RoutingProjection.waiting)
  private var agents = RowMirror<AgentID, RoutingAgentRow>(RoutingProjection.agents)

  private var places = RowMirror<CallID, KeptPlaceRow>(RoutingProjection.places)

  /// Brings the picture up to date: all of it is of one position.
  ///
  /// - Returns: nil while no queue's agents are, or were, chosen here: then only the queues are
  ///   looked at.
  mutating func refresh(from views: ViewFeed) throws(LogFailure) -> RoutingPicture? {
    while true {
      let position = try queues.refresh(from: views)
      guard queues.rows.values.contains(where: \.wasRouted) else { return nil }
      guard try calls.refresh(from: views) == position,
        try agents.refresh(from: views) == position,
        try places.refresh(from: views) == position
      else { continue }
      var picture = RoutingPicture()
      picture.queues = queues.rows
      picture.calls = calls.rows
      picture.agents = agents.rows
      picture.places = places.rows
      return picture
    }
  }
}
