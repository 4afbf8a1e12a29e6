public import ContactCenter

extension EventCodec {
  /// An event out of the name of its type and its data with the personal fields, as `RowCodec`
  /// writes them: checked like a request's.
  ///
  /// - Throws: `CodecFailure.unknownType`, or `.unreadable` for data that breaks the type's rules.
  public func event(ofType name: String, data: [UInt8]) throws(CodecFailure) -> Event {
    guard var event = Event.blank(ofType: name) else {
      throw .unknownType(name: name, version: 0)
    }
    var scanner = JSONScanner()
    do throws(JSONFault) {
      try scanner.scan(data.span)
    } catch {
      throw .unreadable("the data is not JSON: \(error.detail)")
    }
    guard scanner.tokens[0].kind == .object, scanner.repeatedNames.isEmpty else {
      throw .unreadable("the data is no object of distinct names")
    }
    let blank = event
    var decoder = PayloadDecoder(
      JSONText(bytes: data[...], tokens: scanner.tokens), object: 0, purpose: .request)
    event.describe(&decoder)
    decoder.finish { names in
      var copy = blank
      copy.describe(&names)
    }
    guard let problem = decoder.problems.first else { return event }
    throw .unreadable("the data's \(problem.pointer ?? ""): \(problem.detail)")
  }
}
