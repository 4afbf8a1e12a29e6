import Foundation
import Testing

@Suite("The README's walk-through", .timeLimit(.minutes(5)))
struct WalkThroughTests {
  @Test("pasted as it stands, every command works and answers what is shown")
  func run() async throws {
    let readme = try String(
      contentsOf: packageFolder.appending(path: "README.md"), encoding: .utf8)
    let walk = WalkThrough(readme, titles: ["Follow one call", "Ask the past"])
    try await withFolder { data in
      let folder = data.deletingLastPathComponent()
      // What follows the log would never end.
      try Data("max-time = 5\n".utf8).write(to: folder.appending(path: ".curlrc"))
      let output = try await Self.output(of: walk.commands, in: folder, port: try Self.freePort())
      #expect(walk.missing(in: output) == [], "\(output)")
      #expect(!output.contains("Error:"), "\(output)")
    }
  }

  /// What the commands write, with this package's program on another port.
  private static func output(
    of commands: String, in folder: URL, port: Int
  ) async throws -> String {
    let script =
      "shopt -s expand_aliases\n"
      + commands.replacing(".build/release/switchboard", with: ServerProcess.executable.path)
      .replacing("127.0.0.1:8443", with: "127.0.0.1:\(port)") + "wait\n"
    let (input, output) = (folder.appending(path: "walk.sh"), folder.appending(path: "walk.log"))
    try Data(script.utf8).write(to: input)
    try Data().write(to: output)
    let log = try FileHandle(forWritingTo: output)
    let shell = Process()
    // Where the server does not come up, the commands would wait for it.
    shell.executableURL = URL(filePath: "/usr/bin/timeout")
    shell.arguments = ["120", "/bin/bash", input.path]
    shell.currentDirectoryURL = folder
    shell.environment = ProcessInfo.processInfo.environment.merging([
      "CURL_HOME": folder.path, "SWITCHBOARD_LISTEN": "127.0.0.1:\(port)",
    ]) { _, ours in ours }
    shell.standardInput = FileHandle.nullDevice
    shell.standardOutput = log
    shell.standardError = log
    let (ended, end) = AsyncStream<Void>.makeStream()
    shell.terminationHandler = { _ in end.finish() }
    try shell.run()
    for await _ in ended {}
    return String(decoding: try Data(contentsOf: output), as: UTF8.self)
  }

  /// A port that nobody listens on.
  private static func freePort() throws -> Int {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
      }
    }
    try #require(isBound)
    return Int(UInt16(bigEndian: address.sin_port))
  }

  @Test("commands and answers are told apart, and what an answer lacks is found")
  func parsing() {
    let walk = WalkThrough(
      """
      ## One
      ```sh
      a
      ```
      ```json
      {"id":"0123456789abcdef0123456789abcdef",
       "at":"2026-11-22T11:06:41.693Z", … "c":3}
      ```
      ## Two
      ```sh
      b
      ```
      ```
      no
      ```
      ## Three
      """, titles: ["One"])
    #expect(walk.commands == "a\n")
    #expect(walk.answers.count == 1)
    let id = "fedcba9876543210fedcba9876543210"
    #expect(walk.missing(in: #"{"id":"\#(id)","at":"2027-01-01T00:00:00Z","b":2,"c":3}"#) == [])
    #expect(walk.missing(in: #"{"c":4}"#).count == 2)
  }
}
