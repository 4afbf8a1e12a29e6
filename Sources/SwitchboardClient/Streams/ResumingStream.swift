internal import NIOCore

/// The blocks of an event stream, over as many connections as it takes.
///
/// Pulled: nothing is read that nobody asked for. Belongs to one iterator.
final class ResumingStream {
  /// What comes next.
  enum Input {
    /// A connection is there; blocks follow.
    case connected
    case block(ServerSentEvent)
    /// The connection was lost; the next call waits and makes it again.
    case lost(Interruption)
    /// The server has ended the stream in order; the next call makes a new connection.
    case ended
  }

  private let core: ClientCore
  /// What is resumed from: set by whoever has accepted a block that names a cursor.
  var cursor: String?
  private var reader: AnswerReader?
  private var parser: ServerSentEventParser
  private var backoff: Backoff
  private var wait: Duration?
  private var hasConnected = false

  init(_ core: ClientCore, from cursor: String?) {
    self.core = core
    self.cursor = cursor
    parser = ServerSentEventParser(bytesMax: core.configuration.elementBytesMax)
    backoff = Backoff(core.configuration.reconnection)
  }

  /// What comes next; nil when the task was cancelled.
  ///
  /// - Parameter request: makes the request that goes on after a cursor, where one is needed.
  /// - Throws: a failure that trying again cannot mend, or that came too often.
  func next(
    _ request: (_ cursor: String?) -> WireRequest
  ) async throws(ClientFailure) -> Input? {
    if let wait {
      self.wait = nil
      // Sleeping fails only when the task is cancelled.
      guard (try? await Task.sleep(for: wait)) != nil else { return nil }
    }
    guard let reader else { return try await connect(request(cursor)) }
    while true {
      if let block = try nextBlock() { return .block(block) }
      switch await reader.next(within: core.configuration.silence) {
      case .bytes(let bytes): parser.feed(bytes)
      case .head: continue
      case .end:
        self.reader = nil
        return .ended
      case .broken(let breakage): return .lost(try lose(.unreachable(breakage.reason)))
      case .silent:
        reader.abandonConnection()
        return .lost(
          try lose(.unreachable("nothing came for \(core.configuration.silence)")))
      case .cancelled: return nil
      }
    }
  }

  /// Lets go of the connection and plans the next one.
  ///
  /// - Parameters:
  ///   - failure: nil after an end in order.
  ///   - asked: the wait that the server asks for.
  /// - Throws: `failure` where it is to be told instead.
  func lose(
    _ failure: ClientFailure?, asked: Duration? = nil
  ) throws(ClientFailure) -> Interruption {
    reader = nil
    var generator = SystemRandomNumberGenerator()
    let mayRetry = hasConnected || core.configuration.reconnection.retriesFirstConnection
    guard failure?.isPassing ?? true, mayRetry,
      let wait = backoff.failed(asked: asked, using: &generator)
    else { throw failure ?? .unreachable("the server ends the stream again and again") }
    self.wait = wait
    return Interruption(failure: failure, wait: wait, failures: backoff.failures)
  }

  private func nextBlock() throws(ClientFailure) -> ServerSentEvent? {
    let block: ServerSentEvent?
    do throws(ServerSentEventParser.TooLong) {
      block = try parser.next()
    } catch {
      throw .unexpected("a block of the stream is longer than the client takes")
    }
    guard let block else { return nil }
    if let retry = block.retry { backoff.asked = .milliseconds(max(0, retry)) }
    // A word about waiting is the first thing said on every connection, and proves nothing.
    if !block.data.isEmpty || block.id != nil { backoff.succeeded() }
    return block
  }

  /// A connection that turns out to be full or gone before it has begun is passed over.
  private static let passedOverMax = 8

  private func connect(_ request: WireRequest) async throws(ClientFailure) -> Input? {
    for _ in 0..<Self.passedOverMax {
      let reader: AnswerReader
      do throws(ClientFailure) {
        reader = try await core.open(request)
      } catch {
        return .lost(try lose(error))
      }
      switch await reader.next(within: core.configuration.answerTimeout) {
      case .head(let head): return try await begin(head, reader)
      case .broken(let breakage):
        guard breakage.isUnprocessed else {
          return .lost(try lose(.unreachable(breakage.reason)))
        }
        reader.abandonConnection()
      case .bytes, .end: throw .unexpected("an answer without a head")
      case .silent:
        reader.abandonConnection()
        return .lost(try lose(.unreachable("no answer came")))
      case .cancelled: return nil
      }
    }
    return .lost(try lose(.unreachable("the server takes no further streams")))
  }

  private func begin(
    _ head: AnswerHead, _ reader: AnswerReader
  ) async throws(ClientFailure) -> Input {
    guard head.status == 200 else {
      let problem = ServerProblem(status: head.status, body: await ClientCore.words(of: reader))
      return .lost(try lose(ClientFailure(problem), asked: head.retryAfter))
    }
    guard head.field("content-type")?.hasPrefix("text/event-stream") == true else {
      throw .unexpected("the answer is no event stream")
    }
    parser = ServerSentEventParser(bytesMax: core.configuration.elementBytesMax)
    self.reader = reader
    hasConnected = true
    return .connected
  }
}
