internal import Engine
internal import EventLog
internal import NIOCore

/// What the routes count.
final class APIMetrics: Sendable {
  let appended = Counter()
  let repeated = Counter()
  let quarantined = Counter()
  let rejected = Counter()
  let refused = Counter()
  let failed = Counter()
  let appendSeconds = Histogram()
  let fellBehind = Counter()

  /// Counts what became of an append that reached the writer, and how long that took.
  func countAppend(_ outcome: CommandOutcome, since started: NIODeadline) {
    let elapsed = max(0, (NIODeadline.now() - started).nanoseconds)
    appendSeconds.note(microseconds: UInt64(elapsed) / 1_000)
    switch outcome {
    case .appended(let receipt): receipt.isRepeat ? repeated.add() : appended.add()
    case .quarantined: quarantined.add()
    case .rejected: rejected.add()
    case .failed(.refused): refused.add()
    case .failed, .keysUnavailable: failed.add()
    }
  }

  /// Counts an append that was refused before it reached the writer.
  func countRefusedAppend() {
    refused.add()
  }
}
