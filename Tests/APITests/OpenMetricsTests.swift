import Engine
import Testing

@testable import API

@Suite("Metrics as OpenMetrics 1.0", .timeLimit(.minutes(2)))
struct OpenMetricsTests {
  private static let mediaType = "application/openmetrics-text"

  @Test("every sample belongs to the family declared before it, with the suffix of its kind")
  func grammar() async throws {
    try await TestServer.with { server in
      try await server.appendCalls(1...3)
      let client = try server.client(.operator)
      let reply = try await client.get("/metrics", [("accept", Self.mediaType)])
      #expect(
        reply.header("content-type")
          == "application/openmetrics-text; version=1.0.0; charset=utf-8")
      #expect(reply.body.hasSuffix("\n# EOF\n"))
      var families: [String: String] = [:]
      var name = ""
      for line in reply.body.split(separator: "\n").dropLast() {
        let words = line.split(separator: " ", maxSplits: 3).map(String.init)
        if words[0] == "#" {
          name = words[2]
          guard words[1] == "TYPE" else { continue }
          #expect(families.updateValue(words[3], forKey: name) == nil, "\(name) stands twice")
          continue
        }
        try Self.check(String(line), of: name, kind: try #require(families[name]))
      }
      #expect(families["switchboard_appends"] == "counter")
      #expect(families["switchboard_append_seconds"] == "histogram")
      #expect(reply.body.contains("# UNIT switchboard_append_seconds seconds\n"))
    }
  }

  /// Checks a sample against the ABNF, as far as we use it.
  private static func check(_ line: String, of name: String, kind: String) throws {
    let sample = try #require(
      line.wholeMatch(of: /([a-z_]+)(\{[a-z]+="[^"\\]*"(?:,[a-z]+="[^"\\]*")*\})? ([^ ]+)/),
      "\(line)")
    let suffix = String(sample.1.dropFirst(name.count))
    #expect(sample.1.hasPrefix(name), "\(line)")
    #expect(Double(sample.3) != nil, "\(line)")
    switch kind {
    case "counter": #expect(suffix == "_total", "\(line)")
    case "gauge": #expect(suffix.isEmpty, "\(line)")
    case "histogram":
      #expect(["_bucket", "_sum", "_count"].contains(suffix), "\(line)")
      guard suffix == "_bucket" else { return }
      let bound = try #require(line.firstMatch(of: /le="([^"]+)"/)).1
      #expect(bound == "+Inf" || bound.contains("."), "\(line)")
    default: Issue.record("\(kind) is no kind")
    }
  }

  @Test("the form goes by the weights of accept, the older one where nothing is said")
  func negotiation() async throws {
    try await TestServer.with { server in
      let client = try server.client(.operator)
      let prometheus = """
        application/openmetrics-text;version=1.0.0;q=0.5,\
        application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.1
        """
      for (accept, isOpen) in [
        (prometheus, true), ("text/plain", false), ("*/*", false), (nil, false),
        ("text/plain, application/openmetrics-text;q=0.1", false),
        ("application/openmetrics-text;q=0, text/plain", false),
      ] as [(String?, Bool)] {
        let reply = try await client.get("/metrics", accept.map { [("accept", $0)] } ?? [])
        #expect(reply.header("content-type")?.hasPrefix(Self.mediaType) == isOpen)
        #expect(reply.body.hasSuffix("# EOF\n") == isOpen)
        #expect(reply.header("vary") == "accept")
      }
      #expect(try await client.get("/metrics", [("accept", "text/html")]).status == 406)
    }
  }
}
