/// How a view stands.
package struct ProjectionStatus: Sendable, Equatable {
  /// The view's name.
  package let name: String
  /// The version of the fold that made its rows.
  package let foldVersion: UInt32
  /// The position up to which it has been folded.
  package var position: UInt64 = 0
  /// How many events it is behind the log's head.
  package var lagEvents: UInt64 = 0
  /// Why it stopped, where it has: the view then stays at its position, which its answers tell,
  /// until it can be folded on.
  package var failure: String?

  init(name: String, foldVersion: UInt32) {
    self.name = name
    self.foldVersion = foldVersion
  }
}
