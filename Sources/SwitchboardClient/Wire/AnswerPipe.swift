internal import NIOCore
internal import Synchronization

/// An answer between the loop on which it arrives and the task that reads it.
///
/// It holds what the peer may send before the reader has taken it and no more: the stream's window
/// over HTTP/2, some reads over HTTP/1.1. Whoever takes something is the one who lets more come.
final class AnswerPipe: Sendable {
  /// What a reader gets, in this order: a head, pieces, an end.
  enum Arrival {
    case head(AnswerHead)
    case bytes(ByteBuffer)
    case end
    /// The answer will not be completed.
    case broken(Breakage)
    /// Nothing has come for as long as the reader waits.
    case silent
    /// The reader's task was cancelled.
    case cancelled
  }

  /// Why an answer will not be completed.
  struct Breakage: Sendable {
    let reason: String
    /// Whether the server has certainly not begun with the request.
    var isUnprocessed = false
  }

  private enum Wake {
    case arrived, silent, cancelled
  }

  private enum End {
    case complete
    case broken(Breakage)
  }

  private struct State {
    var head: AnswerHead?
    var bytes = ByteBuffer()
    var end: End?
    var waitNumber = 0
    var waiter: (number: Int, continuation: CheckedContinuation<Wake, Never>)?
    /// A wake-up that came before its waiter had sat down.
    var early: (number: Int, wake: Wake)?

    var hasArrivals: Bool { head != nil || bytes.readableBytes > 0 || end != nil }
  }

  let loop: any EventLoop
  private let state = Mutex(State())

  init(loop: any EventLoop) {
    self.loop = loop
  }

  // MARK: The loop's side

  func put(_ head: AnswerHead) {
    arrive { $0.head = head }
  }

  func put(_ bytes: ByteBuffer) {
    var bytes = bytes
    arrive { state in
      if state.bytes.readableBytes == 0 {
        state.bytes = bytes
      } else {
        state.bytes.writeBuffer(&bytes)
      }
    }
  }

  /// The answer is complete.
  func finish() {
    arrive { if $0.end == nil { $0.end = .complete } }
  }

  /// The answer will not be completed.
  func fail(_ breakage: Breakage) {
    arrive { if $0.end == nil { $0.end = .broken(breakage) } }
  }

  private func arrive(_ change: (inout State) -> Void) {
    let waiter = state.withLock { state in
      change(&state)
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.continuation.resume(returning: .arrived)
  }

  // MARK: The reader's side

  /// What has arrived next; waits for it.
  ///
  /// - Parameter limit: how long to wait; nil for ever.
  func next(within limit: Duration?) async -> Arrival {
    while true {
      if let arrival = take() { return arrival }
      switch await wait(limit) {
      case .arrived: continue
      case .silent: return .silent
      case .cancelled: return .cancelled
      }
    }
  }

  private func take() -> Arrival? {
    state.withLock { state in
      if let head = state.head {
        state.head = nil
        return .head(head)
      }
      if state.bytes.readableBytes > 0 {
        defer { state.bytes = ByteBuffer() }
        return .bytes(state.bytes)
      }
      switch state.end {
      case nil: return nil
      case .complete: return .end
      case .broken(let breakage): return .broken(breakage)
      }
    }
  }

  private func wait(_ limit: Duration?) async -> Wake {
    let number = state.withLock { state in
      state.waitNumber += 1
      return state.waitNumber
    }
    let timer = limit.map { limit in
      loop.scheduleTask(in: TimeAmount(limit)) { self.wake(.silent, number) }
    }
    defer { timer?.cancel() }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let known: Wake? = state.withLock { state in
          if state.hasArrivals { return .arrived }
          if let early = state.early, early.number == number { return early.wake }
          state.waiter = (number, continuation)
          return nil
        }
        if let known { continuation.resume(returning: known) }
      }
    } onCancel: {
      wake(.cancelled, number)
    }
  }

  private func wake(_ wake: Wake, _ number: Int) {
    let waiter = state.withLock { state -> CheckedContinuation<Wake, Never>? in
      guard state.waitNumber == number else { return nil }
      guard let waiter = state.waiter else {
        state.early = (number, wake)
        return nil
      }
      state.waiter = nil
      return waiter.continuation
    }
    waiter?.resume(returning: wake)
  }
}
