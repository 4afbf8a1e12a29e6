internal import ContactCenter

/// The public part of an event as the log keeps it: a structured CloudEvent without its opening
/// brace, so that a reader can put what the log adds before it.
///
///     "specversion":"1.0","id":"7","source":"pbx","type":"call.answered","subject":"call/1.0",
///     "time":"2026-11-22T09:34:11.123Z","datacontenttype":"application/json",
///     "actorkind":"agent","actorid":"PJSIP/400","data":{"agent":"PJSIP/400"}}
///
/// (in one line). `data` is the last member. `dataschema` is written for versions above 1.
struct WireAttributes {
  var id: String
  var source: String
  var type: EventType
  var subject: String
  var time: Timestamp
  var actor = Actor(kind: .system)

  init(id: String, source: String, type: EventType, subject: String, time: Timestamp) {
    self.id = id
    self.source = source
    self.type = type
    self.subject = subject
    self.time = time
  }

  /// The bytes.
  ///
  /// - Parameter data: the members of the data object.
  func encode(_ incoming: IncomingEvent, data: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(
      256 + id.utf8.count + source.utf8.count + subject.utf8.count + data.count)
    appendBeforeActor(to: &bytes)
    bytes.append(text: #""actorkind":"#)
    bytes.append(quoted: actor.kind.rawValue)
    if !actor.id.isEmpty {
      bytes.append(text: #","actorid":"#)
      bytes.append(quoted: actor.id)
    }
    appendLinks(of: incoming, to: &bytes)
    bytes.append(text: #","data":{"#)
    bytes += data
    bytes.append(text: "}}")
    return bytes
  }

  private func appendBeforeActor(to bytes: inout [UInt8]) {
    bytes.append(text: #""specversion":"1.0","id":"#)
    bytes.append(quoted: id)
    bytes.append(text: #","source":"#)
    bytes.append(quoted: source)
    bytes.append(text: #","type":"#)
    bytes.append(quoted: type.name)
    bytes.append(text: #","subject":"#)
    bytes.append(quoted: subject)
    bytes.append(text: #","time":""#)
    bytes.append(rfc3339: time)
    bytes.append(text: #"","datacontenttype":"application/json","#)
    if type.version > 1 {
      bytes.append(text: #""dataschema":"#)
      bytes.append(quoted: type.schemaURI)
      bytes.append(UInt8(ascii: ","))
    }
  }

  /// The bytes before `"actorkind"` of an event of version 1, apart from its four names.
  static let bytesBeforeActor: Int = {
    let blank = WireAttributes(
      id: "", source: "", type: EventType("", 1, ""), subject: "", time: .earliest)
    var bytes: [UInt8] = []
    blank.appendBeforeActor(to: &bytes)
    return bytes.count
  }()

  private func appendLinks(of incoming: IncomingEvent, to bytes: inout [UInt8]) {
    if let correlation = incoming.correlation {
      bytes.append(text: #","correlationid":"#)
      bytes.append(quoted: correlation)
    }
    if let causation = incoming.causation {
      bytes.append(text: #","causationid":"#)
      bytes.append(quoted: causation)
    }
    if let traceParent = incoming.traceParent {
      bytes.append(text: #","traceparent":"#)
      bytes.append(quoted: traceParent)
    }
  }
}
