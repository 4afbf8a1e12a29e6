package import NIOCore

/// What a streamed response body is pulled from, as fast as the peer reads and no faster.
///
/// All calls come on the stream's event loop, one at a time; a source needs no lock for its own
/// state. It is a cursor, not a queue: it makes or finds bytes when it is asked for them.
package protocol HTTPBodySource: AnyObject {
  /// The next bytes of the body.
  ///
  /// Called again after `.data` when the peer has room for more, and after `.pending` when the
  /// stream is resumed (`HTTPStreamHandle.resume()`) or woken (`HTTP2Server.wake()`).
  ///
  /// - Parameter byteCount: how much the peer can take now, at least 1. More may be returned, and
  ///   is kept and sent as room comes, but counts against the memory of this server.
  func pull(upTo byteCount: Int) -> HTTPBodyPull

  /// The server wants to stop: the source should say goodbye and end soon. It is pulled once more
  /// after this call, whatever it waits for. Does nothing unless implemented.
  func drain()

  /// The stream is over, sent or not; no call follows.
  func closed()
}

extension HTTPBodySource {
  /// Does nothing.
  package func drain() {}

  /// Does nothing.
  package func closed() {}
}

/// A source's answer to `HTTPBodySource.pull(upTo:)`.
package enum HTTPBodyPull: Sendable {
  /// Bytes to send; an empty buffer counts as `.pending`. Long slices go out without a copy.
  case data(ByteBuffer)
  /// Bytes to send, after which there is nothing: as `.data` and then `.pending`, for a source that
  /// knows. It is then not asked in between, unless it was resumed or woken meanwhile.
  case dataThenPending(ByteBuffer)
  /// Nothing now: ask again when the stream is resumed or woken.
  case pending
  /// The body is complete.
  case end
  /// The body cannot be completed: the stream is reset, so that the client cannot mistake it for
  /// complete (HTTP/1.1: the connection is cut before the last chunk).
  case abort(HTTPStreamError)
}

/// The reason given to the peer for a reset stream (RFC 9113 §7).
package enum HTTPStreamError: UInt32, Sendable {
  /// Nothing went wrong; the rest of the request is not wanted.
  case noError = 0x0
  /// This server could not complete the response.
  case internalError = 0x2
  /// Nothing was done with the request: it may be sent again.
  case refusedStream = 0x7
  /// The response is no longer wanted or possible.
  case cancel = 0x8
  /// The peer asks for more than it may.
  case enhanceYourCalm = 0xb
}
