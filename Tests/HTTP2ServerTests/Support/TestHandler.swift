import HTTP2Server
import NIOCore
import NIOPosix
import Synchronization

/// Answers the paths that the tests ask for.
final class TestHandler: HTTPHandler {
  /// Streams of `/feed`, which say what `Feed.publish` gives them.
  let feed = Feed()
  /// Responders of `/held`, answered when the test says so.
  let held = Mutex<[HTTPResponder]>([])
  /// Called whenever the source of `/busy` is pulled, which never has anything to say.
  let onPull = Mutex<@Sendable () -> Void>({})
  /// How often that was.
  let busyPullCount = Atomic<Int>(0)
  /// Requests that reached the handler.
  let requestCount = Atomic<Int>(0)
  /// Bytes that `/bytes` sources were asked to make and have made.
  let bytesPulled = Atomic<Int>(0)
  /// Streams of `/bytes` that have ended, and `onClose` calls of `/held`.
  let closedCount = Atomic<Int>(0)

  static let text = HTTPHeaderBlock([("content-type", "text/plain")])

  func handle(_ request: HTTPRequest, _ response: HTTPResponder) {
    requestCount.wrappingAdd(1, ordering: .relaxed)
    switch request.path.split(separator: "/").first ?? "" {
    case "hello":
      response.respond(status: 200, headers: Self.text, body: ByteBuffer(string: "hello\n"))
    case "echo":
      response.respond(status: 200, headers: Self.text, body: request.body)
    case "about":
      let fields = request.fields.all.map { "\($0.name)=\($0.value)" }.joined(separator: "\n")
      let text = """
        \(request.method.token) \(request.path)?\(request.query) \(request.authority ?? "-") \
        http1=\(request.isHTTP1) secure=\(request.peer.isSecure) \
        control=\(request.isLocalControl)
        \(fields)

        """
      response.respond(status: 200, headers: Self.text, body: ByteBuffer(string: text))
    case "fixed":
      let body = ByteBuffer(bytes: Pattern.bytes(at: 0, count: byteCount(request)))
      response.respond(status: 200, headers: Self.text, body: body)
    case "bytes":
      let source = PatternSource(handler: self, byteCount: byteCount(request))
      response.respond(status: 200, headers: Self.text, source: source)
    case "feed":
      let source = FeedSource(feed: feed)
      response.respond(status: 200, headers: Self.text, source: source, followsWake: true)
    case "busy":
      let source = BusySource {
        self.busyPullCount.wrappingAdd(1, ordering: .relaxed)
        self.onPull.withLock { $0 }()
      }
      response.respond(status: 200, headers: Self.text, source: source, followsWake: true)
    case "abort":
      response.respond(status: 200, headers: Self.text, source: AbortingSource())
    case "held":
      response.onClose { self.closedCount.wrappingAdd(1, ordering: .relaxed) }
      held.withLock { $0.append(response) }
    case "later":
      NIOThreadPool.singleton.submit { _ in
        response.respond(status: 200, headers: Self.text, body: ByteBuffer(string: "later\n"))
      }
    case "empty":
      response.respond(status: 204, headers: .empty)
    case "forgotten":
      break
    default:
      response.respond(status: 404, headers: Self.text, body: ByteBuffer(string: "no\n"))
    }
  }

  func refuseBody(of request: HTTPRequest, over bytesMax: Int, _ response: HTTPResponder) {
    let text = "\(request.path) takes \(bytesMax) bytes\n"
    response.respond(status: 413, headers: Self.text, body: ByteBuffer(string: text))
  }

  private func byteCount(_ request: HTTPRequest) -> Int {
    request.path.split(separator: "/").last.flatMap { Int($0) } ?? 0
  }
}

/// Bytes that a position determines, so that a received run can be compared without a hash.
enum Pattern {
  /// A prime, so that no frame or window is a multiple of it.
  private static let period = 65_521
  private static let doubled: [UInt8] = {
    var state: UInt32 = 1
    var bytes: [UInt8] = []
    for _ in 0..<period {
      state = state &* 1_664_525 &+ 1_013_904_223
      bytes.append(UInt8(truncatingIfNeeded: state >> 24))
    }
    return bytes + bytes
  }()

  /// `count` bytes, at most one period, from an offset.
  private static func slice(at offset: Int, count: Int) -> ArraySlice<UInt8> {
    let start = offset % period
    return doubled[start..<(start + min(count, period))]
  }

  /// The bytes at an offset.
  static func bytes(at offset: Int, count: Int) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(count)
    while result.count < count {
      result += slice(at: offset + result.count, count: count - result.count)
    }
    return result
  }

  /// Whether a run of bytes is what belongs at an offset.
  static func matches(_ bytes: [UInt8], at offset: Int) -> Bool {
    bytes == self.bytes(at: offset, count: bytes.count)
  }
}

/// Gives a number of pattern bytes.
final class PatternSource: HTTPBodySource {
  private let handler: TestHandler
  private let byteCount: Int
  private var sent = 0

  init(handler: TestHandler, byteCount: Int) {
    self.handler = handler
    self.byteCount = byteCount
  }

  func pull(upTo limit: Int) -> HTTPBodyPull {
    guard sent < byteCount else { return .end }
    let bytes = Pattern.bytes(at: sent, count: min(limit, byteCount - sent))
    sent += bytes.count
    handler.bytesPulled.wrappingAdd(bytes.count, ordering: .relaxed)
    return .data(ByteBuffer(bytes: bytes))
  }

  func closed() {
    handler.closedCount.wrappingAdd(1, ordering: .relaxed)
  }
}

/// Has nothing to say, and is called for that.
final class BusySource: HTTPBodySource {
  private let onPull: @Sendable () -> Void

  init(onPull: @escaping @Sendable () -> Void) {
    self.onPull = onPull
  }

  func pull(upTo byteCount: Int) -> HTTPBodyPull {
    onPull()
    return .pending
  }
}

/// Says a word and gives up.
final class AbortingSource: HTTPBodySource {
  private var hasSpoken = false

  func pull(upTo byteCount: Int) -> HTTPBodyPull {
    guard hasSpoken else {
      hasSpoken = true
      return .data(ByteBuffer(string: "half"))
    }
    return .abort(.internalError)
  }
}

/// A growing text that any number of streams follow, in the same bytes.
final class Feed: Sendable {
  private let text = Mutex(ByteBuffer())
  let openCount = Atomic<Int>(0)
  let drainCount = Atomic<Int>(0)

  func publish(_ more: String) {
    text.withLock { _ = $0.writeString(more) }
  }

  func suffix(from offset: Int) -> ByteBuffer {
    text.withLock { $0.getSlice(at: offset, length: $0.readableBytes - offset) ?? ByteBuffer() }
  }
}

/// A cursor into a feed.
final class FeedSource: HTTPBodySource {
  private let feed: Feed
  private var offset = 0
  private var isDraining = false

  init(feed: Feed) {
    self.feed = feed
    feed.openCount.wrappingAdd(1, ordering: .relaxed)
  }

  func pull(upTo byteCount: Int) -> HTTPBodyPull {
    let text = feed.suffix(from: offset)
    guard text.readableBytes > 0 else { return isDraining ? .end : .pending }
    offset += text.readableBytes
    return .dataThenPending(text)
  }

  func drain() {
    isDraining = true
    feed.drainCount.wrappingAdd(1, ordering: .relaxed)
  }

  func closed() {
    feed.openCount.wrappingSubtract(1, ordering: .relaxed)
  }
}
