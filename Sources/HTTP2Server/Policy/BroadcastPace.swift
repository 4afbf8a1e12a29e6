import NIOCore

/// When a loop may begin the next broadcast to its connections.
///
/// At once, as a rule. But where one broadcast overtakes another, the loop would be busy without
/// end, and every connection get little each time, though a write costs as much as fifty events in
/// it. Then the loop leaves half as long as the last one took, for more to gather.
struct BroadcastPace {
  /// Nobody waits longer than this.
  private static let gatheringMax = TimeAmount.milliseconds(10)

  /// The earliest time for the next broadcast.
  private(set) var next = NIODeadline.uptimeNanoseconds(0)
  private var lastBegan = NIODeadline.uptimeNanoseconds(0)
  /// Broadcasts since all connections were served.
  private var countUnderWay = 0

  /// A broadcast has begun.
  mutating func began(at now: NIODeadline) {
    lastBegan = now
    countUnderWay += 1
  }

  /// All connections have been served.
  mutating func ended(at now: NIODeadline) {
    if countUnderWay > 1 {
      let half = TimeAmount.nanoseconds((now - lastBegan).nanoseconds / 2)
      next = now + min(half, Self.gatheringMax)
    }
    countUnderWay = 0
  }
}
