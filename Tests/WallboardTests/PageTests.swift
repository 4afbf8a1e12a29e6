import TestSupport
import Testing

@Suite(
  "The wallboard in a browser", .serialized, .timeLimit(.minutes(3)),
  .enabled(if: Chromium.executable != nil, "Chromium is not installed"))
struct PageTests {
  @Test("the token leaves the address bar and is traded once for both views")
  func tokenIsTraded() async throws {
    let server = ScriptedServer(queues: [.open(Self.twoQueues)])
    try await Self.withWallboard(server) { page in
      try await page.wait(until: Self.connection("live"))
      #expect(try await page.evaluate("location.href") == "https://switchboard.test/wallboard")
      #expect(try await page.evaluate("history.length") == "2")
    }
    let trades = server.requests(for: "/v1/session")
    #expect(trades.map { $0.headers["authorization"] } == ["Bearer good"])
    let view = try #require(server.requests(for: "/v1/views/queues").first)
    #expect(view.headers["accept"] == "text/event-stream")
    #expect(view.headers["authorization"] == nil)
  }

  @Test("tiles show the queues' rows as text, whatever the text is")
  func rowsAreText() async throws {
    let server = ScriptedServer(queues: [.open(Self.twoQueues)])
    try await Self.withWallboard(server) { page in
      try await page.wait(until: "document.querySelectorAll('.tile').length === 2")
      #expect(try await page.field("name", ofTile: 0) == #"<img src=x onerror="document.title=1">"#)
      #expect(try await page.evaluate("document.querySelectorAll('.tile img').length") == "0")
      #expect(try await page.field("name", ofTile: 1) == "sales")
      #expect(try await page.field("waiting", ofTile: 1) == "3")
      #expect(try await page.field("answered", ofTile: 1) == "90 / 100")
      #expect(try await page.field("abandoned", ofTile: 1) == "8 · 8 %")
      #expect(try await page.field("serviceLevel", ofTile: 1) == "79 %")
      #expect(try await page.field("levelNow", ofTile: 1) == "now 78 %")
      #expect(try await page.field("target", ofTile: 1) == "target 80 %")
      #expect(try await page.field("longestWait", ofTile: 1).hasPrefix("1:3"))
    }
  }

  @Test("the level of this moment falls by itself once callers have waited too long")
  func levelFalls() async throws {
    let rows = Self.twoQueues.replacing("09:58:30", with: "09:59:45")
    let server = ScriptedServer(queues: [.open(rows)])
    try await Self.withWallboard(server) { page in
      try await page.wait(until: "document.querySelectorAll('.tile').length === 2")
      #expect(try await page.field("levelNow", ofTile: 1) == "now 80 %")
      _ = try await page.evaluate("skip(6_000)")
      try await page.wait(
        until: "document.querySelectorAll('[data-field=levelNow]')[1].textContent === 'now 78 %'")
      #expect(try await page.evaluate("queues.dataset.position") == "5")
      #expect(try await page.field("serviceLevel", ofTile: 1) == "79 %")
    }
  }

