import EventLog
import LMDB

/// Where a commit lies between two snapshots of its view.
struct SnapshotSpan {
  /// The number of the span, from 0; nil for a view that keeps no snapshots.
  let number: UInt32?
  /// The snapshot that the commit ends at.
  let endingSnapshot: UInt32?

  /// - Throws: `LMDBFailure.incompatible` for a commit that passes a snapshot: what its rows were
  ///   there is not known.
  init(from last: ViewCheckpoint?, to next: ViewCheckpoint) throws(LMDBFailure) {
    let apart = next.snapshotEvents
    guard apart > 0, next.position > 0 else {
      (number, endingSnapshot) = (nil, nil)
      return
    }
    let span = (next.position - 1) / apart
    let begin = last?.position ?? 0
    guard begin >= span * apart, last?.snapshotEvents ?? apart == apart,
      let number = UInt32(exactly: span), number < .max
    else {
      throw .incompatible(
        "a view's commit from position \(begin) to \(next.position) passes a snapshot: one is due "
          + "every \(apart) events")
    }
    self.number = number
    endingSnapshot = next.position % apart == 0 && begin < next.position ? number + 1 : nil
  }
}
