/// A stream has lost its connection and will make it again.
public struct Interruption: Sendable, Equatable {
  /// Why; nil where the server ended the stream in order, as when it stops.
  public let failure: ClientFailure?
  /// How long the client waits before it connects again.
  public let wait: Duration
  /// The number of attempts in a row that have failed.
  public let failures: Int
}

extension Interruption: CustomStringConvertible {
  /// One sentence for people.
  public var description: String {
    let why = failure.map { "\($0)" } ?? "the server ended the stream"
    let milliseconds = wait / .milliseconds(1)
    return "\(why); trying again in \(Int(milliseconds.rounded())) ms"
  }
}
