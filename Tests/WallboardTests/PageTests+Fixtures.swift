import TestSupport

extension PageTests {
  /// Opens the wallboard on a scripted server, with a clock that `skip(milliseconds)` moves and
  /// `attempts()`, the number of requests for the queues so far.
  static func withWallboard(
    _ server: ScriptedServer, token: String = "good", width: Int = 1280, height: Int = 720,
    _ body: (Chromium) async throws -> Void
  ) async throws {
    try await Chromium.withPage(width: width, height: height) { page in
      try await page.prepare(
        """
        let skipped = 0;
        let asked = 0;
        const monotonic = performance.now.bind(performance);
        performance.now = () => monotonic() + skipped;
        window.skip = (milliseconds) => { skipped += milliseconds; };
        const fetchBefore = window.fetch.bind(window);
        const opened = (text, signal) => new Response(new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode(text));
            signal.addEventListener("abort", () => controller.error(signal.reason));
          },
        }));
        window.fetch = async (address, options) => {
          if (String(address).startsWith("/v1/views/queues")) asked += 1;
          const response = await fetchBefore(address, options);
          if (!response.ok || !String(address).startsWith("/v1/views/")) return response;
          const text = await response.text();
          return text.endsWith("\(ScriptedServer.staysOpen.dropLast(2))\\n\\n")
            ? opened(text, options.signal) : new Response(text);
        };
        window.attempts = () => asked;
        """)
      try await page.intercept { server.answer($0) }
      try await page.open("https://switchboard.test/wallboard#token=\(token)")
      try await body(page)
    }
  }

  static func connection(_ state: String) -> String {
    "document.documentElement.dataset.connection === '\(state)'"
  }

  static func frame(_ event: String, id: String? = nil, _ data: String) -> String {
    "\(id.map { "id: \($0)\n" } ?? "")event: \(event)\ndata: \(data)\n\n"
  }

  /// A page of the snapshot of position 6.
  static func page(_ row: String, more: Bool) -> String {
    frame(
      "snapshot", id: more ? nil : "e.6", #"{"position":6,"rows":[\#(row)],"more":\#(more)}"#)
  }

  static let heartbeat = frame("heartbeat", #"{"head":5,"time":"2026-03-02T10:00:00.000Z"}"#)

  static let loans = """
    {"queue":"loans","name":"Loans","isOpen":false,\
    "serviceLevelSeconds":20,"serviceLevelTarget":80,"formula":"negative",\
    "waiting":0,"offered":0,"answered":0,"abandoned":0}
    """

  /// The day of `sales` runs; that of the queue with the evil name is over.
  static let twoQueues =
    frame(
      "snapshot", id: "e.5",
      """
      {"position":5,"rows":[{"key":"sales","value":\(queue(
        named: "sales", waiting: 3, today: today(end: "2026-03-03T00:00:00.000Z")))},\
      {"key":"evil","value":\(queue(
        named: #"<img src=x onerror=\"document.title=1\">"#, waiting: 0,
        today: today(end: "2026-03-02T00:00:00.000Z")))}]}
      """) + frame("caught-up", "{}") + heartbeat

  static func queues(count: Int) -> String {
    let rows = (0..<count).map { index in
      let name = "A rather long name of a queue, number \(index)"
      let row = queue(
        named: name, waiting: 40 + index, today: today(end: "2026-03-03T00:00:00.000Z", level: "1"))
      return #"{"key":"q\#(index)","value":\#(row)}"#
    }
    return frame("snapshot", id: "e.5", rows.snapshot) + heartbeat
  }

  static func agents(count: Int) -> String {
    let activities = ["idle", "ringing", "onCall", "holding", "wrappingUp", "notReady"]
    let rows = (0..<count).map { index in
      """
      {"key":"a\(index)","value":{"agent":"PJSIP/a-long-name-of-an-agent-\(index)",\
      "presence":"available","activity":"\(activities[index % 6])",\
      "activitySince":"2026-03-02T08:12:45.000Z","currentCall":"1772445600.\(index)"}}
      """
    }
    return frame("snapshot", id: "e.5", rows.snapshot) + heartbeat
  }

  /// The pairs of boxes that cover each other, and the boxes whose content is cut without a sign.
  static let overlaps = """
    (() => {
      const boxes = [...document.querySelectorAll(
        ".tile, .card, .tile h2, .tile dl > div, .card h3, .card .since, .card p, header > *")];
      const faults = [];
      for (const one of boxes) for (const other of boxes) {
        if (one === other || one.contains(other) || other.contains(one)) continue;
        const a = one.getBoundingClientRect(), b = other.getBoundingClientRect();
        if (a.left < b.right - 1 && b.left < a.right - 1
          && a.top < b.bottom - 1 && b.top < a.bottom - 1) {
          faults.push(one.textContent.trim() + " / " + other.textContent.trim());
        }
      }
      for (const text of document.querySelectorAll(".tile dd, .tile dt, .card .since, header *")) {
        if (getComputedStyle(text).display === "inline") continue;
        if (text.scrollWidth > text.clientWidth + 1) {
          faults.push("cut: " + text.textContent.trim());
        }
      }
      return faults.join("\\n");
    })()
    """

  private static func queue(named name: String, waiting: Int, today: String) -> String {
    """
    {"queue":"\(name)","isOpen":true,"serviceLevelSeconds":20,"serviceLevelTarget":80,\
    "formula":"negative","waiting":\(waiting),"oldestWaitingSince":"2026-03-02T09:58:30.000Z",\
    "waitingSince":[\(waiting > 0 ? #""2026-03-02T09:58:30.000Z""# : "")],\
    "offered":500,"answered":450,"abandoned":40,"today":\(today),"interval":\(today)}
    """
  }

  private static func today(end: String, level: String = "0.796") -> String {
    """
    {"start":"2026-03-01T00:00:00.000Z","end":"\(end)","offered":100,"answered":90,"abandoned":8,\
    "shortAbandoned":1,"answeredWithin":78,\
    "serviceLevel":{"answered":0.9,"negative":\(level),"ignore":0.9}}
    """
  }
}

extension [String] {
  fileprivate var snapshot: String { #"{"position":5,"rows":[\#(joined(separator: ","))]}"# }
}

extension Chromium {
  /// The text of a field of the tile at an index.
  func field(_ name: String, ofTile index: Int) async throws -> String {
    let tile = "document.querySelectorAll('.tile')[\(index)]"
    return try await evaluate("\(tile).querySelector('[data-field=\(name)]').textContent")
  }

  /// Returns after the page has drawn anew: two ticks of its clock.
  func drawn() async throws {
    _ = try await evaluate(
      "new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve), 600))")
  }
}
