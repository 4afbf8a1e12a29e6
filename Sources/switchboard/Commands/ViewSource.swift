internal import Engine
internal import EventLog
internal import Foundation
internal import SwitchboardClient

/// What is read of a view: some of its rows, or one of them, of now or of a moment of the past.
struct ViewSource {
  var view: String
  var id: String?
  var limit: Int
  /// A position, cursor or time; nil for now.
  var at: String?

  /// The rows as JSON, as a server answers with them.
  func body(from target: TargetOptions) async throws -> [UInt8] {
    if let server = try await target.server() { return try await rows(from: server) }
    let installation = try await LocalInstallation.openForReading(target.folder)
    defer { installation.close() }
    return try rows(of: installation)
  }
}

// MARK: From a folder

extension ViewSource {
  private func rows(of installation: LocalInstallation) throws -> [UInt8] {
    let views = installation.engine.views
    guard views.holds(view: view) else {
      throw CommandFailure("there is no view \(view): \(ViewTable.views)")
    }
    let (position, rows) =
      try MomentOptions.position(of: at, in: installation.engine).map { position in
        (position, try pastRows(of: installation.engine, at: position))
      } ?? presentRows(of: views)
    if let id {
      guard let row = rows.first else { throw CommandFailure("\(view) has no row \(id)") }
      return row.value
    }
    return Self.body(position, rows.map(\.value))
  }

  private func presentRows(of views: ViewFeed) throws -> (UInt64, [StoredRow]) {
    let page =
      try id.map { try views.row(view: view, key: $0) }
      ?? views.page(view: view, after: nil, limit: limit)
    return (page.position, page.rows)
  }

  private func pastRows(of engine: Engine, at position: UInt64) throws -> [StoredRow] {
    try engine.history.read(at: position) { (past) throws(LogFailure) in
      if let id {
        return try past.row(table: view, key: id).map { [StoredRow(key: id, value: $0)] } ?? []
      }
      var rows: [StoredRow] = []
      var last: String?
      repeat {
        let scan = try past.page(table: view, after: last, limit: limit - rows.count)
        rows += scan.rows
        last = scan.scannedThrough
      } while last != nil && rows.count < limit
      return rows
    }
  }

  private static func body(_ position: UInt64, _ rows: [[UInt8]]) -> [UInt8] {
    var body = Array("{\"position\":\(position),\"rows\":[".utf8)
    for (index, row) in rows.enumerated() {
      if index > 0 { body.append(UInt8(ascii: ",")) }
      body += row
    }
    return body + Array("]}".utf8)
  }
}

// MARK: From a server

extension ViewSource {
  /// A page of the past may hold fewer rows than were asked for: the server looks at so many keys
  /// at a time. Then the pages are put together.
  private func rows(from server: SwitchboardClient) async throws -> [UInt8] {
    var body = try await page(from: server, parameters: id == nil ? [("limit", "\(limit)")] : [])
    guard at != nil, id == nil else { return body }
    var whole: [String: Any] = [:]
    var rows: [Any] = []
    while true {
      let page = try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] ?? [:]
      let next = page["next"] as? String
      // Mostly one page is all: as the server wrote it.
      if rows.isEmpty, next == nil { return body }
      rows += page["rows"] as? [Any] ?? []
      whole["position"] = page["position"]
      guard let next, rows.count < limit else { break }
      body = try await self.page(
        from: server, parameters: [("limit", "\(limit - rows.count)"), ("after", next)])
    }
    whole["rows"] = rows
    return Array(try JSONSerialization.data(withJSONObject: whole, options: .sortedKeys))
  }

  private func page(
    from server: SwitchboardClient, parameters: [(name: String, value: String)]
  ) async throws -> [UInt8] {
    var path = "/v1/views/\(percentEncoded(view))"
    if let id { path += "/" + percentEncoded(id) }
    let query = (parameters + (at.map { [(name: "at", value: $0)] } ?? []))
      .map { "\($0.name)=\(percentEncoded($0.value))" }.joined(separator: "&")
    let answer = try await server.collect(
      .get, query.isEmpty ? path : path + "?" + query, accept: "application/json")
    try requireSuccess(answer)
    return answer.body
  }
}
