public import ContactCenter
public import EventLog

extension EventCodec {
  /// The domain's form of a kept event, personal fields blank: the fold's hot path.
  ///
  /// - Throws: `CodecFailure.unknownType` or `.unreadable`: the event is poison to a fold.
  public func recorded(_ stored: StoredEvent) throws(CodecFailure) -> RecordedEvent {
    guard let (blank, version) = EventCatalogue.shared.blank(ofType: stored.typeBytes) else {
      throw .unknownType(name: stored.type, version: stored.schemaVersion)
    }
    var event = blank
    guard let wire = WireReader(stored), let stream = stored.streamName(of: event.streamKind)
    else {
      throw .unreadable("the attributes are not what this program writes")
    }
    var data = wire.data
    if stored.schemaVersion != version {
      guard
        let present = upcasters.upcast(
          data, type: stored.type, from: stored.schemaVersion, to: version)
      else { throw .unknownType(name: stored.type, version: stored.schemaVersion) }
      data = present
    }
    try fill(&event, from: data, as: .recorded)
    return RecordedEvent(
      position: stored.position, version: stored.version, stream: stream,
      source: stored.source, id: stored.id, time: Timestamp(milliseconds: stored.time),
      recordedTime: Timestamp(milliseconds: stored.recordedTime), actor: wire.actor, event: event)
  }

  /// The domain's form with the personal fields that were opened; blank where there are none.
  public func recorded(
    _ stored: StoredEvent, personal: PersonalPart
  ) throws(CodecFailure) -> RecordedEvent {
    var recorded = try recorded(stored)
    if case .opened(let json) = personal {
      try fill(&recorded.event, from: json[...], as: .personal)
    }
    return recorded
  }

  private func fill(
    _ event: inout Event, from json: ArraySlice<UInt8>, as purpose: PayloadDecoder.Purpose
  ) throws(CodecFailure) {
    var scanner = JSONScanner()
    do throws(JSONFault) {
      try scanner.scan(json.span)
    } catch {
      throw .unreadable("the data is not JSON: \(error.detail)")
    }
    guard scanner.tokens[0].kind == .object else { throw .unreadable("the data is no object") }
    var decoder = PayloadDecoder(
      JSONText(bytes: json, tokens: scanner.tokens), object: 0, purpose: purpose)
    event.describe(&decoder)
    guard let problem = decoder.problems.first else { return }
    throw .unreadable("the data's \(problem.pointer ?? ""): \(problem.detail)")
  }
}

extension StoredEvent {
  /// The stream's name, of the kind that the event's type belongs to; nil for another.
  fileprivate func streamName(of kind: StreamName.Kind) -> StreamName? {
    StreamName(of: kind, in: streamBytes)
  }
}

extension StreamName {
  /// The name in these bytes, where it is of a kind; nil for another, or one without an id.
  init?(of kind: Kind, in name: ArraySlice<UInt8>) {
    let prefix = kind.rawValue.utf8
    guard name.count > prefix.count + 1, name.starts(with: prefix),
      name[name.startIndex + prefix.count] == UInt8(ascii: "/")
    else { return nil }
    self.init(kind, String(decoding: name.dropFirst(prefix.count + 1), as: UTF8.self))
  }
}
