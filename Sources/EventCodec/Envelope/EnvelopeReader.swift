internal import ContactCenter

/// Reads one event, whichever form it came in, and lists everything that is wrong with it.
struct EnvelopeReader {
  let text: JSONText
  /// The token of the event's object, or in the headers' form of its data.
  let object: Int
  /// Whether the event is a plain object and no CloudEvent.
  let isPlain: Bool
  /// Where the attributes stand in the object; nowhere in the headers' form.
  private let tokens: AttributeTokens
  /// Looks an attribute up in the headers' form, where the object is the data.
  private let header: ((String) -> String?)?
  private(set) var problems: [DecodingProblem] = []

  /// - Parameter object: the token of an object.
  init(_ text: JSONText, object: Int, isPlain: Bool) {
    self.text = text
    self.object = object
    self.isPlain = isPlain
    header = nil
    var unknown: [DecodingProblem] = []
    tokens = AttributeTokens(text, object: object, isPlain: isPlain) { token in
      guard unknown.count < ProblemReport.errorsMax else { return }
      unknown.append(
        DecodingProblem(
          .unknownField, at: text.pointer(token),
          "An event has no such attribute; allowed are \(AttributeTokens.names(isPlain: isPlain)).")
      )
    }
    problems = unknown
  }

  /// - Parameter data: the token of the body's value.
  init(_ text: JSONText, data: Int, header: @escaping (String) -> String?) {
    self.text = text
    object = data
    isPlain = false
    tokens = AttributeTokens()
    self.header = header
  }

  /// Appends the event, unless there are problems.
  mutating func read(into events: inout [IncomingEvent]) {
    if !isPlain { checkForm() }
    let blank = type()
    let stream = stream(of: blank)
    let source = name(.source, isRequired: !isPlain)
    let id = name(.id, isRequired: !isPlain)
    let time = time()
    let actor = actor()
    let correlation = name(.correlation, isRequired: false, bytesMax: 128)
    let causation = name(.causation, isRequired: false, bytesMax: 128)
    guard var event = blank else { return }
    fill(&event)
    guard problems.isEmpty, let stream else { return }
    events.append(
      IncomingEvent(
        stream: stream, event: event, source: source, id: id, time: time, actor: actor,
        correlation: correlation, causation: causation, traceParent: TraceParent.kept(trace)))
  }

  /// The trace context as it came: whatever is wrong with it is no fault of the event.
  private var trace: String? {
    if let header { return header("ce-traceparent").flatMap(HeaderText.decode) }
    return tokens[.traceParent].flatMap {
      text.tokens[$0].kind == .string ? text.string($0) : nil
    }
  }

  /// Checks what a CloudEvent says about its own form.
  private mutating func checkForm() {
    if !isText(.specVersion, "1.0"), let version = string(.specVersion, isRequired: true),
      version != "1.0"
    {
      report(.wrongKind, .specVersion, "The version of CloudEvents is not 1.0.")
    }
    if !isText(.dataContentType, "application/json"),
      let type = string(.dataContentType, isRequired: false)
    {
      if header != nil {
        report(.unknownField, .dataContentType, "In binary mode content-type says it.")
      } else if type != "application/json", !type.lowercased().hasPrefix("application/json") {
        report(.wrongKind, .dataContentType, "The data is not application/json.")
      }
    }
  }

  /// Whether an attribute of an object is this text: the usual case of some, found without making a
  /// `String`.
  private func isText(_ attribute: Attribute, _ usual: StaticString) -> Bool {
    guard let token = tokens[attribute] else { return false }
    return text.tokens[token].kind == .string && text.matches(token, usual)
  }

  /// The bytes of an attribute of an object, if it is a text without escapes.
  private func plainBytes(_ attribute: Attribute) -> ArraySlice<UInt8>? {
    guard let token = tokens[attribute], text.tokens[token].kind == .string,
      !text.tokens[token].isMarked
    else { return nil }
    return text.slice(token)
  }

  private mutating func type() -> Event? {
    guard let blank = knownType() else { return nil }
    if let schema = string(.dataSchema, isRequired: false), schema != blank.type.schemaURI {
      report(
        .unknownEventType, .dataSchema, "The type's schema is not \(blank.type.schemaURI).")
    }
    return blank
  }

  private mutating func knownType() -> Event? {
    if let bytes = plainBytes(.type), let known = EventCatalogue.shared.blank(ofType: bytes) {
      return known.event
    }
    guard let name = string(.type, isRequired: true) else { return nil }
    let known = Event.blank(ofType: name)
    if known == nil {
      report(.unknownEventType, .type, "There is no event type of this name; see /schemas.")
    }
    return known
  }

