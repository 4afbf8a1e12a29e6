/// The fields of a request, packed into one run of bytes in the order of arrival.
///
/// One allocation a request instead of two strings a field: a string is made only of a field that
/// somebody asks for. Layout of an entry: name length (2 bytes), value length (6 bytes), both
/// little-endian, name, value.
package struct HTTPFieldTable: Sendable {
  private var bytes: [UInt8] = []
  private static let prefixByteCount = 8

  /// The number of fields.
  package private(set) var count = 0

  /// A table without fields.
  package init() {}

  /// A table of the given fields; names must be lower-case.
  package init(_ fields: [(name: String, value: String)]) {
    for field in fields { append(name: Array(field.name.utf8), value: Array(field.value.utf8)) }
  }

  /// Adds a field. A name over 65,535 bytes is dropped: no limit of this server lets one through.
  mutating func append(name: some Collection<UInt8>, value: some Collection<UInt8>) {
    let nameCount = name.count
    let valueCount = value.count
    guard nameCount <= UInt16.max, valueCount <= Int32.max else { return }
    if bytes.isEmpty { bytes.reserveCapacity(256) }
    // SAFETY: the eight bytes are copied before the call returns.
    unsafe withUnsafeBytes(of: UInt64(nameCount | valueCount << 16).littleEndian) {
      unsafe bytes.append(contentsOf: $0)
    }
    bytes.append(contentsOf: name)
    bytes.append(contentsOf: value)
    count += 1
  }

  /// The value of a field, or nil. Several fields of one name are joined as RFC 9110 §5.2 allows:
  /// by a comma, cookies by a semicolon. Cost: one pass over the table.
  package subscript(_ lowercaseName: String) -> String? {
    var result: String?
    forEachEntry { name, value in
      guard isEqual(name, lowercaseName) else { return }
      let text = String(decoding: bytes[value], as: UTF8.self)
      guard let earlier = result else { return result = text }
      result = earlier + (lowercaseName == "cookie" ? "; " : ", ") + text
    }
    return result
  }

  /// What a function makes of the bytes of a field, without a string being made; nil unless there
  /// is exactly one of the name.
  package func withBytes<Result>(
    of lowercaseName: String, _ body: (Span<UInt8>) -> Result
  ) -> Result? {
    var found: Range<Int>?
    var count = 0
    forEachEntry { name, value in
      guard isEqual(name, lowercaseName) else { return }
      found = value
      count += 1
    }
    guard count == 1, let found else { return nil }
    return body(bytes.span.extracting(found))
  }

  /// The values of all fields of a name, in the order of arrival.
  package func values(_ lowercaseName: String) -> [String] {
    var result: [String] = []
    forEachEntry { name, value in
      guard isEqual(name, lowercaseName) else { return }
      result.append(String(decoding: bytes[value], as: UTF8.self))
    }
    return result
  }

  /// All fields in the order of arrival.
  package var all: [(name: String, value: String)] {
    var result: [(name: String, value: String)] = []
    forEachEntry { name, value in
      result.append(
        (
          String(decoding: bytes[name], as: UTF8.self),
          String(decoding: bytes[value], as: UTF8.self)
        ))
    }
    return result
  }

  private func isEqual(_ range: Range<Int>, _ text: String) -> Bool {
    let wanted = text.utf8.span
    guard range.count == wanted.count else { return false }
    let name = bytes.span.extracting(range)
    // Names of one length mostly differ in their last byte: `content-type`, `content-size`.
    for index in wanted.indices.reversed() where name[index] != wanted[index] { return false }
    return true
  }

  private func forEachEntry(_ body: (Range<Int>, Range<Int>) -> Void) {
    var index = 0
    while index + Self.prefixByteCount <= bytes.count {
      // SAFETY: the loop's condition leaves room for the eight bytes.
      let prefix = unsafe bytes.withUnsafeBytes {
        Int(UInt64(littleEndian: unsafe $0.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
      }
      let nameCount = prefix & 0xffff
      let valueCount = prefix >> 16
      let nameStart = index + Self.prefixByteCount
      let valueStart = nameStart + nameCount
      index = valueStart + valueCount
      body(nameStart..<valueStart, valueStart..<index)
    }
  }
}
