internal import DequeModule
internal import EventLog

/// The newest changes of one view, bounded in bytes: what live subscribers are served from.
///
/// A change that is still in the ring when its row changes again is kept, so that the ring stays a
/// plain queue; a reader takes the latest value of each key.
struct ChangeRing: Sendable {
  private var changes: Deque<ViewChange> = []
  private var bytes = 0
  private let bytesMax: Int
  /// Every change after this position is in the ring.
  private(set) var completeSince: UInt64

  init(completeSince: UInt64, bytesMax: Int) {
    self.completeSince = completeSince
    self.bytesMax = bytesMax
  }

  mutating func append(_ change: ViewChange) {
    changes.append(change)
    bytes += cost(of: change)
    while bytes > bytesMax, let oldest = changes.popFirst() {
      bytes -= cost(of: oldest)
      completeSince = oldest.position
    }
  }

  /// Forgets everything, after a rebuild whose rows may differ from the old ones in any way.
  mutating func reset(at position: UInt64) {
    changes.removeAll()
    bytes = 0
    completeSince = position
  }

  /// The latest value of every row changed after a position, oldest change first, up to a bound of
  /// bytes and never less than those of one position; nil where the ring no longer reaches back so
  /// far.
  ///
  /// - Returns: also whether these are all.
  func since(
    _ position: UInt64, bytesMax: Int = .max
  ) -> (changes: [ViewChange], isAll: Bool)? {
    guard position >= completeSince else { return nil }
    var seen = Set<ByteName>()
    var latest: [ViewChange] = []
    for change in changes.reversed() {
      guard change.position > position else { break }
      if seen.insert(ByteName(change.key)).inserted { latest.append(change) }
    }
    return bounded(latest.reversed(), to: bytesMax)
  }

  /// The changes after a position as they came, up to a bound of bytes and never less than those of
  /// one position; nil where the ring no longer reaches back so far.
  ///
  /// - Returns: also whether these are all. Cost: a binary search, and the changes returned.
  func every(since position: UInt64, bytesMax: Int) -> (changes: [ViewChange], isAll: Bool)? {
    guard position >= completeSince else { return nil }
    var (first, end) = (changes.startIndex, changes.endIndex)
    while first < end {
      let middle = (first + end) / 2
      if changes[middle].position > position { end = middle } else { first = middle + 1 }
    }
    return bounded(changes[first...], to: bytesMax)
  }

  private func bounded(
    _ changes: some Sequence<ViewChange>, to bytesMax: Int
  ) -> (changes: [ViewChange], isAll: Bool) {
    var found: [ViewChange] = []
    var bytes = 0
    for change in changes {
      if bytes > bytesMax, change.position != found.last?.position { return (found, false) }
      found.append(change)
      bytes += cost(of: change)
    }
    return (found, true)
  }

  private func cost(of change: ViewChange) -> Int {
    change.key.utf8.count + (change.value?.count ?? 0) + 64
  }
}
