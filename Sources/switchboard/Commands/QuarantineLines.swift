internal import ContactCenter
internal import Engine
internal import EventCodec
internal import Foundation

/// The quarantine as it is printed, and as a server sends it.
struct QuarantineLines: Codable {
  var quarantine: [QuarantineLine]

  /// One line an event.
  var table: String {
    var table = TextTable(["position", "state", "source", "time", "type", "stream", "reason"])
    for line in quarantine {
      table.add([
        String(line.position), line.state, line.source, line.time, line.type ?? "",
        line.stream ?? line.line.map { "line \($0)" } ?? "", line.reason,
      ])
    }
    return table.text + quarantine.compactMap(\.words).joined()
  }
}

/// One quarantined event.
struct QuarantineLine: Codable {
  /// What was decided, when, by whom and why.
  struct Settled: Codable {
    var position: UInt64
    var time: String
    var by: String
    var reason: String
  }

  var position: UInt64
  var state: String
  var source: String
  var id: String
  var time: String
  var recordedTime: String
  var type: String?
  var stream: String?
  var line: Int64?
  var reason: String
  var detail: String?
  var settled: Settled?
  var raw: String?

  init(_ event: QuarantinedEvent) {
    position = event.position
    state = event.status.rawValue
    source = event.source
    id = event.id
    time = event.time.rfc3339
    recordedTime = event.recordedTime.rfc3339
    type = event.type
    stream = event.stream
    line = event.line
    reason = event.reason
    detail = event.detail
    settled = event.settlement.map {
      Settled(
        position: $0.position, time: $0.time.rfc3339, by: $0.actor.id, reason: $0.reason)
    }
  }

  /// The source's own words, where they are shown.
  fileprivate var words: String? { raw.map { "\(position): \($0.printable)\n" } }
}
