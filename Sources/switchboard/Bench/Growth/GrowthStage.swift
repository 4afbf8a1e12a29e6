internal import Engine
internal import EventLog
internal import Foundation

/// What a log of a size costs.
struct GrowthStage: Codable {
  var events: Int
  /// Of the last events before this size.
  var appendsPerSecond: Int
  /// After the last append: until the views had folded all of it.
  var viewsLagMilliseconds: Int
  var closeMilliseconds: Int
  /// From the start of a server's process until it took connections.
  var startUpMilliseconds: Int
  var logBytesAnEvent: Int
  /// Of indexes and views.
  var foldBytesAnEvent: Int
  /// A request for the first event after a random position, as an event stream.
  var resumeMicrosecondsP50: Int
  var resumeMicrosecondsP99: Int

  private static let resumptions = 500

  /// Serves a folder that nobody has open, and measures how it starts and resumes.
  mutating func measure(servedFrom folder: String) async throws {
    logBytesAnEvent = Self.bytes(in: folder + "/log") / max(1, events)
    foldBytesAnEvent = Self.bytes(in: folder + "/folds") / max(1, events)
    let served = try await ServedFolder.start(folder)
    startUpMilliseconds = microseconds(served.startUp) / 1_000
    let head = served.head
    let counts = try await LoadRun(port: served.port, connections: 1, lanes: 1)
      .overHTTP2 { _, tally in
        GetPlan(
          tally: tally, isEnough: { $0 >= Self.resumptions },
          block: {
            let place = UInt64.random(in: 0..<max(1, head))
            return HTTP2Frames.headerBlock(
              served.fields("GET", "/v1/events?from=\(place)&limit=1")
                + [("accept", "text/event-stream")])
          })
      }
    await served.stop()
    guard counts.isWhole, counts.failures == 0 else {
      throw CommandFailure("\(counts.failures) resumptions failed; the figures mean nothing")
    }
    resumeMicrosecondsP50 = counts.latency(percent: 50)
    resumeMicrosecondsP99 = counts.latency(percent: 99)
  }

  private static func bytes(in folder: String) -> Int {
    let files = FileManager.default
    // A file that goes away meanwhile takes no room.
    let names = (try? files.subpathsOfDirectory(atPath: folder)) ?? []
    return names.reduce(0) { sum, name in
      let attributes = try? files.attributesOfItem(atPath: folder + "/" + name)
      return sum + ((attributes?[.size] as? NSNumber)?.intValue ?? 0)
    }
  }
}

/// What a log of a size costs against one a tenth of it.
struct GrowthFigures: Codable {
  var stages: [GrowthStage]
  /// The last rate of appends by the first.
  var appendRatio: Double
  var resumeRatio: Double

  init(_ stages: [GrowthStage]) {
    self.stages = stages
    func ratio(_ value: (GrowthStage) -> Int) -> Double {
      Double(value(stages[stages.count - 1])) / Double(max(1, value(stages[0])))
    }
    appendRatio = ratio(\.appendsPerSecond)
    resumeRatio = ratio(\.resumeMicrosecondsP50)
  }

  func show(_ format: OutputFormat) throws {
    guard format == .table else { return try writeJSON(self) }
    var table = TextTable(["a log of"] + stages.map { "\($0.events) events" })
    func add(_ name: String, _ value: (GrowthStage) -> Int) {
      table.add([name] + stages.map { "\(value($0))" })
    }
    add("appends/s", \.appendsPerSecond)
    add("views caught up after, ms", \.viewsLagMilliseconds)
    add("closed in, ms", \.closeMilliseconds)
    add("started in, ms", \.startUpMilliseconds)
    add("log, bytes an event", \.logBytesAnEvent)
    add("indexes and views, bytes an event", \.foldBytesAnEvent)
    add("resumed in, µs, p50", \.resumeMicrosecondsP50)
    add("resumed in, µs, p99", \.resumeMicrosecondsP99)
    writeOut(table.text)
    writeOut("appends \(times(appendRatio)), resumption \(times(resumeRatio))\n")
  }
}
