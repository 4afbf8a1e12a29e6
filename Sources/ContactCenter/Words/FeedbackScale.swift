/// The scale of a feedback score.
public enum FeedbackScale: String, Choice {
  /// Customer satisfaction, 1 to 5; the top two are satisfied.
  case csat
  /// Net promoter score, 0 to 10; 9 and 10 promote, 0 to 6 detract.
  case nps
  /// Customer effort, 1 to 7.
  case effort

  /// The scores that the scale has.
  public var scores: ClosedRange<Int64> {
    switch self {
    case .csat: 1...5
    case .nps: 0...10
    case .effort: 1...7
    }
  }
}
