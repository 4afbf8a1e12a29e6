internal import ContactCenter
internal import EventCodec
internal import EventLog
internal import HTTP2Server

/// What a reader of a view asks for.
struct ViewQuery: Sendable {
  static let limitMax = 10_000
  static let limitDefault = 1_000

  /// A key; exclusive.
  var after: String?
  var limit: Int
  var coalesces: Bool
  /// What the view must have seen.
  var minimum: MinimumPosition
  /// The moment as of which the view is wanted; nil for now.
  var moment: PastMoment?
  /// Whether this is the plain first page, which is kept.
  var isPlain: Bool

  init(
    _ request: HTTPRequest, log: any EventLog, calendar: CalendarDays
  ) throws(ProblemReport) {
    let reader = try ParameterReader(
      request,
      single: ["after", "limit", "mode", MinimumPosition.parameter, PastMoment.parameter])
    after = reader.parameters["after"]
    let limit = try reader.integer("limit", in: 1...Self.limitMax)
    self.limit = limit ?? Self.limitDefault
    isPlain = after == nil && limit == nil
    coalesces = try reader.word("mode", of: ["every", "coalesce"]) == "coalesce"
    minimum = try MinimumPosition(reader, request, log: log)
    moment = try PastMoment(reader, log: log, calendar: calendar)
  }
}
