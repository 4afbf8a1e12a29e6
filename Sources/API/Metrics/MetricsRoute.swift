internal import Engine
internal import EventLog
internal import HTTP2Server
internal import NIOCore

/// `GET /metrics`: figures for Prometheus, with labels from fixed sets only.
enum MetricsRoute {
  static func metrics(_ services: Services, _ context: RequestContext) {
    let accept = context.request.header("accept")
    guard let form = MediaTypes.choose(accept, among: MetricsText.Format.mediaTypes) else {
      return context.failNotAcceptable(MetricsText.Format.mediaTypes)
    }
    let format: MetricsText.Format = form == "text/plain" ? .prometheus : .openMetrics
    Task {
      var text = MetricsText(format)
      writeAppends(services.metrics, &text)
      writeLog(services.engine.log, &text)
      writeViews(services.engine.projections.list(), &text)
      writeStreams(services, &text)
      writeConsumers(services.engine, &text)
      writeServer(await services.server.metrics(), &text)
      writeRoutes(services.routes, &text)
      let headers = HTTPHeaderBlock([
        ("content-type", format.rawValue), ("cache-control", "no-store"), ("vary", "accept"),
      ])
      context.answer(200, headers, ByteBuffer(string: text.finish()))
    }
  }

  private static func writeAppends(_ metrics: APIMetrics, _ text: inout MetricsText) {
    text.counter(
      "switchboard_appends", "Appends by what became of them.",
      [
        ([("outcome", "appended")], Double(metrics.appended.value)),
        ([("outcome", "repeated")], Double(metrics.repeated.value)),
        ([("outcome", "quarantined")], Double(metrics.quarantined.value)),
        ([("outcome", "rejected")], Double(metrics.rejected.value)),
        ([("outcome", "refused")], Double(metrics.refused.value)),
        ([("outcome", "failed")], Double(metrics.failed.value)),
      ])
    text.histogram(
      "switchboard_append_seconds", "From a decoded request to its durable answer.",
      metrics.appendSeconds)
  }

  private static func writeLog(_ log: any EventLog, _ text: inout MetricsText) {
    let figures = log.statistics
    text.gauge("switchboard_log_head", "Position of the last durable event.", Double(log.head))
    text.counter(
      "switchboard_log_events", "Events appended since the log was opened.",
      Double(figures.appendedEvents))
    text.counter(
      "switchboard_log_groups", "Groups made durable by one sync each.", Double(figures.groups))
    text.counter(
      "switchboard_log_sync_seconds", "Time spent in syncs.", Double(figures.syncNanoseconds) / 1e9)
    text.counter(
      "switchboard_log_decide_seconds", "Time that the writer spent on deciding.",
      Double(figures.decideNanoseconds) / 1e9)
    text.counter(
      "switchboard_log_index_seconds", "Time that the writer spent on indexes.",
      Double(figures.indexNanoseconds) / 1e9)
    text.gauge(
      "switchboard_log_queue_jobs", "Appends waiting for the writer.", Double(figures.queuedJobs))
    text.gauge(
      "switchboard_log_map_used_bytes", "Bytes of the log's map in use.", Double(figures.bytesUsed))
    text.gauge("switchboard_log_map_bytes", "Bound of the log's map.", Double(figures.bytesMax))
    text.gauge("switchboard_log_readers", "Read transactions open.", Double(figures.readers))
  }

  private static func writeViews(_ statuses: [ProjectionStatus], _ text: inout MetricsText) {
    text.gauge(
      "switchboard_view_position", "Position up to which a view has been folded.",
      statuses.map { ([("view", $0.name)], Double($0.position)) })
    text.gauge(
      "switchboard_view_lag_events", "Events that a view is behind the log.",
      statuses.map { ([("view", $0.name)], Double($0.lagEvents)) })
    text.gauge(
      "switchboard_view_failed", "1 where a view has stopped.",
      statuses.map { ([("view", $0.name)], $0.failure == nil ? 0 : 1) })
  }

  private static func writeStreams(_ services: Services, _ text: inout MetricsText) {
    text.gauge(
      "switchboard_subscribers", "Streams that follow.",
      [
        ([("of", "events")], Double(services.feed.subscribers)),
        ([("of", "views")], Double(services.viewStreams.subscribers)),
      ])
    text.gauge(
      "switchboard_ring_bytes", "Bytes of the shared ring of newest events.",
      Double(services.feed.ring.byteCount))
    text.counter(
      "switchboard_fell_behind", "Times that a subscriber was left behind by the ring.",
      Double(services.metrics.fellBehind.value))
  }

  /// Without the names of consumers: labels come from fixed sets.
  private static func writeConsumers(_ engine: Engine, _ text: inout MetricsText) {
    let (head, consumers) = (engine.log.head, engine.consumers.list())
    text.gauge("switchboard_consumers", "Named checkpoints kept.", Double(consumers.count))
    text.gauge(
      "switchboard_consumer_lag_events_max", "Events that the last of the consumers has left.",
      Double(consumers.map { head - min(head, $0.cursor.position) }.max() ?? 0))
  }

  private static func writeServer(_ figures: HTTPServerMetrics, _ text: inout MetricsText) {
    text.gauge("switchboard_http_connections", "Open connections.", Double(figures.connections))
    text.gauge("switchboard_http_streams", "Open streams.", Double(figures.streams))
    text.gauge(
      "switchboard_http_queued_bytes", "Bytes waiting for sockets.", Double(figures.bytesQueued))
    text.counter(
      "switchboard_http_accepted", "Connections accepted.", Double(figures.connectionsTotal))
    text.counter(
      "switchboard_http_refused", "Connections turned away.", Double(figures.connectionsRefused))
    text.counter("switchboard_http_requests", "Complete requests.", Double(figures.requestsTotal))
    text.counter(
      "switchboard_http_resets", "Streams reset, by whom.",
      [
        ([("by", "peer")], Double(figures.resetsReceived)),
        ([("by", "server")], Double(figures.resetsSent)),
      ])
    text.counter(
      "switchboard_http_abuse_closures", "Connections closed for abuse.",
      Double(figures.abuseClosures))
  }

  private static func writeRoutes(_ routes: [Route], _ text: inout MetricsText) {
    text.counter(
      "switchboard_route_requests", "Requests by matched route.",
      routes.map { route in
        (
          [("method", route.method.token), ("route", route.pattern.text)],
          Double(route.requests.value)
        )
      })
  }
}
