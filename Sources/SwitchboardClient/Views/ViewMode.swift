/// How often a view's changes are sent.
public enum ViewMode: String, Sendable, Equatable {
  /// Every change of a row as it is folded.
  case every
  /// The newest value of each changed row, at most every 250 ms: for what people look at.
  case coalesce
}
