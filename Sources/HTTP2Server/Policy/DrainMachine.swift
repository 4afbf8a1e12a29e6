/// The end of an HTTP/2 connection that this server wants to close, step by step (RFC 9113 §6.8):
/// a first GOAWAY that refuses nothing, because requests may be on their way; after a round trip
/// the second, that refuses what comes later; and when the last stream is over, the end.
struct DrainMachine: ~Copyable {
  private enum State {
    case serving
    case noticed(since: Int64)
    case refusing
    case closed
  }

  /// What to do after an input.
  enum Action: Equatable {
    case nothing
    /// Send the first GOAWAY, and a PING to measure the round trip.
    case sendNotice
    /// Send the second GOAWAY.
    case sendGoaway
    case close
  }

  /// How long the answer to the PING is waited for.
  static let noticeMilliseconds: Int64 = 1_000

  private var state = State.serving

  /// Whether the end has begun.
  var isDraining: Bool {
    switch state {
    case .serving: false
    case .noticed, .refusing, .closed: true
    }
  }

  /// The server wants the connection to end.
  mutating func begin(at now: Int64) -> Action {
    switch state {
    case .serving:
      state = .noticed(since: now)
      return .sendNotice
    case .noticed, .refusing, .closed:
      return .nothing
    }
  }

  /// The peer answered the PING.
  mutating func noticeAnswered() -> Action {
    switch state {
    case .noticed:
      state = .refusing
      return .sendGoaway
    case .serving, .refusing, .closed:
      return .nothing
    }
  }

  /// Time has passed.
  mutating func tick(at now: Int64) -> Action {
    switch state {
    case .noticed(let since) where now - since >= Self.noticeMilliseconds:
      state = .refusing
      return .sendGoaway
    case .serving, .noticed, .refusing, .closed:
      return .nothing
    }
  }

  /// Everything has been sent, and this many streams are open.
  mutating func flushed(openStreams: Int) -> Action {
    switch state {
    case .refusing where openStreams == 0:
      state = .closed
      return .close
    case .serving, .noticed, .refusing, .closed:
      return .nothing
    }
  }
}
