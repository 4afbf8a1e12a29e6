internal import EventLog

/// What an append bench found.
struct AppendFigures: Codable {
  var connections: Int
  var streams: Int
  var events: Int
  var eventsPerSecond: Int
  var latencyMicrosecondsP50: Int
  var latencyMicrosecondsP99: Int
  var eventsPerGroup: Int
  /// Shares of the run's time that the writer spent, in percent.
  var decidingPercent: Int
  var syncingPercent: Int
  var indexingPercent: Int
  /// After the last answer: until the views had folded all of it.
  var viewsLagMilliseconds: Int
  var diskSyncMicrosecondsP50: Int
  var diskSyncMicrosecondsP99: Int

  /// How long a run took, and how much longer its views.
  struct Times {
    var run: Duration
    var viewsLag: Duration
  }

  /// As one run of several.
  var run: RequestFigures.Run {
    RequestFigures.Run(
      count: eventsPerSecond, bytes: 0, microseconds: 1_000_000,
      latencyP50: latencyMicrosecondsP50, latencyP99: latencyMicrosecondsP99)
  }

  init(
    _ counts: LoadTally.Counts, _ statistics: LogStatistics, _ disk: DiskSync, times: Times,
    connections: Int, streams: Int
  ) {
    let micros = max(1, microseconds(times.run))
    let latencies = counts.latencies.sorted()
    self.connections = connections
    self.streams = streams
    events = counts.successes
    eventsPerSecond = counts.successes * 1_000_000 / micros
    latencyMicrosecondsP50 = Int(latencies[latencies.count / 2])
    latencyMicrosecondsP99 = Int(latencies[latencies.count * 99 / 100])
    eventsPerGroup = Int(statistics.appendedEvents / max(1, statistics.groups))
    func percent(_ nanoseconds: UInt64) -> Int { Int(nanoseconds / 10) / micros }
    decidingPercent = percent(statistics.decideNanoseconds)
    syncingPercent = percent(statistics.syncNanoseconds)
    indexingPercent = percent(statistics.indexNanoseconds)
    viewsLagMilliseconds = microseconds(times.viewsLag) / 1_000
    diskSyncMicrosecondsP50 = disk.medianMicroseconds
    diskSyncMicrosecondsP99 = disk.p99Microseconds
  }

  func show(_ format: OutputFormat) throws {
    guard format == .table else { return try writeJSON(self) }
    var table = TextTable(["durable appends over HTTP/2", ""])
    table.add(["connections × streams", "\(connections) × \(streams)"])
    table.add(["events", "\(events)"])
    table.add(["events/s", "\(eventsPerSecond)"])
    table.add(["latency p50, µs", "\(latencyMicrosecondsP50)"])
    table.add(["latency p99, µs", "\(latencyMicrosecondsP99)"])
    table.add(["events a sync", "\(eventsPerGroup)"])
    table.add(["writer deciding, % of time", "\(decidingPercent)"])
    table.add(["writer syncing, % of time", "\(syncingPercent)"])
    table.add(["indexing, % of time", "\(indexingPercent)"])
    table.add(["views caught up after, ms", "\(viewsLagMilliseconds)"])
    table.add(["disk sync p50, µs", "\(diskSyncMicrosecondsP50)"])
    table.add(["disk sync p99, µs", "\(diskSyncMicrosecondsP99)"])
    writeOut(table.text)
  }
}
