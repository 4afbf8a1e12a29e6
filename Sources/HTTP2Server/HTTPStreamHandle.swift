/// A streamed response in progress, for those who know when its source has more to say.
package struct HTTPStreamHandle: Sendable {
  let exchange: Exchange

  /// Pulls the source again if it had nothing (`HTTPBodyPull.pending`).
  ///
  /// May be called from any thread and at any time; calls that come before the loop gets to it
  /// count as one. Without effect on a stream that is over.
  package func resume() {
    exchange.loop.resume(exchange)
  }

  /// Resets the stream from any thread. Without effect on a stream that is over.
  package func abort(_ error: HTTPStreamError) {
    exchange.loop.perform(.abort(error), on: exchange)
  }
}
