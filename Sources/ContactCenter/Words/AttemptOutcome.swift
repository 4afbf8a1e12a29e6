/// What came of an attempt to reach somebody of a campaign.
public enum AttemptOutcome: String, Choice {
  case busy
  case noAnswer = "no_answer"
  case rejected
  /// There is no such number: nobody tries again.
  case invalid
  case network
  /// Hung up before anybody picked up.
  case cancelled
  /// A machine picked up.
  case machine
  /// A person picked up, and nothing else is known.
  case reached
  /// A proposal was accepted.
  case accepted
  /// A proposal was refused.
  case refused
  /// An order was confirmed.
  case confirmed
  /// Information was collected.
  case informed
  /// Questions of a survey were answered.
  case answered

  /// Whether a person was reached, so that nobody needs to try again.
  public var isReached: Bool {
    switch self {
    case .reached, .accepted, .refused, .confirmed, .informed, .answered: true
    case .busy, .noAnswer, .rejected, .invalid, .network, .cancelled, .machine: false
    }
  }

  /// Whether nobody needs to try again.
  public var isFinal: Bool { isReached || self == .invalid }

  public init(_ cause: ConnectFailureCause) {
    self =
      switch cause {
      case .busy: .busy
      case .noAnswer: .noAnswer
      case .rejected: .rejected
      case .invalid: .invalid
      case .network: .network
      }
  }
}
