internal import NIOCore
internal import Synchronization

/// One connection to the server, usable from any thread.
final class ClientConnection: Sendable {
  let channel: any Channel
  /// Whether it carries many answers at a time.
  let isShared: Bool
  private let transport: NIOLoopBound<any ClientTransport>
  private let isOpen = Atomic<Bool>(true)

  /// Called on the channel's loop.
  init(_ channel: any Channel, _ transport: any ClientTransport, isShared: Bool) {
    self.channel = channel
    self.isShared = isShared
    self.transport = NIOLoopBound(transport, eventLoop: channel.eventLoop)
    channel.closeFuture.whenComplete { [weak self] _ in self?.retire() }
  }

  /// Whether new requests may be sent on it.
  var isUsable: Bool { isOpen.load(ordering: .relaxed) && channel.isActive }

  /// Takes no further requests; the answers under way go on.
  func retire() {
    isOpen.store(false, ordering: .relaxed)
  }

  /// Asks to be told whenever an answer is complete and the connection can be used again.
  func whenIdle(_ callback: @escaping @Sendable (ClientConnection) -> Void) {
    perform { [weak self] transport in
      transport.onIdle = {
        if let self { callback(self) }
      }
    }
  }

  /// Sends a request.
  func open(_ request: WireRequest) -> AnswerReader {
    let pipe = AnswerPipe(loop: channel.eventLoop)
    perform { $0.send(request, pipe) }
    return AnswerReader(pipe: pipe, connection: self)
  }

  func consumed(_ byteCount: Int, of pipe: AnswerPipe) {
    perform { $0.consumed(byteCount, of: pipe) }
  }

  /// The reader has let go. A connection that takes no further requests closes with its last one.
  func release(_ pipe: AnswerPipe) {
    perform { [self] transport in
      transport.release(pipe)
      if !isOpen.load(ordering: .relaxed), transport.isIdle { channel.close(promise: nil) }
    }
  }

  private func perform(_ work: @escaping @Sendable (any ClientTransport) -> Void) {
    let (transport, connection) = (transport, self)
    channel.eventLoop.execute {
      work(transport.value)
      if connection.isShared, !transport.value.takesRequests { connection.retire() }
    }
  }
}
