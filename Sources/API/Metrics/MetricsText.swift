/// Writes metrics as Prometheus text 0.0.4 or OpenMetrics 1.0.
///
/// Names end in their base unit, which OpenMetrics also declares; a family is written at one go.
struct MetricsText {
  /// The two forms differ in how counters are declared and in the last line.
  enum Format: String {
    case prometheus = "text/plain; version=0.0.4; charset=utf-8"
    case openMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8"

    /// What may be asked for, the usual form first.
    static let mediaTypes = ["text/plain", "application/openmetrics-text"]
  }

  typealias Labels = [(name: String, value: String)]

  let format: Format
  private(set) var text = ""

  init(_ format: Format) {
    self.format = format
  }

  /// A number that only grows; `name` is without `_total`.
  mutating func counter(_ name: String, _ help: String, _ samples: [(Labels, Double)]) {
    declare(format == .openMetrics ? name : name + "_total", "counter", help)
    for (labels, value) in samples { sample(name + "_total", labels, value) }
  }

  mutating func counter(_ name: String, _ help: String, _ value: Double) {
    counter(name, help, [([], value)])
  }

  /// A number that goes up and down.
  mutating func gauge(_ name: String, _ help: String, _ samples: [(Labels, Double)]) {
    declare(name, "gauge", help)
    for (labels, value) in samples { sample(name, labels, value) }
  }

  mutating func gauge(_ name: String, _ help: String, _ value: Double) {
    gauge(name, help, [([], value)])
  }

  /// Durations; `name` ends in `_seconds`.
  mutating func histogram(_ name: String, _ help: String, _ histogram: Histogram) {
    declare(name, "histogram", help)
    let (counts, total, sum) = histogram.cumulative
    for (bound, count) in zip(Histogram.bounds, counts) {
      sample(name + "_bucket", [("le", boundText(Double(bound) / 1e6))], Double(count))
    }
    sample(name + "_bucket", [("le", "+Inf")], Double(total))
    sample(name + "_sum", [], sum)
    sample(name + "_count", [], Double(total))
  }

  /// The whole text.
  mutating func finish() -> String {
    if format == .openMetrics { text += "# EOF\n" }
    return text
  }

  private mutating func declare(_ name: String, _ kind: String, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
    let unit = name.split(separator: "_").last ?? ""
    if format == .openMetrics, ["seconds", "bytes"].contains(unit) {
      text += "# UNIT \(name) \(unit)\n"
    }
  }

  /// OpenMetrics wants a bound as a decimal, also where it is whole.
  private func boundText(_ bound: Double) -> String {
    format == .openMetrics ? String(bound) : Self.number(bound)
  }

  private mutating func sample(_ name: String, _ labels: Labels, _ value: Double) {
    text += name
    if !labels.isEmpty {
      let pairs = labels.map { "\($0.name)=\"\($0.value)\"" }
      text += "{\(pairs.joined(separator: ","))}"
    }
    text += " \(Self.number(value))\n"
  }

  /// Whole numbers without a point.
  private static func number(_ value: Double) -> String {
    Int64(exactly: value).map(String.init) ?? String(value)
  }
}
