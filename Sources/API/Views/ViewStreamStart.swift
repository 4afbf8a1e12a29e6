internal import EventCodec
internal import EventLog
internal import HTTP2Server

/// Where the stream of a view begins: afresh, at a cursor, or afresh with a word about the cursor.
///
/// A view's stream never answers 410: a browser's EventSource would stop for ever without a word.
enum ViewStreamStart: Sendable, Equatable {
  case fresh
  case resumed(UInt64)
  case reset(ViewSubscriptionState.ResetReason)

  /// - Throws: `invalidHeader` for a `Last-Event-ID` that is no cursor.
  init(_ request: HTTPRequest, log: any EventLog) throws(ProblemReport) {
    guard let text = request.header("last-event-id"), !text.isEmpty else {
      self = .fresh
      return
    }
    guard let cursor = Cursor(text) else {
      throw ProblemReport(.invalidHeader, "last-event-id is not a cursor of this stream.")
    }
    if cursor.epoch != log.epoch {
      self = .reset(.epoch)
    } else if cursor.position > log.head {
      self = .reset(.ahead)
    } else {
      self = .resumed(cursor.position)
    }
  }

  func state(coalesces: Bool, now: Int64) -> ViewSubscriptionState {
    switch self {
    case .fresh: ViewSubscriptionState(resumingFrom: nil, coalesces: coalesces, now: now)
    case .resumed(let position):
      ViewSubscriptionState(resumingFrom: position, coalesces: coalesces, now: now)
    case .reset(let reason):
      ViewSubscriptionState(resetting: reason, coalesces: coalesces, now: now)
    }
  }
}
