extension SwitchboardClient {
  /// One row of a view as it is now; nil where there is none.
  ///
  /// - Parameters:
  ///   - name: of the view, such as `queues`.
  ///   - id: the row's key.
  ///   - cursor: of an own append, which the row must have seen; the server waits for it.
  public func view(
    _ name: String, id: String, atLeast cursor: String? = nil
  ) async throws(ClientFailure) -> JSONDocument? {
    var query = Query("v1", "views", name, id)
    query.add("min-position", cursor)
    return try await find(WireRequest(.get, query.text)).map { JSONDocument(bytes: $0.body) }
  }

  /// Rows of a view as they are now, in the order of their keys.
  ///
  /// - Parameters:
  ///   - name: of the view, such as `queues`.
  ///   - key: exclusive; nil begins with the first row.
  ///   - limit: of the rows, 1…10,000.
  ///   - cursor: of an own append, which the view must have seen; the server waits for it.
  public func view(
    _ name: String, after key: String? = nil, limit: Int = 1_000, atLeast cursor: String? = nil
  ) async throws(ClientFailure) -> ViewPage {
    var query = Query("v1", "views", name)
    query.add("after", key)
    query.add("limit", String(limit))
    query.add("min-position", cursor)
    let body = try await succeed(WireRequest(.get, query.text)).body
    let members = JSONSlices.members(of: body[...]) ?? []
    guard
      let position = members.first(where: { $0.name == "position" })
        .flatMap({ JSONSlices.integer($0.value) }),
      let rows = members.first(where: { $0.name == "rows" })
        .flatMap({ JSONSlices.elements(of: $0.value) })
    else { throw .unexpected("the answer is no view") }
    return ViewPage(position: position, rows: rows.map { JSONDocument(bytes: Array($0)) })
  }

  /// A view, live: a snapshot, then the rows that change.
  ///
  /// - Parameters:
  ///   - name: of the view, such as `queues`.
  ///   - mode: every change, or the newest values every now and then.
  ///   - cursor: the last `caughtUp` of a reader that still holds the rows; nil begins anew.
  public func changes(
    ofView name: String, mode: ViewMode = .every, resumingFrom cursor: String? = nil
  ) -> ViewSequence {
    ViewSequence(core: core, view: name, mode: mode, cursor: cursor)
  }
}
