/// Where a call is in its life. The raw value is what people read.
public enum CallPhase: String, Choice {
  /// Nothing has happened yet.
  case new = "New"
  /// At the switch, on its way: to a menu, a queue, an agent; or, outbound, to the called side.
  case ringing = "Ringing"
  /// On the line without a queue or an agent: in a menu, or picked up and waiting to be queued.
  case inMenu = "InMenu"
  /// Waiting in a queue, and ringing nobody.
  case queued = "Queued"
  /// Ringing one agent or more.
  case offered = "Offered"
  case talking = "Talking"
  case onHold = "OnHold"
  /// Over for the customer; an agent finishes the work.
  case wrap = "Wrap"
  case closed = "Closed"
  /// The caller hung up before an answer.
  case abandoned = "Abandoned"
  /// An outbound call reached nobody.
  case failed = "Failed"
  /// Left the contact center's hands: out of a queue without an answer, or handed to somebody
  /// outside. The switch may bring it back.
  case diverted = "Diverted"

  /// Whether the call's life is over but for what may be said about it.
  public var isEnd: Bool {
    switch self {
    case .closed, .abandoned, .failed, .diverted: true
    default: false
    }
  }
}
