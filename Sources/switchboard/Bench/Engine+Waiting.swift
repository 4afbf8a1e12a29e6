internal import Engine
internal import EventLog

extension Engine {
  /// Waits until the views have folded the whole log.
  func viewsCaughtUp() async {
    let (head, views) = (log.head, self.views)
    let (positions, continuation) = AsyncStream.makeStream(
      of: UInt64.self, bufferingPolicy: .bufferingNewest(1))
    let observation = views.observe { continuation.yield($0) }
    defer { observation.cancel() }
    continuation.yield(views.position)
    for await position in positions where position >= head { return }
  }
}
