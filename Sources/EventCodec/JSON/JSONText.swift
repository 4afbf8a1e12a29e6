/// A scanned text: the bytes and the tokens that point into them. Cheap to pass on.
struct JSONText {
  let bytes: ArraySlice<UInt8>
  let tokens: [JSONToken]

  /// Whether a name's or a string's token holds exactly these bytes.
  func matches(_ token: Int, _ name: StaticString) -> Bool {
    let token = tokens[token]
    if token.isMarked {
      let text = token.unescaped(in: bytes.span)
      return text.count == name.utf8CodeUnitCount && text.span.matches(name, at: 0)
    }
    return Int(token.end &- token.start) == name.utf8CodeUnitCount
      && bytes.span.matches(name, at: Int(token.start))
  }

  /// The text of a string or a name, its escapes resolved.
  func string(_ token: Int) -> String {
    let token = tokens[token]
    if token.isMarked {
      return String(decoding: token.unescaped(in: bytes.span), as: UTF8.self)
    }
    let start = bytes.startIndex + Int(token.start)
    return String(decoding: bytes[start..<start + Int(token.end - token.start)], as: UTF8.self)
  }

  /// The bytes of a value as they stand in the text; of a string without its quotation marks.
  func slice(_ token: Int) -> ArraySlice<UInt8> {
    let token = tokens[token]
    return bytes[bytes.startIndex + Int(token.start)..<bytes.startIndex + Int(token.end)]
  }

  /// The JSON pointer of a value.
  func pointer(_ token: Int) -> String {
    JSONPointer.path(to: token, tokens: tokens, bytes: bytes.span)
  }

  /// The value of a member of an object, or nil. Cost: the members before it.
  func member(_ name: StaticString, of object: Int) -> Int? {
    var index = object + 1
    let end = Int(tokens[object].next)
    while index < end {
      if matches(index, name) { return index + 1 }
      index = Int(tokens[index + 1].next)
    }
    return nil
  }

  /// An integer without fraction and exponent; nil for another number or one beyond 64 bits.
  func integer(_ token: Int) -> Int64? {
    let token = tokens[token]
    guard token.kind == .number, !token.isMarked else { return nil }
    let span = bytes.span
    var index = Int(token.start)
    let isNegative = span[index] == UInt8(ascii: "-")
    if isNegative { index += 1 }
    var value: Int64 = 0
    while index < Int(token.end) {
      let digit = Int64(span[index] &- UInt8(ascii: "0"))
      let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tenfold.subtractingReportingOverflow(digit)
      guard !overflow, !carry else { return nil }
      value = sum
      index += 1
    }
    if isNegative { return value }
    return value == .min ? nil : -value
  }

  /// A decimal of at most six digits after the point and without exponent, as millionths; nil for
  /// another number or one beyond 64 bits of millionths.
  func millionths(_ token: Int) -> Int64? {
    let token = tokens[token]
    guard token.kind == .number else { return nil }
    let span = bytes.span
    var index = Int(token.start)
    let isNegative = span[index] == UInt8(ascii: "-")
    if isNegative { index += 1 }
    var value: Int64 = 0
    var places: Int?
    while index < Int(token.end) {
      if span[index] == UInt8(ascii: ".") {
        places = 0
      } else {
        guard span[index].isDigit, places ?? 0 < 6 else { return nil }
        places = places.map { $0 + 1 }
        guard let next = value.appending(digit: span[index]) else { return nil }
        value = next
      }
      index += 1
    }
    for _ in (places ?? 0)..<6 {
      guard let next = value.appending(digit: UInt8(ascii: "0")) else { return nil }
      value = next
    }
    return isNegative ? -value : value
  }
}

extension Int64 {
  fileprivate func appending(digit: UInt8) -> Int64? {
    let (tenfold, overflow) = multipliedReportingOverflow(by: 10)
    let (sum, carry) = tenfold.addingReportingOverflow(Int64(digit &- UInt8(ascii: "0")))
    return overflow || carry ? nil : sum
  }
}
