/// Some rows of a view, all of one moment.
public struct ViewPage: Sendable {
  /// The view has folded the log up to here.
  public let position: UInt64
  /// The rows, in the order of their keys.
  public let rows: [JSONDocument]
}
