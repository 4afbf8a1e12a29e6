import CNGHTTP2

/// The fields of a response, laid out once so that sending them costs no string.
///
/// Make one for each kind of response and keep it. Names must be lower-case and are not those that
/// the server adds itself (`date`, `content-length`) or that HTTP/2 forbids (`connection`,
/// `keep-alive`, `transfer-encoding`, `upgrade`, `proxy-connection`). Line ends and NUL in a value,
/// which would end a field in HTTP/1.1, become spaces.
///
/// SAFETY: what the pointers point to is written once, in `init`.
@safe package final class HTTPHeaderBlock: @unchecked Sendable {
  /// The fields in order, as HTTP/1.1 sends them.
  package let fields: [(name: String, value: String)]

  /// Names and values back to back; `entries` points into it.
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  /// The fields as libnghttp2 takes them, not to be copied by it.
  let entries: UnsafeMutableBufferPointer<nghttp2_nv>

  /// Lays out fields. Cost: two allocations and a copy.
  package convenience init(_ fields: [(name: String, value: String)]) {
    self.init(checked: fields.map(Self.checked))
  }

  /// Lays out fields that have been checked.
  private init(checked fields: [(name: String, value: String)]) {
    self.fields = fields
    var byteCount = 0
    for field in self.fields { byteCount += field.name.utf8.count + field.value.utf8.count }
    // SAFETY: both are allocated here, written only here, and freed in deinit; streams keep the
    // block alive for as long as libnghttp2 may read it.
    unsafe bytes = .allocate(capacity: max(byteCount, 1))
    // Exactly as many entries as fields: their count is what libnghttp2 is told.
    unsafe entries = .allocate(capacity: fields.count)
    var offset = 0
    for (index, field) in self.fields.enumerated() {
      let name = unsafe copy(field.name, at: &offset)
      let value = unsafe copy(field.value, at: &offset)
      unsafe entries.initializeElement(
        at: index,
        to: nghttp2_nv(
          name: name, value: value, namelen: field.name.utf8.count,
          valuelen: field.value.utf8.count,
          flags: UInt8(NGHTTP2_NV_FLAG_NO_COPY_NAME.rawValue)
            | UInt8(NGHTTP2_NV_FLAG_NO_COPY_VALUE.rawValue)))
    }
  }

  deinit {
    unsafe bytes.deallocate()
    unsafe entries.deallocate()
  }

  /// A block of these fields and more, for what differs from response to response.
  package func adding(_ more: [(name: String, value: String)]) -> HTTPHeaderBlock {
    HTTPHeaderBlock(checked: fields + more.map(Self.checked))
  }

  private func copy(_ text: String, at offset: inout Int) -> UnsafeMutablePointer<UInt8>? {
    // SAFETY: the capacity is the sum of all counts, and each text is copied once.
    let start = unsafe bytes.baseAddress.map { unsafe $0 + offset }
    var text = text
    offset += text.withUTF8 { utf8 in
      if let from = utf8.baseAddress { unsafe start?.initialize(from: from, count: utf8.count) }
      return utf8.count
    }
    return unsafe start
  }

  /// The field without what would end it early.
  private static func checked(
    _ field: (name: String, value: String)
  ) -> (name: String, value: String) {
    precondition(isAllowed(field.name), "not a field for a response: \(field.name)")
    return (field.name, sanitized(field.value))
  }

  private static func sanitized(_ value: String) -> String {
    guard value.utf8.contains(where: { $0 == 0 || $0 == 10 || $0 == 13 }) else { return value }
    return String(
      decoding: value.utf8.map { $0 == 0 || $0 == 10 || $0 == 13 ? 32 : $0 }, as: UTF8.self)
  }

  private static func isAllowed(_ name: String) -> Bool {
    switch name {
    case "", "connection", "keep-alive", "transfer-encoding", "upgrade", "proxy-connection",
      "content-length", "date":
      false
    default:
      name.utf8.allSatisfy {
        $0 > 32 && $0 < 127 && $0 != UInt8(ascii: ":") && !($0 >= 65 && $0 <= 90)
      }
    }
  }
}
