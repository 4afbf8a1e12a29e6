import Foundation

/// A headless Chromium with one page, driven by the DevTools protocol over a pipe.
///
/// The protocol's own pipe (`--remote-debugging-pipe`) needs no port and no WebSocket: JSON
/// messages that end in a zero byte, in on descriptor 3, out on 4. `Process` passes only
/// descriptors 0 to 2, so a shell moves them.
package actor Chromium {
  private let process: Process
  private let profile: URL
  private let input: FileHandle
  private let messages: AsyncStream<Data>
  private let exits: AsyncStream<Void>
  private var reader: Task<Void, Never>?
  private var session: String?
  private var lastID = 0
  private var pending: [Int: CheckedContinuation<Reply, any Error>] = [:]
  private var responder: (@Sendable (PageRequest) -> PageAnswer?)?
  private var isClosed = false

  /// What JavaScript wrote to the console as an error, and what it threw, in order.
  package private(set) var complaints: [String] = []

  /// The browser's program, or nil where none is installed. `CHROMIUM` names another one.
  package static var executable: String? {
    let named = ProcessInfo.processInfo.environment["CHROMIUM"].map { [$0] } ?? []
    let usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
    return (named + usual).first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Starts a browser, lends it to `body`, and ends it and removes its profile.
  package static func withPage(
    width: Int = 1280, height: Int = 720, _ body: (Chromium) async throws -> Void
  ) async throws {
    let browser = try Chromium(executable: executable ?? "chromium")
    do {
      try await browser.attach(width: width, height: height)
      try await body(browser)
    } catch {
      await browser.close()
      throw error
    }
    await browser.close()
  }

  private init(executable: String) throws {
    profile = FileManager.default.temporaryDirectory
      .appending(path: "switchboard-chromium-\(UUID().uuidString)")
    let toBrowser = Pipe()
    let fromBrowser = Pipe()
    let (exits, exit) = AsyncStream<Void>.makeStream()
    self.exits = exits
    process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments =
      ["-c", #"exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null 2>&1"#, executable]
      + Self.arguments + ["--user-data-dir=\(profile.path)", "about:blank"]
    process.standardInput = toBrowser
    process.standardOutput = fromBrowser
    process.terminationHandler = { _ in exit.finish() }
    input = toBrowser.fileHandleForWriting
    try process.run()
    messages = PipeMessages.stream(from: fromBrowser.fileHandleForReading, endingIn: 0)
  }

  /// `--no-sandbox`, since tests run as root in containers; they open only their own pages.
  private static let arguments = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
    "--ignore-certificate-errors", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--remote-debugging-pipe",
  ]

  /// Opens an address; returns when the request has been sent, not when the page has loaded.
  package func open(_ address: String) async throws {
    try await call("Page.navigate", ["url": address])
  }

  /// Runs a script in every document before the document's own.
  package func prepare(_ script: String) async throws {
    try await call("Page.addScriptToEvaluateOnNewDocument", ["source": script])
  }

  /// Changes the size of the page, in CSS pixels.
  package func resize(width: Int, height: Int) async throws {
    let isMobile = width < 700
    try await call(
      "Emulation.setDeviceMetricsOverride",
      ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": isMobile])
  }

  /// The value of a JavaScript expression as text; a promise is awaited.
  package func evaluate(_ expression: String) async throws -> String {
    let reply = try await call(
      "Runtime.evaluate",
      [
        "expression": "(async () => String(await (\(expression))))()", "awaitPromise": true,
        "returnByValue": true,
      ])
    return try reply.value()
  }

  /// Returns when a JavaScript expression, or the promise that it is, has become true; looks again
  /// every 20 ms. One that throws is not true yet.
  ///
  /// - Throws: `ChromiumFailure.notInTime` with the page's text after `seconds`.
  package func wait(until condition: String, seconds: Int = 30) async throws {
    let outcome = try await evaluate(
      """
      new Promise((resolve) => {
        const isTrue = async () => {
          try { return Boolean(await (\(condition))); } catch { return false; }
        };
        const end = Date.now() + \(seconds * 1000);
        const look = async () => {
          if (await isTrue()) return resolve("true");
          if (Date.now() > end) return resolve(document.documentElement.innerText);
          setTimeout(look, 20);
        };
        look();
      })
      """)
    guard outcome == "true" else { throw ChromiumFailure.notInTime(condition, page: outcome) }
  }

  /// Answers every request of the page from `responder` instead of the network. Nil leaves the
  /// request without an answer.
  package func intercept(
    _ responder: @escaping @Sendable (PageRequest) -> PageAnswer?
  ) async throws {
    self.responder = responder
    try await call("Fetch.enable", ["patterns": [["urlPattern": "*"]]])
  }

  /// The page as a PNG.
  package func screenshot() async throws -> [UInt8] {
    let reply = try await call("Page.captureScreenshot", ["format": "png"])
    return try reply.bytes(of: "data")
  }

  private func attach(width: Int, height: Int) async throws {
    reader = Task { [messages] in
      for await message in messages { receive(message) }
      fail()
    }
    let target = try await call("Target.createTarget", ["url": "about:blank"]).text(of: "targetId")
    let attached = try await call(
      "Target.attachToTarget", ["targetId": target, "flatten": true])
    session = try attached.text(of: "sessionId")
    for domain in ["Page", "Runtime", "Log"] { try await call("\(domain).enable", [:]) }
    try await resize(width: width, height: height)
  }

  /// Ends the browser, waits for it, and removes its profile.
  private func close() async {
    session = nil
    do {
      // Its helper processes end before it, unlike after a signal.
      try await call("Browser.close", [:])
    } catch {
      process.terminate()
    }
    for await _ in exits {}
    isClosed = true
    reader?.cancel()
    for _ in 0..<Self.removalsMax where FileManager.default.fileExists(atPath: profile.path) {
      // A helper process that still writes makes a removal fail, and the next one needed.
      try? FileManager.default.removeItem(at: profile)
    }
  }

  private static let removalsMax = 100

  @discardableResult
  private func call(_ method: String, _ parameters: [String: Any]) async throws -> Reply {
    lastID += 1
    let id = lastID
    try send(id: id, method, parameters)
    return try await withCheckedThrowingContinuation { pending[id] = $0 }
  }

  private func send(id: Int, _ method: String, _ parameters: [String: Any]) throws {
    guard !isClosed else { throw ChromiumFailure.ended }
    var message: [String: Any] = ["id": id, "method": method, "params": parameters]
    message["sessionId"] = session
    try input.write(contentsOf: JSONSerialization.data(withJSONObject: message) + [0])
  }

  private func receive(_ bytes: Data) {
    // What the browser writes is JSON; anything else is a message that nobody waits for.
    let parsed = try? JSONSerialization.jsonObject(with: bytes)
    guard let message = parsed as? [String: Any] else { return }
    if let id = message["id"] as? Int {
      pending.removeValue(forKey: id)?.resume(with: Reply.result(of: message, bytes: bytes))
      return
    }
    let content = message["params"] as? [String: Any] ?? [:]
    switch message["method"] as? String {
    case "Fetch.requestPaused": answer(content)
    case "Runtime.exceptionThrown": complaints.append(String(decoding: bytes, as: UTF8.self))
    case "Log.entryAdded": complain(content)
    default: break
    }
  }

  /// Failed requests are among what tests provoke; other errors are complaints.
  private func complain(_ content: [String: Any]) {
    let entry = content["entry"] as? [String: Any] ?? [:]
    guard entry["level"] as? String == "error", entry["source"] as? String != "network" else {
      return
    }
    complaints.append(entry["text"] as? String ?? "an error without a text")
  }

  private func answer(_ content: [String: Any]) {
    guard let id = content["requestId"] as? String,
      let request = PageRequest(content["request"] as? [String: Any] ?? [:]),
      let answer = responder?(request)
    else { return }
    let headers = answer.headers.map { ["name": $0.name, "value": $0.value] }
    lastID += 1
    // A page that has gone away by now takes no answer, and needs none.
    try? send(
      id: lastID, "Fetch.fulfillRequest",
      [
        "requestId": id, "responseCode": answer.status, "responseHeaders": headers,
        "body": Data(answer.body).base64EncodedString(),
      ])
  }

  private func fail() {
    isClosed = true
    for continuation in pending.values { continuation.resume(throwing: ChromiumFailure.ended) }
    pending = [:]
  }
}
