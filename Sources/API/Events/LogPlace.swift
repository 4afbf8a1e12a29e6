internal import EventCodec
internal import EventLog

/// Reads a place in the log as a client gives it: a cursor, or a plain position.
struct LogPlace {
  let epoch: Epoch
  let head: UInt64

  init(_ log: any EventLog) {
    epoch = log.epoch
    head = log.head
  }

  /// The position of a place that can be resumed from.
  ///
  /// - Parameter malformed: the problem with a text that is neither.
  /// - Throws: `cursorGone` for a place of another log, or beyond the head of this one.
  func position(
    of text: String, orElse malformed: @autoclosure () -> ProblemReport
  ) throws(ProblemReport) -> UInt64 {
    let place = Cursor(text)
    guard let position = place?.position ?? Self.plain(text) else { throw malformed() }
    guard place?.epoch ?? epoch == epoch else {
      throw gone("The cursor belongs to another life of the log.")
    }
    guard position <= head else { throw gone("The position is beyond the head of the log.") }
    return position
  }

  /// The position of a place that need not exist yet.
  ///
  /// - Parameter parameter: the name under which it was given.
  /// - Throws: `invalidParameter` for what is no place of this log's life.
  func future(_ text: String, named parameter: String) throws(ProblemReport) -> UInt64 {
    guard let position = position(of: text) else {
      throw ParameterReader.problem(
        parameter, "must be a position or a cursor of this life of the log")
    }
    return position
  }

  /// The position of a place in this log's life, which need not exist yet; nil for anything else.
  func position(of text: String) -> UInt64? {
    let place = Cursor(text)
    guard place?.epoch ?? epoch == epoch else { return nil }
    return place?.position ?? Self.plain(text)
  }

  /// A position that need not exist yet.
  static func plain(_ text: String) -> UInt64? {
    guard (1...20).contains(text.utf8.count),
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return UInt64(text)
  }

  private func gone(_ detail: String) -> ProblemReport {
    ProblemReport(
      .cursorGone, detail,
      members: [
        ("earliest", .text(Cursor(epoch: epoch, position: 0).description)),
        ("head", .number(Int64(clamping: head))), ("epoch", .text(epoch.description)),
      ])
  }
}
