internal import ContactCenter
internal import EventCodec
internal import EventLog

/// The moment of the past that a read asks for: a position or a cursor, or a time (`at`).
enum PastMoment: Sendable, Equatable {
  static let parameter = "at"

  /// - Parameter isBoundToEpoch: whether the address names the epoch too, and so means the same for
  ///   ever.
  case position(UInt64, isBoundToEpoch: Bool)
  case time(Timestamp)

  /// Nil where a read is of now.
  ///
  /// - Throws: `invalidParameter` for what is none of them, or lies beyond the head; `cursorGone`
  ///   for a cursor of another log.
  init?(
    _ reader: ParameterReader, log: any EventLog, calendar: CalendarDays
  ) throws(ProblemReport) {
    guard let text = reader.parameters[Self.parameter] else { return nil }
    guard Cursor(text) != nil || LogPlace.plain(text) != nil else {
      guard let time = try reader.instant(Self.parameter, in: calendar) else { return nil }
      self = .time(time)
      return
    }
    let place = LogPlace(log)
    if let position = Cursor(text)?.position ?? LogPlace.plain(text), position > place.head,
      Cursor(text)?.epoch ?? place.epoch == place.epoch
    {
      throw ParameterReader.problem(
        Self.parameter, "is beyond the head of the log, which is \(place.head)")
    }
    let malformed = ParameterReader.problem(
      Self.parameter, "must be a position, a cursor or a time")
    self = .position(
      try place.position(of: text, orElse: malformed), isBoundToEpoch: Cursor(text) != nil)
  }
}
