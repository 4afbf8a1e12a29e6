internal import EventCodec
internal import EventLog
internal import HTTP2Server

/// The position that a read must have seen, and how long it waits for it: one's own append, read
/// at once (`min-position` and `Prefer: wait=5`, RFC 7240 §4.3).
struct MinimumPosition: Sendable, Equatable {
  static let parameter = "min-position"
  /// Seconds that a read waits where it does not say, and at most.
  static let waitSecondsDefault = 5
  static let waitSecondsMax = 60

  /// 0 for any.
  let position: UInt64
  let waitSeconds: Int

  init(position: UInt64, waitSeconds: Int) {
    self.position = position
    self.waitSeconds = waitSeconds
  }

  /// - Throws: `invalidParameter` for what is no place of this log's life. One beyond the head is
  ///   waited for.
  init(
    _ reader: ParameterReader, _ request: HTTPRequest, log: any EventLog
  ) throws(ProblemReport) {
    waitSeconds = Self.preferredWait(request.header("prefer")) ?? Self.waitSecondsDefault
    guard let text = reader.parameters[Self.parameter] else {
      self.position = 0
      return
    }
    position = try LogPlace(log).future(text, named: Self.parameter)
  }

  /// The seconds of the first `wait`, within bounds.
  static func preferredWait(_ header: String?) -> Int? {
    for part in (header ?? "").split(whereSeparator: { $0 == "," || $0 == ";" }) {
      let text = part.filter { $0 != " " && $0 != "\t" && $0 != "\"" }.lowercased()
      if text.hasPrefix("wait="), let seconds = Int(text.dropFirst(5)), seconds >= 0 {
        return min(seconds, waitSecondsMax)
      }
    }
    return nil
  }
}
