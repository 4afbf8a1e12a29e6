/// How long to wait before a connection is made again, and when to give up.
///
/// The waits grow twofold from `first` to `longest`, each shortened at random by up to a half, so
/// that clients that lost a server together do not come back together. A wait that the server names
/// (`Retry-After`, or `retry:` of a stream) is never cut short; it is lengthened at random by up to
/// a tenth.
public struct ReconnectionPolicy: Sendable, Equatable {
  /// The wait before the first new attempt. Default 500 ms.
  public var first = Duration.milliseconds(500)
  /// The longest wait that the client chooses. Default 30 s.
  public var longest = Duration.seconds(30)
  /// The longest wait that a server may ask for; a longer one counts as this. Default 5 min.
  public var longestAsked = Duration.seconds(300)
  /// How many attempts in a row may fail before a stream ends with the failure; nil for no end.
  /// Anything received begins the count anew.
  public var attemptsMax: Int?
  /// Whether a stream whose first connection fails tries again, as a service wants that starts
  /// beside its server. Default true.
  public var retriesFirstConnection = true

  /// The defaults.
  public init() {}
}
