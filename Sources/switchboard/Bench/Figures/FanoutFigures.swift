/// What the runs of a fan-out bench found of one target: medians.
struct FanoutFigures: Codable {
  var target: String
  var connections: Int
  var streams: Int
  /// Events on their way, or a second.
  var outstanding: Int?
  var eventsASecond: Int?
  var runs: Int
  var deliveriesPerSecond: Int
  var eventsPerSecond: Int
  var bytesADelivery: Int
  var latencyMicrosecondsP50: Int
  var latencyMicrosecondsP99: Int
  var serverNanosecondsADelivery: Int
  var clientNanosecondsADelivery: Int
  /// In all runs together.
  var fellBehind: Int
  var residentKiBBefore: Int
  var residentKiBSubscribed: Int
  var residentKiBAfter: Int
  /// Switchboard's deliveries a second by those of this target.
  var switchboardRatio: Double?

  init(_ target: String, _ shape: FanoutRun, _ results: [FanoutResult]) {
    self.target = target
    connections = shape.connections
    streams = shape.streams
    switch shape.pace {
    case .outstanding(let count): outstanding = count
    case .rate(let rate): eventsASecond = rate
    }
    runs = results.count
    func middle(_ value: (FanoutResult) -> Int) -> Int { median(results.map(value)) }
    deliveriesPerSecond = middle { $0.deliveries * 1_000_000 / $0.microseconds }
    eventsPerSecond = middle { $0.events * 1_000_000 / $0.microseconds }
    bytesADelivery = middle { $0.bytes / max(1, $0.deliveries) }
    latencyMicrosecondsP50 = middle { $0.latencies.percentile(50) }
    latencyMicrosecondsP99 = middle { $0.latencies.percentile(99) }
    serverNanosecondsADelivery = middle {
      Int($0.serverSeconds * 1e9) / max(1, $0.deliveries)
    }
    clientNanosecondsADelivery = middle {
      Int($0.clientSeconds * 1e9) / max(1, $0.deliveries)
    }
    fellBehind = results.reduce(0) { $0 + $1.fellBehind }
    residentKiBBefore = middle { $0.residentBytes[0] / 1_024 }
    residentKiBSubscribed = middle { $0.residentBytes[1] / 1_024 }
    residentKiBAfter = middle { $0.residentBytes[2] / 1_024 }
  }

  static let header = [
    "connections × streams, pace", "target", "deliveries/s", "events/s", "p50, µs", "p99, µs",
    "server ns each", "client ns each", "bytes each", "fell behind", "RSS MiB, idle, after",
    "ratio",
  ]

  var row: [String] {
    let pace = outstanding.map { "\($0) on their way" } ?? "\(eventsASecond ?? 0) a second"
    return [
      "\(connections) × \(streams), \(pace)", target, "\(deliveriesPerSecond)",
      "\(eventsPerSecond)", "\(latencyMicrosecondsP50)", "\(latencyMicrosecondsP99)",
      "\(serverNanosecondsADelivery)", "\(clientNanosecondsADelivery)", "\(bytesADelivery)",
      "\(fellBehind)",
      [residentKiBBefore, residentKiBSubscribed, residentKiBAfter]
        .map { "\($0 / 1_024)" }.joined(separator: ", "),
      times(switchboardRatio),
    ]
  }
}
