internal import ContactCenter
internal import Engine
internal import EventCodec
internal import EventLog
internal import HTTP2Server

/// What a reader of the log asks for.
struct EventQuery: Sendable {
  /// The most events of one page, and of a page that does not say.
  static let limitMax = 10_000
  static let limitDefault = 100

  /// Exclusive.
  var after: UInt64 = 0
  /// The consumer from whose place to go on, where nothing else says where to begin.
  var consumer: String?
  /// Inclusive; nil for the head.
  var through: UInt64?
  var limit: Int?
  /// Whether to stay once everything has been read; nil where the format decides.
  var follows: Bool?
  var filter = EventFilter()
  /// The end is the last position as of this moment.
  var asOf: Timestamp?
  /// Whether `from` names the epoch, so that the address means the same for ever.
  var isBoundToEpoch = false
  /// What the log must hold.
  let minimum: MinimumPosition
  let parameters: QueryParameters

  /// - Throws: `invalidParameter`, `invalidHeader` or `cursorGone`.
  init(_ request: HTTPRequest, log: any EventLog, calendar: CalendarDays) throws(ProblemReport) {
    let reader = try ParameterReader(
      request,
      single: [
        "from", "consumer", "to", "limit", "follow", "at-time", MinimumPosition.parameter,
      ],
      repeatable: ["type", "stream", "queue", "agent", "customer"])
    parameters = reader.parameters
    minimum = try MinimumPosition(reader, request, log: log)
    let place = LogPlace(log)
    if let text = parameters["from"] {
      after = try place.position(of: text, orElse: Self.unreadable("from"))
      isBoundToEpoch = Cursor(text) != nil
    }
    consumer = parameters["consumer"]
    guard consumer == nil || parameters["from"] == nil else {
      throw ParameterReader.problem("consumer", "says where to begin, and so does from")
    }
    if let last = request.header("last-event-id"), !last.isEmpty {
      let problem = ProblemReport(.invalidHeader, "last-event-id holds no cursor of this log.")
      after = try place.position(of: last, orElse: problem)
      consumer = nil
    }
    if let text = parameters["to"] { through = try place.future(text, named: "to") }
    limit = try reader.integer("limit", in: 1...Int(Int32.max))
    follows = try reader.flag("follow")
    asOf = try reader.instant("at-time", in: calendar)
    filter = EventFilter(
      types: parameters.values("type"), streams: parameters.values("stream"),
      queues: parameters.values("queue"), agents: parameters.values("agent"),
      customers: parameters.values("customer"))
  }

  /// The address of what follows a place, with the same filters.
  func address(after cursor: Cursor) -> String {
    var pairs = [(name: "from", value: cursor.description)]
    pairs += parameters.pairs.filter { !Self.placeNames.contains($0.name) }
    let query = pairs.map { name, value in
      "\(PercentDecoding.encodeSegment(name))=\(PercentDecoding.encodeSegment(value))"
    }
    return "/v1/events?" + query.joined(separator: "&")
  }

  /// What says where to begin, and when.
  private static let placeNames = ["from", "consumer", MinimumPosition.parameter]

  private static func unreadable(_ name: String) -> ProblemReport {
    ParameterReader.problem(name, "must be a cursor or a position")
  }
}
