import Foundation
import TestSupport

/// A client that follows an address with curl over HTTP/2, and goes on after a broken connection
/// with the last id that it was told, as a browser does.
struct Subscriber: Sendable {
  /// When it lets go.
  enum End: Sendable {
    case events(Int)
    /// When the stream says that it has caught up.
    case caughtUp
    /// When the server is gone.
    case connectionLost
  }

  fileprivate struct Block {
    var id: String?
    var event: String?
    var data: String?
  }

  /// The address without its host.
  let path: String
  private(set) var lastID: String?
  /// The positions of the events that came.
  private(set) var positions: [UInt64] = []
  /// Whether each event named the one before it.
  private(set) var isChained = true
  /// Rows of a view by key, as JSON with its members in order.
  private(set) var rows: [String: String] = [:]
  /// How often each kind of frame came.
  private(set) var frames: [String: Int] = [:]
  private var isInSnapshot = false
  /// The place of the frame before, or where the connection began.
  private var previous: UInt64 = 0

  init(path: String) {
    self.path = path
  }

  /// The line that says that curl has ended: others may hold the pipe open.
  private static let lost = "connection lost"
  /// Runs curl, ends it when it is itself ended, and says when it is over.
  private static let script =
    "curl \"$@\" & trap \"kill $!\" TERM; wait $!; printf '\\n\(lost)\\n'"

  /// Follows until the end that is named, or until the connection is lost.
  func following(port: Int, token: String, until end: End) async throws -> Subscriber {
    var next = self
    next.isInSnapshot = false
    if let lastID, let place = UInt64(lastID.suffix(20)) { next.previous = place }
    let curl = Process()
    curl.executableURL = URL(filePath: "/bin/sh")
    curl.arguments =
      [
        "-c", Self.script, "curl", "-skN", "--http2", "-H", "authorization: Bearer \(token)",
        "-H", "accept: text/event-stream",
      ] + (lastID.map { ["-H", "last-event-id: \($0)"] } ?? [])
      + ["https://127.0.0.1:\(port)\(path)"]
    let output = Pipe()
    curl.standardOutput = output
    curl.standardError = FileHandle.nullDevice
    try curl.run()
    defer { curl.terminate() }
    let start = positions.count
    var block = Block()
    let lines = PipeMessages.stream(
      from: output.fileHandleForReading, endingIn: UInt8(ascii: "\n"))
    for await bytes in lines {
      if bytes.elementsEqual(Self.lost.utf8) { break }
      guard !bytes.isEmpty else {
        try next.take(block)
        if next.isDone(end, block, since: start) { break }
        block = Block()
        continue
      }
      block.add(String(decoding: bytes, as: UTF8.self))
    }
    return next
  }

  private func isDone(_ end: End, _ block: Block, since start: Int) -> Bool {
    switch end {
    case .events(let count): positions.count - start >= count
    case .caughtUp: block.event == "caught-up"
    case .connectionLost: false
    }
  }

  private mutating func take(_ block: Block) throws {
    if let event = block.event { frames[event, default: 0] += 1 }
    let object = try block.data.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) }
    let members = object as? [String: Any] ?? [:]
    if block.event == "snapshot" {
      if !isInSnapshot { rows = [:] }
      isInSnapshot = members["more"] as? Bool == true
      for row in members["rows"] as? [[String: Any]] ?? [] { try set(row) }
    } else if block.event == "row" {
      try set(members)
    } else if let sequence = members["sequence"] as? String, let position = UInt64(sequence) {
      isChained = isChained && members["prev"] as? String == Self.digits(previous)
      positions.append(position)
      previous = position
    }
    if let id = block.id { lastID = id }
  }

  private mutating func set(_ row: [String: Any]) throws {
    guard let key = row["key"] as? String else { return }
    guard let value = row["value"], !(value is NSNull) else {
      rows[key] = nil
      return
    }
    rows[key] = try Self.plain(value)
  }

  /// A JSON value as text with its members in order.
  static func plain(_ value: Any) throws -> String {
    String(
      decoding: try JSONSerialization.data(withJSONObject: value, options: .sortedKeys),
      as: UTF8.self)
  }

  private static func digits(_ position: UInt64) -> String {
    let digits = String(position)
    return String(repeating: "0", count: 20 - digits.count) + digits
  }
}

extension Subscriber.Block {
  fileprivate mutating func add(_ line: String) {
    let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let value = parts.count == 2 ? String(parts[1].drop { $0 == " " }) : ""
    switch parts[0] {
    case "id": id = value
    case "event": event = value
    case "data": data = value
    default: break
    }
  }
}
