internal import EventCodec
internal import EventLog
internal import HTTP2Server

/// What a reader of a view asks for.
struct ViewQuery: Sendable {
  static let limitMax = 10_000
  static let limitDefault = 1_000
  /// Seconds that a read waits for its position where it does not say, and at most.
  static let waitSecondsDefault = 5
  static let waitSecondsMax = 60

  /// A key; exclusive.
  var after: String?
  var limit: Int
  var coalesces: Bool
  /// The position that the view must have reached.
  var minPosition: UInt64
  var waitSeconds: Int
  /// Whether this is the plain first page, which is kept.
  var isPlain: Bool

  init(_ request: HTTPRequest, log: any EventLog) throws(ProblemReport) {
    let reader = try ParameterReader(request, single: ["after", "limit", "mode", "min-position"])
    after = reader.parameters["after"]
    let limit = try reader.integer("limit", in: 1...Self.limitMax)
    self.limit = limit ?? Self.limitDefault
    isPlain = after == nil && limit == nil
    coalesces = try reader.word("mode", of: ["every", "coalesce"]) == "coalesce"
    minPosition = 0
    if let text = reader.parameters["min-position"] {
      let place = Cursor(text)
      guard let position = place?.position ?? LogPlace.plain(text),
        place?.epoch ?? log.epoch == log.epoch
      else {
        throw ParameterReader.problem("min-position", "must be a position or cursor of this log")
      }
      minPosition = position
    }
    waitSeconds = Self.preferredWait(request.header("prefer")) ?? Self.waitSecondsDefault
  }

  /// The seconds of `Prefer: wait=5` (RFC 7240 §4.3), within bounds.
  static func preferredWait(_ header: String?) -> Int? {
    for part in (header ?? "").split(whereSeparator: { $0 == "," || $0 == ";" }) {
      let text = part.filter { $0 != " " }
      if text.hasPrefix("wait="), let seconds = Int(text.dropFirst(5)), seconds >= 0 {
        return min(seconds, waitSecondsMax)
      }
    }
    return nil
  }
}
