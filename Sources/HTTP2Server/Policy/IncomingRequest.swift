import Glibc
import NIOCore

/// A request that is not yet complete.
struct IncomingRequest {
  /// Why a request is answered without asking the handler.
  enum Refusal: Int {
    case malformed = 400
    case timeout = 408
    case bodyTooLarge = 413
    case headerTooLarge = 431
    case overloaded = 503
  }

  /// When its header began, in milliseconds of the loop's clock.
  let since: Int64
  var method = HTTPMethod.get
  var target = ""
  var fields = HTTPFieldTable()
  private(set) var body = ByteBuffer()
  private(set) var expectsContinue = false
  private var contentLength: Int?

  init(since: Int64) {
    self.since = since
  }

  /// Takes note of a field of an HTTP/1.1 header and keeps it.
  mutating func add(name: String, value: String) {
    switch name {
    case "expect": expectsContinue = value.lowercased() == "100-continue"
    case "content-length": contentLength = Int(value)
    default: break
    }
    fields.append(name: name.utf8, value: value.utf8)
  }

  /// Takes note of a field of an HTTP/2 header and keeps it.
  mutating func add(name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>) {
    // SAFETY: the bytes are read during the call only.
    if unsafe Self.isEqual(name, ":method") {
      method = unsafe HTTPMethod(token: String(decoding: value, as: UTF8.self))
    } else if unsafe Self.isEqual(name, ":path") {
      target = unsafe String(decoding: value, as: UTF8.self)
    } else {
      if unsafe Self.isEqual(name, "expect") {
        expectsContinue =
          unsafe String(decoding: value, as: UTF8.self).lowercased()
          == "100-continue"
      } else if unsafe Self.isEqual(name, "content-length") {
        contentLength = unsafe Int(String(decoding: value, as: UTF8.self))
      }
      unsafe fields.append(name: name, value: value)
    }
  }

  private static func isEqual(_ name: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
    // SAFETY: both hold as many bytes as are compared.
    guard let start = name.baseAddress, name.count == word.utf8CodeUnitCount else { return false }
    return unsafe memcmp(start, word.utf8Start, name.count) == 0
  }

  /// Whether the header already announces a body that is too large.
  func announcesTooMuch(limits: HTTPLimits) -> Bool {
    contentLength.map { $0 > limits.bodyBytesMax } ?? false
  }

  /// Keeps a part of the body.
  ///
  /// - Parameter bytesHeld: of all incomplete bodies of the connection, this one's included.
  /// - Returns: why not, if it cannot be kept.
  mutating func add(
    _ bytes: UnsafeRawBufferPointer, bytesHeld: Int, limits: HTTPLimits
  ) -> Refusal? {
    guard body.readableBytes + bytes.count <= limits.bodyBytesMax else { return .bodyTooLarge }
    guard bytesHeld + bytes.count <= limits.bodyBytesPerConnectionMax else { return .overloaded }
    if body.readableBytes == 0 {
      body = ByteBufferAllocator().buffer(
        capacity: max(min(contentLength ?? 0, 65_536), bytes.count))
    }
    // SAFETY: the bytes are copied before the call returns.
    _ = unsafe body.writeBytes(bytes)
    return nil
  }

  /// The request without its body, of one that is not handed over.
  func header(peer: HTTPPeer) -> HTTPRequest {
    HTTPRequest(method: method, target: target, fields: fields, peer: peer)
  }

  /// The request, now complete.
  func completed(peer: HTTPPeer) -> HTTPRequest {
    HTTPRequest(method: method, target: target, fields: fields, body: body, peer: peer)
  }
}
