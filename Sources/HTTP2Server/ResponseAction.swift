import NIOCore

/// What somebody wants done with a stream, carried to its loop.
enum ResponseAction: Sendable {
  case fixed(status: Int, headers: HTTPHeaderBlock, body: ByteBuffer?)
  case streamed(status: Int, headers: HTTPHeaderBlock, body: StreamedBody)
  case abort(HTTPStreamError)
  case resume
  case run(@Sendable () -> Void)
  case onClose(@Sendable () -> Void)
}

/// A body source on its way to its loop.
///
/// SAFETY: made from a source that was sent to `HTTPResponder.respond`, so that nobody else uses
/// it, and opened only on the loop.
struct StreamedBody: @unchecked Sendable {
  let source: any HTTPBodySource
  let followsWake: Bool
}
