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
    var (position, rows) =
      try MomentOptions.position(of: at, in: installation.engine).map { position in
        (position, try pastRows(of: installation.engine, at: position))
      } ?? presentRows(of: views)
    if let id {
      guard let row = rows.first else { throw CommandFailure("\(view) has no row \(id)") }
      return row.value
    }
    if rows.count > limit {
      rows.removeLast()
      tellThatThereAreMore()
    }
    return Self.body(position, rows.map(\.value))
  }

  private func tellThatThereAreMore() {
    writeError("the first \(limit) rows; there are more: --limit N")
  }

  /// One row more than is shown, so that it is known whether there is one.
  private var readLimit: Int { limit + 1 }

  private func presentRows(of views: ViewFeed) throws -> (UInt64, [StoredRow]) {
    let page =
      try id.map { try views.row(view: view, key: $0) }
      ?? views.page(view: view, after: nil, limit: readLimit)
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
        let scan = try past.page(table: view, after: last, limit: readLimit - rows.count)
        rows += scan.rows
        last = scan.scannedThrough
      } while last != nil && rows.count < readLimit
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
  /// Rows as a server writes them, and the address of those that follow.
  private struct Page {
    var body: [UInt8]
    var next: String?
  }

  /// The most rows that a server gives at a time.
  private static let pageRows = 10_000

  /// A page may hold fewer rows than were asked for: the server gives so many at most, and of the
  /// past it looks at so many keys at a time. Then pages of the same moment are put together.
  private func rows(from server: SwitchboardClient) async throws -> [UInt8] {
    var page = try await page(at: firstAddress, of: server)
    guard id == nil else { return page.body }
    var rows: [Any] = []
    while true {
      let object = try JSONSerialization.jsonObject(with: Data(page.body)) as? [String: Any] ?? [:]
      let isFirst = rows.isEmpty
      rows += object["rows"] as? [Any] ?? []
      var following: Page?
      if let next = page.next, rows.count <= limit {
        following = try await self.page(at: address(next, asOf: object["position"]), of: server)
      }
      if let following, rows.count < limit {
        page = following
        continue
      }
      if try rows.count > limit || following.map(Self.hasRows) == true { tellThatThereAreMore() }
      // Mostly one page is all: as the server wrote it.
      return isFirst && object["next"] == nil ? page.body : try body(rows, of: object)
    }
  }

  private func body(_ rows: [Any], of page: [String: Any]) throws -> [UInt8] {
    let whole: [String: Any] = [
      "position": page["position"] ?? 0, "rows": Array(rows.prefix(limit)),
    ]
    return Array(try JSONSerialization.data(withJSONObject: whole, options: .sortedKeys))
  }

  private static func hasRows(_ page: Page) throws -> Bool {
    let object = try JSONSerialization.jsonObject(with: Data(page.body)) as? [String: Any]
    return (object?["rows"] as? [Any])?.isEmpty == false
  }

  private var firstAddress: String {
    var path = "/v1/views/\(percentEncoded(view))"
    var query = at.map { [(name: "at", value: $0)] } ?? []
    if let id {
      path += "/" + percentEncoded(id)
    } else {
      query.append((name: "limit", value: "\(min(limit, Self.pageRows))"))
    }
    let parameters = query.map { "\($0.name)=\(percentEncoded($0.value))" }
    return parameters.isEmpty ? path : path + "?" + parameters.joined(separator: "&")
  }

  /// The address of a later page, which is to be of the same moment as the first.
  private func address(_ next: String, asOf position: Any?) -> String {
    guard at == nil, let position = position as? UInt64, !next.contains("&at=") else { return next }
    return next + "&at=\(position)"
  }

  private func page(
    at address: String, of server: SwitchboardClient
  ) async throws -> Page {
    let page = try await server.page(
      of: WireRequest(.get, address, accept: "application/json"))
    try requireSuccess((page.status, page.body))
    return Page(body: page.body, next: page.next)
  }
}
