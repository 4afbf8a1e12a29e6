internal import ContactCenter
internal import EventCodec
internal import Foundation
internal import Importers
internal import SwitchboardClient

/// Sends imported events to a running server, one request an event, in the order of the log.
///
/// Slower than an import into a folder that nobody serves, since every event waits for its answer.
struct ServerImportSink: ImportSink {
  typealias Failure = any Error

  let server: SwitchboardClient

  func work(ofSource source: String) async throws -> SourceWork {
    let path = "/v1/sources/\(percentEncoded(source))/work"
    let answer = try await server.collect(.get, path, accept: "application/json")
    try requireSuccess(answer)
    return try RowCodec.decode(SourceWork.self, from: answer.body)
  }

  mutating func accept(_ batch: [ImportedEvent]) async throws -> [ImportRefusal] {
    var refusals: [ImportRefusal] = []
    for (index, event) in batch.enumerated() {
      let path = "/v1/events?contradiction=refuse&settled=" + percentEncoded(event.quarantineID)
      var request = WireRequest(.post, path, body: ImportedJSON.body(of: event))
      if event.isOnlyForNewStream { request.fields.append((name: "if-none-match", value: "*")) }
      // Its source and id stand in the log of calls: sent twice, it is stored once.
      request.isRepeatable = true
      let answer = try await server.answer(to: request)
      if answer.status == 412, event.isOnlyForNewStream { continue }
      if answer.status == 409 {
        let data = String(decoding: RowCodec.encode(event.event), as: UTF8.self)
        refusals.append(
          ImportRefusal(index: index, reason: Self.reason(in: answer.body), proposed: data))
        continue
      }
      try requireSuccess(answer)
      if case .quarantined = AppendResult(answer.body) {
        refusals.append(
          ImportRefusal(index: index, reason: .quarantinedBefore, isQuarantined: true))
      }
    }
    return refusals
  }

  private static func reason(in body: [UInt8]) -> ImportReason {
    struct Problem: Decodable {
      var type: String?
      var reason: String?
      var detail: String?
    }
    // A body that is no problem object says nothing more than its status did.
    let problem = try? JSONDecoder().decode(Problem.self, from: Data(body))
    return ImportReason(
      problem?.reason ?? problem?.type?.split(separator: ":").last.map(String.init) ?? "refused",
      problem?.detail ?? "the server refused the event")
  }
}

/// An imported event as the plain object that the server takes.
enum ImportedJSON {
  static func body(of event: ImportedEvent) -> [UInt8] {
    let data = RowCodec.encode(event.event)
    var bytes = Array("{\"type\":".utf8)
    bytes += quoted(event.event.type.name)
    bytes += Array(",\"stream\":".utf8) + quoted(event.stream.description)
    bytes += Array(",\"id\":".utf8) + quoted(event.id)
    bytes += Array(",\"source\":".utf8) + quoted(event.source)
    bytes += Array(",\"time\":".utf8) + quoted(event.time.rfc3339)
    return bytes + Array(",\"data\":".utf8) + data + [UInt8(ascii: "}")]
  }

  private static func quoted(_ text: String) -> [UInt8] {
    // Encoding a string as JSON cannot fail.
    (try? JSONEncoder().encode(text)).map { Array($0) } ?? Array("\"\"".utf8)
  }
}
