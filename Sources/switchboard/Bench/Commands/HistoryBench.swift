internal import ArgumentParser
internal import ContactCenter
internal import Engine
internal import EventLog
internal import Foundation
internal import Reports

/// `switchboard bench history`: what questions about the past cost, at places all over the log.
struct HistoryBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Questions about the past: views, a row, a moment, a report, at random positions.",
    discussion: """
      Compare folders of different sizes: an answer folds the events since the last snapshot, so \
      its cost does not grow with the log.
      """)

  @Option(help: "A folder with a log, such as one that `simulate` filled.") var data: String
  @Option(help: "Positions. Range 1…100000.") var samples = 100
  @Option(help: ArgumentHelp("Repeats the choice of positions.", valueName: "N"))
  var seed: UInt64 = 1
  @Option(help: "table or json.") var format: OutputFormat = .table

  func validate() throws {
    guard (1...100_000).contains(samples) else {
      throw ValidationError("--samples is \(samples); allowed is 1...100000")
    }
  }

  func run() async throws {
    let installation = try await LocalInstallation.openForReading(data)
    defer { installation.close() }
    let engine = installation.engine
    let head = engine.views.position
    guard head > 0 else { throw CommandFailure("\(data) has no events") }
    var random = HistorySampling(seed: seed)
    let positions = (0..<samples).map { _ in random.next() % head + 1 }
    var lines: [HistoryLine] = []
    for question in HistoryQuestion.allCases {
      var times: [Int] = []
      for position in positions {
        let started = ContinuousClock.now
        try question.ask(engine, at: position)
        times.append(microseconds(ContinuousClock.now - started))
      }
      lines.append(HistoryLine(question: question.rawValue, times.sorted()))
    }
    try HistoryFigures(events: head, samples: samples, questions: lines).show(format)
  }
}

/// What is asked.
private enum HistoryQuestion: String, CaseIterable {
  case queues = "the view of queues"
  case agents = "the view of agents"
  case calls = "100 rows of the view of calls"
  case call = "one call"
  case moment = "the position of a moment"
  case report = "a report of one day on queues"

  func ask(_ engine: Engine, at position: UInt64) throws {
    switch self {
    case .queues: try page("queues", 1_000, engine, position)
    case .agents: try page("agents", 1_000, engine, position)
    case .calls: try page("calls", 100, engine, position)
    case .call:
      let event = try engine.log.event(at: position)
      let call = event?.stream.split(separator: "/", maxSplits: 1).last.map(String.init) ?? ""
      _ = try engine.history.read(at: position) { (views) throws(LogFailure) in
        try views.row(table: "calls", key: call)
      }
    case .moment:
      let time = try engine.log.event(at: position)?.time ?? 0
      _ = try engine.reader.position(asOf: time)
    case .report:
      let end = Timestamp(milliseconds: try engine.reader.latestTime(through: position) ?? 0)
      var options = try ReportQuery().options(inZoneOf: engine.calendar)
      (options.from, options.to) = (end.adding(milliseconds: -86_400_000), end)
      _ = try engine.report(.queues, options, try ReportDetails([:], of: .queues), at: position)
    }
  }

  private func page(
    _ table: String, _ limit: Int, _ engine: Engine, _ position: UInt64
  ) throws {
    _ = try engine.history.read(at: position) { (views) throws(LogFailure) in
      try views.page(table: table, after: nil, limit: limit)
    }
  }
}

/// SplitMix64 (Steele, Lea and Flood, 2014).
private struct HistorySampling {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// What one kind of question cost.
private struct HistoryLine: Codable {
  var question: String
  var microsecondsP50: Int
  var microsecondsP99: Int
  var microsecondsMax: Int

  init(question: String, _ sorted: [Int]) {
    self.question = question
    microsecondsP50 = sorted[sorted.count / 2]
    microsecondsP99 = sorted[sorted.count * 99 / 100]
    microsecondsMax = sorted[sorted.count - 1]
  }
}

/// What a history bench found.
private struct HistoryFigures: Codable {
  var events: UInt64
  var samples: Int
  var questions: [HistoryLine]

  func show(_ format: OutputFormat) throws {
    guard format == .table else { return try writeJSON(self) }
    var table = TextTable(["as of \(samples) positions of \(events)", "p50 ms", "p99 ms", "max ms"])
    for line in questions {
      table.add([
        line.question, Self.milliseconds(line.microsecondsP50),
        Self.milliseconds(line.microsecondsP99), Self.milliseconds(line.microsecondsMax),
      ])
    }
    writeOut(table.text)
  }

  private static func milliseconds(_ micros: Int) -> String {
    String(format: "%.2f", Double(micros) / 1_000)
  }
}
