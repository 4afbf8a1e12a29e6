public import ContactCenter

extension EventCodec {
  /// Reads a request's body. Takes some 5 µs for an event of 300 bytes.
  ///
  /// - Returns: one event, or a batch's events in their order.
  /// - Throws: every fault of the body with its place. A text that is no JSON has one: the first.
  public func decode(
    _ body: ArraySlice<UInt8>, as kind: BodyKind
  ) throws(ProblemReport) -> [IncomingEvent] {
    let bytesMax: Int
    if case .batch = kind { bytesMax = Self.batchBytesMax } else { bytesMax = Self.eventBytesMax }
    guard body.count <= bytesMax else {
      throw ProblemReport(
        .tooLarge, "The body has more than \(bytesMax) bytes.",
        members: [("limit", .number(Int64(bytesMax)))])
    }
    var body = body
    // In binary mode no body is no data.
    if case .binary = kind, body.isEmpty { body = [UInt8(ascii: "{"), UInt8(ascii: "}")] }
    var scanner = JSONScanner()
    do throws(JSONFault) {
      try scanner.scan(body.span)
    } catch {
      let pointer = JSONPointer.path(ofFaultIn: scanner.tokens, bytes: body.span)
      throw ProblemReport(errors: [DecodingProblem(error.problemType, at: pointer, error.detail)])
    }
    let text = JSONText(bytes: body, tokens: scanner.tokens)
    let repeats = scanner.repeatedNames.map { index in
      DecodingProblem(
        .duplicateKey, at: text.pointer(index), "The name stands in its object already.")
    }
    return try read(text, as: kind, after: repeats)
  }

  /// Reads a request's body from a whole array.
  public func decode(
    _ body: [UInt8], as kind: BodyKind
  ) throws(ProblemReport) -> [IncomingEvent] {
    try decode(body[...], as: kind)
  }

  /// What an event's own rules find wrong with it: for events that did not come as JSON.
  public func problems(of event: Event) -> [DecodingProblem] {
    let bytes = RowCodec.encode(event)
    var scanner = JSONScanner()
    do throws(JSONFault) {
      try scanner.scan(bytes.span)
    } catch {
      return [DecodingProblem(error.problemType, at: "", error.detail)]
    }
    let text = JSONText(bytes: bytes[...], tokens: scanner.tokens)
    var decoder = PayloadDecoder(text, object: 0, purpose: .request)
    var copy = event
    copy.describe(&decoder)
    return decoder.problems
  }

  private func read(
    _ text: JSONText, as kind: BodyKind, after problems: [DecodingProblem]
  ) throws(ProblemReport) -> [IncomingEvent] {
    var problems = problems
    var events: [IncomingEvent] = []
    if case .batch = kind {
      events = try readBatch(text, &problems)
    } else if case .binary(let header) = kind {
      var reader = EnvelopeReader(text, data: 0, header: header)
      reader.read(into: &events)
      problems += reader.problems
    } else if text.tokens[0].kind == .object {
      var isPlain = false
      if case .plain = kind { isPlain = true }
      var reader = EnvelopeReader(text, object: 0, isPlain: isPlain)
      reader.read(into: &events)
      problems += reader.problems
    } else {
      problems.append(DecodingProblem(.wrongKind, at: "", "The body is not a JSON object."))
    }
    guard problems.isEmpty else { throw ProblemReport(errors: problems) }
    return events
  }

  private func readBatch(
    _ text: JSONText, _ problems: inout [DecodingProblem]
  ) throws(ProblemReport) -> [IncomingEvent] {
    guard text.tokens[0].kind == .array else {
      throw ProblemReport(errors: [
        DecodingProblem(.wrongKind, at: "", "The body is not a JSON array of events.")
      ])
    }
    guard (1...Self.batchEventsMax).contains(Int(text.tokens[0].count)) else {
      throw ProblemReport(errors: [
        DecodingProblem(
          text.tokens[0].count == 0 ? .outOfRange : .tooLong, at: "",
          "A batch has 1 to \(Self.batchEventsMax) events.")
      ])
    }
    var events: [IncomingEvent] = []
    var item = 1
    while item < text.tokens.count, problems.count < ProblemReport.errorsMax {
      let token = text.tokens[item]
      if token.kind != .object {
        problems.append(
          DecodingProblem(.wrongKind, at: text.pointer(item), "The item is not an event."))
      } else if token.end - token.start > UInt32(Self.eventBytesMax) {
        problems.append(
          DecodingProblem(
            .tooLarge, at: text.pointer(item),
            "The event has more than \(Self.eventBytesMax) bytes."))
      } else {
        var reader = EnvelopeReader(text, object: item, isPlain: false)
        reader.read(into: &events)
        problems += reader.problems
      }
      item = Int(token.next)
    }
    return events
  }
}

extension JSONFault {
  /// The problem that a fault is told as.
  var problemType: ProblemType {
    switch kind {
    case .truncated: .truncated
    case .tooDeep: .tooDeep
    case .tooManyMembers: .tooLarge
    case .notUTF8: .notUTF8
    case .unexpected: .malformedJSON
    }
  }
}
