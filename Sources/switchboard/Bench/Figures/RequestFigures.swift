/// What the runs of a bench found of one target, each a number of like requests or events: medians.
struct RequestFigures: Codable {
  /// One run.
  struct Run {
    /// Requests or events.
    var count: Int
    var bytes: Int
    var microseconds: Int
    var latencyP50 = 0
    var latencyP99 = 0
    /// Nil where the target is this process.
    var serverSeconds: Double?
  }

  var target: String
  var runs: Int
  var perSecond: Int
  var megabytesPerSecond: Int
  var latencyMicrosecondsP50: Int
  var latencyMicrosecondsP99: Int
  var serverNanosecondsEach: Int?
  /// Switchboard's rate by that of this target.
  var switchboardRatio: Double?

  init(_ target: String, _ runs: [Run]) {
    self.target = target
    self.runs = runs.count
    func middle(_ value: (Run) -> Int) -> Int { median(runs.map(value)) }
    perSecond = middle { $0.count * 1_000_000 / max(1, $0.microseconds) }
    megabytesPerSecond = middle { $0.bytes / max(1, $0.microseconds) }
    latencyMicrosecondsP50 = middle(\.latencyP50)
    latencyMicrosecondsP99 = middle(\.latencyP99)
    if runs.allSatisfy({ $0.serverSeconds != nil }) {
      serverNanosecondsEach = middle { Int(($0.serverSeconds ?? 0) * 1e9) / max(1, $0.count) }
    }
  }

  /// The figures of Switchboard, then those of its peers with the ratios to it.
  static func compared(_ runs: [(target: String, runs: [Run])]) -> [RequestFigures] {
    var figures = runs.map { RequestFigures($0.target, $0.runs) }
    let own = Double(figures[0].perSecond)
    for index in figures.indices.dropFirst() {
      figures[index].switchboardRatio = own / Double(max(1, figures[index].perSecond))
    }
    return figures
  }

  /// - Parameter what: what is counted, in the plural.
  static func show(_ all: [RequestFigures], _ what: String, _ format: OutputFormat) throws {
    guard format == .table else { return try writeJSON(all) }
    var table = TextTable([
      "\(what), \(all[0].runs) runs", "\(what)/s", "MB/s", "p50, µs", "p99, µs",
      "server ns each", "ratio",
    ])
    for figures in all {
      table.add([
        figures.target, "\(figures.perSecond)", "\(figures.megabytesPerSecond)",
        "\(figures.latencyMicrosecondsP50)", "\(figures.latencyMicrosecondsP99)",
        figures.serverNanosecondsEach.map(String.init) ?? "", times(figures.switchboardRatio),
      ])
    }
    writeOut(table.text)
  }
}
