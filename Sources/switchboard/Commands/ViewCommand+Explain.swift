internal import Engine
internal import EventLog
internal import Foundation
internal import SwitchboardClient

// `switchboard view … ID --explain FIELD`: the positions behind a number.

extension ViewCommand {
  /// Prints the events that changed a field, stretch by stretch of the log.
  func show(explaining field: String, of id: String) async throws {
    if let server = try await target.server() {
      return try await show { position in
        try await steps(of: id, field, after: position, from: server)
      }
    }
    let installation = try await LocalInstallation.openForReading(target.folder)
    defer { installation.close() }
    guard installation.engine.views.holds(view: view) else {
      throw CommandFailure("there is no view \(view): \(ViewTable.views)")
    }
    guard let subject = RowSubject(table: view, key: id, field: field) else {
      throw CommandFailure("--explain \(field) has an empty name; an example: today.offered")
    }
    let engine = installation.engine
    let end = try moment.position(in: engine) ?? engine.views.position
    try await show { position in
      let found = try engine.history.explain(
        subject, after: position, through: end, limit: limit)
      return ExplainedSteps(
        steps: found.steps.map { step in
          ExplainedSteps.Step(
            position: step.position,
            value: String(decoding: step.value ?? Array("null".utf8), as: UTF8.self))
        }, scanned: found.scannedThrough, end: end)
    }
  }

  private func show(
    _ next: (_ after: UInt64) async throws -> ExplainedSteps
  ) async throws {
    var steps: [ExplainedSteps.Step] = []
    var position: UInt64 = 0
    while steps.count < limit {
      let found = try await next(position)
      steps += found.steps
      guard found.scanned < found.end, found.scanned > position || found.scanned == 0 else { break }
      position = found.scanned
    }
    if format == .json {
      let lines = steps.prefix(limit).map { "{\"position\":\($0.position),\"value\":\($0.value)}" }
      return writeOut("{\"steps\":[" + lines.joined(separator: ",") + "]}\n")
    }
    var table = TextTable(["position", "value"])
    for step in steps.prefix(limit) { table.add([String(step.position), step.value]) }
    writeOut(table.text)
  }

  private func steps(
    of id: String, _ field: String, after position: UInt64, from server: SwitchboardClient
  ) async throws -> ExplainedSteps {
    let query =
      [("field", field), ("from", "\(position)"), ("limit", "\(min(limit, 1_000))")]
      + moment.query.map { ($0.name, $0.value) }
    let answer = try await server.collect(
      .get,
      "/v1/views/\(percentEncoded(view))/\(percentEncoded(id))/explain?"
        + query.map { "\($0)=\(percentEncoded($1))" }.joined(separator: "&"),
      accept: "application/json")
    try requireSuccess(answer)
    return try ExplainedSteps(json: answer.body)
  }
}

/// One stretch of an explanation.
struct ExplainedSteps {
  struct Step {
    var position: UInt64
    /// JSON.
    var value: String
  }

  var steps: [Step]
  var scanned: UInt64
  var end: UInt64

  init(steps: [Step], scanned: UInt64, end: UInt64) {
    self.steps = steps
    self.scanned = scanned
    self.end = end
  }

  /// As a server answers.
  init(json: [UInt8]) throws {
    let object = try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any]
    guard let object, let scanned = object["scanned"] as? UInt64, let end = object["end"] as? UInt64
    else { throw CommandFailure("the server's answer is not one of explain") }
    self.scanned = scanned
    self.end = end
    steps = try (object["steps"] as? [[String: Any]] ?? []).map { step in
      let value = try JSONSerialization.data(
        withJSONObject: step["value"] ?? NSNull(), options: [.fragmentsAllowed, .sortedKeys])
      return Step(
        position: step["position"] as? UInt64 ?? 0, value: String(decoding: value, as: UTF8.self))
    }
  }
}
