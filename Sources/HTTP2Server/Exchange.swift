import NIOCore
import Synchronization

/// One request and its response, whatever the protocol: the base of `HTTP2Stream` and
/// `HTTP1Exchange`.
///
/// SAFETY: all mutable state is used only on the loop; other threads reach it through
/// `LoopContext.perform` and `LoopContext.resume`.
class Exchange: @unchecked Sendable {
  let loop: LoopContext

  /// The response's body, once there is one.
  final var outgoing: OutgoingBody?
  /// Where the exchange stands in the loop's list of those that wait for a wake-up.
  final var waitingIndex: Int?

  private final var closeCallbacks: [@Sendable () -> Void] = []
  private final var isClosed = false
  private final let isResumePosted = Atomic<Bool>(false)

  init(loop: LoopContext) {
    self.loop = loop
  }

  /// Sends a response with a complete body. Called at most once, on the loop.
  func respond(status: Int, headers: HTTPHeaderBlock, body: ByteBuffer?) {
    preconditionFailure("an exchange knows how to respond")
  }

  /// Sends a header and then what `outgoing` gives. Called at most once, on the loop.
  func stream(status: Int, headers: HTTPHeaderBlock, body: OutgoingBody) {
    preconditionFailure("an exchange knows how to respond")
  }

  /// Asks the waiting source again. Called on the loop.
  func resume() {}

  /// Gives up. Called on the loop.
  func abort(_ error: HTTPStreamError) {}

  /// Whether the caller, on another thread, is the one who has to post a resumption.
  final func claimResume() -> Bool {
    !isResumePosted.exchange(true, ordering: .acquiringAndReleasing)
  }

  /// Carries out what was asked for. Called on the loop.
  final func perform(_ action: ResponseAction) {
    switch action {
    case .fixed(let status, let headers, let body):
      if !isClosed { respond(status: status, headers: headers, body: body) }
    case .streamed(let status, let headers, let body):
      guard !isClosed else { return body.source.closed() }
      stream(status: status, headers: headers, body: OutgoingBody(body))
    case .abort(let error):
      if !isClosed { abort(error) }
    case .resume:
      isResumePosted.store(false, ordering: .releasing)
      if !isClosed { resume() }
    case .run(let work): work()
    case .onClose(let callback):
      if isClosed { callback() } else { closeCallbacks.append(callback) }
    }
  }

  /// Ends the exchange: tells the source and everybody who asked. Called once, on the loop.
  final func close() {
    guard !isClosed else { return }
    isClosed = true
    loop.waiting.remove(self)
    outgoing?.close()
    outgoing = nil
    let callbacks = closeCallbacks
    closeCallbacks = []
    for callback in callbacks { callback() }
  }
}
