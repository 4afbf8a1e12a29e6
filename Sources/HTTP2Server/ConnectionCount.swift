import Synchronization

/// How many connections the whole server has, and how many it turned away.
final class ConnectionCount: Sendable {
  private let open = Atomic<Int>(0)
  private let refusals = Atomic<Int>(0)

  /// Connections turned away so far.
  var refused: Int { refusals.load(ordering: .relaxed) }

  /// Takes a place; false when all are taken.
  func enter(max: Int) -> Bool {
    let earlier = open.wrappingAdd(1, ordering: .relaxed).oldValue
    guard earlier >= max else { return true }
    leave()
    refusals.wrappingAdd(1, ordering: .relaxed)
    return false
  }

  /// Gives a place back.
  func leave() {
    open.wrappingSubtract(1, ordering: .relaxed)
  }
}