  @Test("a lost stream is resumed from the newest cursor, and its rows stay on the screen")
  func resumesFromCursor() async throws {
    let change = Self.frame("row", id: "e.8", #"{"key":"sales","value":null,"position":8}"#)
    let server = ScriptedServer(queues: [
      .stream(Self.twoQueues), .refuse(503), .stream("id: e.7\n\n"), .open(change),
    ])
    try await Self.withWallboard(server) { page in
      try await page.wait(until: "document.querySelectorAll('.tile').length === 1")
      #expect(try await page.evaluate("queues.dataset.position") == "8")
    }
    let cursors = server.requests(for: "/v1/views/queues").map { $0.headers["last-event-id"] }
    #expect(cursors.prefix(4) == [nil, "e.5", "e.5", "e.7"])
  }

  @Test("after a reset the snapshot replaces every row")
  func resetReplacesRows() async throws {
    let reset =
      Self.frame("reset", #"{"reason":"rebuilt"}"#)
      + Self.frame(
        "snapshot", id: "f.2", #"{"position":2,"rows":[{"key":"loans","value":\#(Self.loans)}]}"#)
    let server = ScriptedServer(queues: [.stream(Self.twoQueues), .open(reset)])
    try await Self.withWallboard(server) { page in
      try await page.wait(until: "document.querySelectorAll('.tile').length === 1")
      #expect(try await page.field("name", ofTile: 0) == "Loans")
      #expect(try await page.field("status", ofTile: 0) == "closed")
      #expect(try await page.evaluate("queues.dataset.position") == "2")
    }
  }

  @Test("a snapshot in pages appears when its last page has come, and never a half of one")
  func snapshotInPages() async throws {
    let first = Self.page(#"{"key":"a","value":\#(Self.loans)}"#, more: true)
    let last = Self.page(#"{"key":"b","value":\#(Self.loans)}"#, more: false)
    let server = ScriptedServer(queues: [
      .stream(Self.twoQueues), .stream(Self.frame("reset", "{}") + first), .open(first + last),
    ])
    try await Self.withWallboard(server) { page in
      try await page.wait(until: "attempts() === 2 && queues.dataset.position === '5'")
      #expect(try await page.field("name", ofTile: 1) == "sales")
      try await page.wait(until: "queues.dataset.position === '6'")
      #expect(try await page.evaluate("document.querySelectorAll('.tile').length") == "2")
      #expect(try await page.field("name", ofTile: 1) == "Loans")
    }
  }

  @Test("silence turns the page stale: figures stop ticking, and it asks again by itself")
  func silenceIsStale() async throws {
    let server = ScriptedServer(queues: [.open(Self.twoQueues), .silence])
    try await Self.withWallboard(server) { page in
      try await page.wait(until: Self.connection("live"))
      _ = try await page.evaluate("skip(30_000)")
      try await page.wait(until: Self.connection("stale"))
      #expect(try await page.evaluate("notice.innerText").contains("Nothing heard"))
      let wait = try await page.field("longestWait", ofTile: 1)
      _ = try await page.evaluate("skip(30_000)")
      try await page.drawn()
      #expect(try await page.field("longestWait", ofTile: 1) == wait)
      try await page.wait(until: "attempts() > 1")
    }
    let cursors = server.requests(for: "/v1/views/queues").map { $0.headers["last-event-id"] }
    #expect(cursors.prefix(2) == [nil, "e.5"])
  }

  @Test("a wrong token says so, and a good one in the same tab helps without a reload")
  func wrongToken() async throws {
    let server = ScriptedServer(queues: [.open(Self.twoQueues)])
    try await Self.withWallboard(server, token: "bad") { page in
      try await page.wait(until: Self.connection("unauthorised"))
      #expect(try await page.evaluate("notice.innerText").contains("access grant"))
      #expect(try await page.evaluate("document.querySelectorAll('.tile').length") == "0")
      _ = try await page.evaluate("location.hash = 'token=good'")
      try await page.wait(until: Self.connection("live"))
    }
  }

  @Test("a server that has forgotten its sessions is shown the token again")
  func tokenIsShownAgain() async throws {
    let server = ScriptedServer(queues: [
      .stream(Self.twoQueues), .refuse(401), .open(Self.twoQueues),
    ])
    try await Self.withWallboard(server) { page in
      try await page.wait(until: "attempts() === 3")
      try await page.wait(until: Self.connection("live"))
    }
    #expect(server.requests(for: "/v1/session").count >= 2)
  }

  @Test(
    "nothing overlaps or leaves the screen",
    arguments: [(1920, 1080, 24), (1280, 720, 24), (1280, 720, 60), (390, 844, 24)])
  func nothingOverlaps(width: Int, height: Int, agents: Int) async throws {
    let server = ScriptedServer(
      queues: [.open(Self.queues(count: 6))], agents: [.open(Self.agents(count: agents))])
    try await Self.withWallboard(server, width: width, height: height) { page in
      try await page.wait(until: "document.querySelectorAll('.card').length === \(agents)")
      try await page.drawn()
      #expect(try await page.evaluate(Self.overlaps) == "")
      #expect(try await page.evaluate("document.documentElement.scrollWidth") == "\(width)")
      if width > 700 {
        #expect(try await page.evaluate("document.documentElement.scrollHeight") == "\(height)")
      }
      #expect(await page.complaints == [])
    }
  }
}
