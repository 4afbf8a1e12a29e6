internal import ContactCenter
internal import Engine
internal import EventCodec
internal import EventLog
internal import HTTP2Server
internal import NIOCore

/// What the routes work with.
final class Services: Sendable {
  let engine: Engine
  let codec: EventCodec
  let appendAnswer: AppendAnswer
  let settings: APISettings
  let workers: Workers
  /// What makes reports, each of which takes a thread for long.
  let reporters: Workers
  let past: PastReadings
  let authentication: Authentication
  let feed: EventFeed
  let viewStreams: ViewStreams
  let pages = ViewPageCache()
  let metrics = APIMetrics()
  let routes = Routes.table
  let server = ServerLink()
  let rebuilds = Rebuilds()

  init(engine: Engine, settings: APISettings, workers: Workers) {
    self.engine = engine
    self.settings = settings
    self.workers = workers
    reporters = workers.isInline ? workers : .threads(settings.reportThreads)
    past = PastReadings(
      workers: workers.isInline ? workers : .threads(settings.pastReaderThreads),
      readingsMax: settings.pastReadingsMax)
    authentication = Authentication(tokens: engine.tokens)
    codec = engine.codec
    appendAnswer = AppendAnswer(epoch: engine.log.epoch)
    feed = EventFeed(
      log: engine.log, codec: codec, workers: workers.isInline ? workers : .threads(1),
      ringBytesMax: settings.ringBytesMax)
    viewStreams = ViewStreams(feed: engine.views, log: engine.log, workers: workers)
    feed.start()
    viewStreams.start()
  }

  /// Whether there is room for one more stream that follows.
  var hasRoomForSubscriber: Bool {
    feed.subscribers + viewStreams.subscribers < settings.subscribersMax
  }

  /// The server's wall clock as RFC 3339.
  var serverTime: @Sendable () -> String {
    let clock = engine.clock
    return { Timestamp(milliseconds: clock()).rfc3339 }
  }
}
