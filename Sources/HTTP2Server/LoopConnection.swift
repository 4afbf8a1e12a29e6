/// What a loop does with each of its connections, whatever the protocol. All on the loop.
protocol LoopConnection: AnyObject {
  /// Where the connection stands in its loop's list.
  var connectionIndex: Int? { get set }
  /// Bytes written and not yet taken by the system.
  var bytesQueued: Int { get }
  /// Requests being received or answered.
  var openStreams: Int { get }

  /// Sends what its streams have to say.
  func pump()
  /// Ends what has taken too long. Called about once a second.
  func sweep(at now: Int64)
  /// Finishes what has begun, accepts nothing new, then closes.
  func drain()
  /// Closes at once.
  func closeNow()
}