  private mutating func stream(of blank: Event?) -> StreamName? {
    if let blank, let bytes = plainBytes(.subject),
      let stream = StreamName(of: blank.streamKind, in: bytes),
      IdentifierRules.fault(of: stream.id) == nil
    {
      return stream
    }
    guard let text = string(.subject, isRequired: true) else { return nil }
    guard let stream = StreamName(text) else {
      let kinds = StreamName.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      report(.wrongKind, .subject, "The stream is not <kind>/<id> with a kind of \(kinds).")
      return nil
    }
    if let fault = IdentifierRules.fault(of: stream.id) {
      report(fault.type, .subject, fault.detail)
      return nil
    }
    if let blank, blank.streamKind != stream.kind {
      report(
        .wrongKind, .subject,
        "Events of this type belong to streams \(blank.streamKind.rawValue)/<id>.")
      return nil
    }
    return stream
  }

  private mutating func time() -> Timestamp? {
    if let bytes = plainBytes(.time), let time = Timestamp(rfc3339: bytes.span) { return time }
    guard let text = string(.time, isRequired: false) else { return nil }
    guard let time = Timestamp(rfc3339: text) else {
      report(.wrongKind, .time, "The value is not \(FieldShape.timestamp.wording).")
      return nil
    }
    return time
  }

  private mutating func actor() -> Actor? {
    if isPlain { return plainActor() }
    guard let kindName = string(.actorKind, isRequired: false) else {
      if string(.actorID, isRequired: false) != nil {
        report(.missingField, .actorKind, "An actorid needs an actorkind.")
      }
      return nil
    }
    guard let kind = Actor.Kind(rawValue: kindName) else {
      report(.wrongKind, .actorKind, "The value is not \(Actor.Kind.shape.wording).")
      return nil
    }
    return Actor(kind: kind, id: name(.actorID, isRequired: false, bytesMax: 128) ?? "")
  }

  /// The `actor` of a plain object: `{kind, id}`.
  private mutating func plainActor() -> Actor? {
    guard let token = tokens[.actorKind] else { return nil }
    guard text.tokens[token].kind == .object else {
      report(.wrongKind, .actorKind, "The actor is not an object of kind and id.")
      return nil
    }
    var fields = ActorFields()
    var decoder = PayloadDecoder(text, object: token, purpose: .request)
    fields.describe(&decoder)
    decoder.finish { names in
      var blank = ActorFields()
      blank.describe(&names)
    }
    problems += decoder.problems
    return Actor(kind: fields.kind, id: fields.id?.rawValue ?? "")
  }

  /// Fills a blank event with the data of the body, as far as it can be read.
  private mutating func fill(_ event: inout Event) {
    guard let token = dataToken else {
      var names = FieldNames()
      event.describe(&names)
      if !names.required.isEmpty {
        let required = names.required.joined(separator: ", ")
        report(.missingField, .data, "The type's data requires \(required).")
      }
      return
    }
    guard text.tokens[token].kind == .object else {
      return report(.wrongKind, .data, "The data is not a JSON object.")
    }
    var decoder = PayloadDecoder(text, object: token, purpose: .request)
    event.describe(&decoder)
    decoder.finish { names in event.describe(&names) }
    problems += decoder.problems
  }

  private var dataToken: Int? {
    header == nil ? tokens[.data] : object
  }

  /// A text of 1…`bytesMax` bytes without control characters.
  private mutating func name(
    _ attribute: Attribute, isRequired: Bool, bytesMax: Int = 256
  ) -> String? {
    guard let name = string(attribute, isRequired: isRequired) else { return nil }
    guard let fault = IdentifierRules.fault(of: name, bytesMax: bytesMax) else { return name }
    report(fault.type, attribute, fault.detail)
    return nil
  }

  private mutating func string(_ attribute: Attribute, isRequired: Bool) -> String? {
    if let token = tokens[attribute] {
      if text.tokens[token].kind == .string { return text.string(token) }
      report(.wrongKind, attribute, "The value is not a text.")
      return nil
    }
    if let value = header?("ce-\(attribute.cloudEventName)") {
      if let decoded = HeaderText.decode(value) { return decoded }
      report(.invalidHeader, attribute, "The value is not percent-encoded UTF-8.")
      return nil
    }
    if isRequired { report(.missingField, attribute, "The attribute is required.") }
    return nil
  }

  private mutating func report(_ type: ProblemType, _ attribute: Attribute, _ detail: String) {
    problems.append(DecodingProblem(type, at: place(of: attribute), detail))
  }

  private func place(of attribute: Attribute) -> DecodingProblem.Place {
    guard header == nil else {
      if attribute == .data { return .pointer("") }
      return .header("ce-\(attribute.cloudEventName)")
    }
    if let token = tokens[attribute] { return .pointer(text.pointer(token)) }
    let name = isPlain ? attribute.plainName : nil
    return .pointer("\(text.pointer(object))/\(name ?? attribute.cloudEventName)")
  }
}
