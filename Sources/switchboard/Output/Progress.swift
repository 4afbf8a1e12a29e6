internal import Foundation
internal import Synchronization

/// How far long work has come, at what rate, and how long it will still take, on standard error.
///
/// One line that is written over on a terminal; a plain line every ten seconds elsewhere.
final class Progress: Sendable {
  private struct State {
    var lastShown = ContinuousClock.now
    var first: UInt64?
    var wasShown = false
  }

  private let label: String
  private let started = ContinuousClock.now
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let state = Mutex(State())

  init(_ label: String) {
    self.label = label
  }

  /// - Parameters:
  ///   - done: units done, of any kind.
  ///   - total: units in all.
  func show(_ done: UInt64, of total: UInt64) {
    let interval: Duration = isTerminal ? .milliseconds(200) : .seconds(10)
    let line = state.withLock { state -> String? in
      let first = state.first ?? done
      state.first = first
      guard ContinuousClock.now - state.lastShown >= interval else { return nil }
      state.lastShown = .now
      state.wasShown = true
      return text(done: done, since: first, total: total)
    }
    guard let line else { return }
    FileHandle.standardError.write(Data((isTerminal ? "\r\u{1B}[K\(line)" : line + "\n").utf8))
  }

  /// Ends the line.
  func finish() {
    guard isTerminal, state.withLock({ $0.wasShown }) else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
  }

  private func text(done: UInt64, since first: UInt64, total: UInt64) -> String {
    let elapsed = ContinuousClock.now - started
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    let rate = seconds > 0 ? Double(done - min(done, first)) / seconds : 0
    let left = rate > 0 ? Double(total - min(total, done)) / rate : 0
    let percent = total > 0 ? 100 * done / total : 100
    return "\(label): \(percent) % (\(done) of \(total), \(Int(rate))/s, \(Int(left)) s left)"
  }
}
