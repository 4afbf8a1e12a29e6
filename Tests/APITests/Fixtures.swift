import Engine
import EventLog
import Testing

extension TestServer {
  /// Appends calls that were received and queued: two events each.
  func appendCalls(_ range: ClosedRange<Int>, queue: String = "sales") async throws {
    let client = try client(.supervisor, name: "fixtures")
    for number in range {
      for (type, data) in [
        ("call.received", "{}"), ("call.queued", #"{"queue":"\#(queue)"}"#),
      ] {
        let reply = try await client.post(
          "/v1/events", #"{"type":"\#(type)","stream":"call/\#(number)","data":\#(data)}"#)
        try #require(reply.status < 300, "\(reply.body)")
      }
    }
  }

  /// Lets the views come to the log's head.
  func viewsAtHead(_ client: TestClient) async throws {
    let reply = try await client.get(
      "/v1/views/queues?min-position=\(log.head)", [("prefer", "wait=30")])
    try #require(reply.status == 200)
  }
}

extension [EventBlock] {
  /// The events' ids, without marks and checkpoints.
  var eventIDs: [String] {
    filter { $0.event?.contains(".") == true }.compactMap(\.id)
  }

  func has(_ event: String) -> Bool {
    contains { $0.event == event }
  }
}
