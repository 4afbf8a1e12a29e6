public import ContactCenter

/// Rows of views to and from JSON: the bytes in which they are stored and sent.
///
/// Equal rows give equal bytes, and `decode(encode(row)) == row` for every row whose instants lie
/// within the years 1…9999.
public enum RowCodec {
  /// The JSON object of a row. A row holds nothing personal; a field that says so is a
  /// programmer's error.
  public static func encode(_ row: some Payload) -> [UInt8] {
    var row = row
    return encode(lent: &row)
  }

  /// As `encode`, of a row that stays where it is and as it is.
  public static func encode(lent row: inout some Payload) -> [UInt8] {
    // Most rows fit.
    var encoder = PayloadEncoder(reserving: 480)
    encoder.publicMembers.append(UInt8(ascii: "{"))
    row.describe(&encoder)
    precondition(encoder.personalMembers.isEmpty, "a row holds nothing personal")
    encoder.publicMembers.append(UInt8(ascii: "}"))
    return encoder.publicMembers
  }

  /// The JSON object of an event's data with its personal fields: for a sealed place.
  public static func encode(_ event: Event) -> [UInt8] {
    var event = event
    var encoder = PayloadEncoder(appendingTo: [UInt8(ascii: "{")])
    event.describe(&encoder)
    var bytes = encoder.publicMembers
    if bytes.count > 1, !encoder.personalMembers.isEmpty { bytes.append(UInt8(ascii: ",")) }
    bytes += encoder.personalMembers
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }

  /// The row that was encoded.
  ///
  /// - Throws: `CodecFailure.unreadable` for bytes of another shape: the fold's version should then
  ///   have been raised.
  public static func decode<Row: Payload>(
    _ type: Row.Type, from bytes: ArraySlice<UInt8>
  ) throws(CodecFailure) -> Row {
    var scanner = JSONScanner()
    do throws(JSONFault) {
      try scanner.scan(bytes.span)
    } catch {
      throw .unreadable("a row is not JSON: \(error.detail)")
    }
    guard scanner.tokens[0].kind == .object else { throw .unreadable("a row is no object") }
    guard scanner.repeatedNames.isEmpty else { throw .unreadable("a row has a name twice") }
    let text = JSONText(bytes: bytes, tokens: scanner.tokens)
    var decoder = PayloadDecoder(text, object: 0, purpose: .row)
    var row = Row()
    row.describe(&decoder)
    decoder.finish { names in
      var blank = Row()
      blank.describe(&names)
    }
    guard let problem = decoder.problems.first else { return row }
    throw .unreadable("a row's \(problem.pointer ?? ""): \(problem.detail)")
  }

  /// The row that was encoded, from a whole array.
  public static func decode<Row: Payload>(
    _ type: Row.Type, from bytes: [UInt8]
  ) throws(CodecFailure) -> Row {
    try decode(type, from: bytes[...])
  }
}
