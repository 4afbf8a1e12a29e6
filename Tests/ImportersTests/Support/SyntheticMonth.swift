import TestSupport

/// A month in the layout of the Anonymous Bank, invented from a seed, with every oddity that the
/// real months hold, and counted while it is written: independently of any importer.
struct SyntheticMonth {
  private(set) var text: String
  private(set) var rows = 0
  private(set) var expected = Tally()
  private(set) var identified = 0
  private var random: SeededGenerator
  private let month: (year: Int, month: Int, days: Int, firstDay: Int64)
  private let isDashed: Bool
  private let lineEnd: String

  private static let header = [
    "vru+line", "call_id", "customer_id", "priority", "type", "date", "vru_entry", "vru_exit",
    "vru_time", "q_start", "q_exit", "q_time", "outcome", "ser_start", "ser_exit", "ser_time",
    "server",
  ]

  /// - Parameter firstDay: the day number, since 1970-01-01, of the month's first day.
  init(
    seed: UInt64, rows: Int, year: Int = 1999, month: Int, days: Int, firstDay: Int64
  ) {
    random = SeededGenerator(seed: seed)
    self.month = (year, month, days, firstDay)
    isDashed = seed % 2 == 0
    lineEnd = seed % 3 == 0 ? "\r\n" : "\n"
    text = Self.header.joined(separator: "\t") + lineEnd
    for row in 0..<rows { addRow(row) }
  }

  private mutating func addRow(_ row: Int) {
    rows += 1
    let day = Int.random(in: 1...month.days, using: &random)
    // Often just before midnight, and at the hours at which clocks are changed.
    let entry =
      Bool.random(using: &random)
      ? Int.random(in: 0..<86_400, using: &random)
      : [86_390, 86_399, 5, 7_300, 9_000].randomElement(using: &random) ?? 0
    let menu =
      Int.random(in: 0..<40, using: &random) == 0
      ? -Int.random(in: 1...70, using: &random) : Int.random(in: 0...60, using: &random)
    let type = ["PS", "NW", "NE", "TT", "IN", "PE"].randomElement(using: &random) ?? "PS"
    let queues = Bool.random(using: &random)
    let wait = queues ? Int.random(in: 0...600, using: &random) : 0
    let outcome =
      ["AGENT", "AGENT", "AGENT", "AGENT", "HANG", "PHANTOM"].randomElement(using: &random)
      ?? "HANG"
    // A queue that would begin at midnight sharp reads as none: a real month avoids it by chance.
    let start = entry + menu + ((entry + menu) % 86_400 == 0 && queues ? 1 : 0)
    let isServed = outcome == "AGENT"
    let hasService = isServed || Int.random(in: 0..<5, using: &random) == 0
    let hasTimes = hasService && Int.random(in: 0..<20, using: &random) != 0
    let service = !hasTimes ? 0 : pickedService()
    let served = start + wait - Int.random(in: 0...2, using: &random)
    let server =
      isServed && Int.random(in: 0..<10, using: &random) != 0
      ? ["ANAT", "TOVA", "YITZ"].randomElement(using: &random) ?? "ANAT" : "NO_SERVER"
    let customer =
      Bool.random(using: &random) ? "\(Int.random(in: 1...500, using: &random))" : "0"
    // A stray queue time without a queue does not count.
    let written = queues ? wait : Int.random(in: 0..<10, using: &random) == 0 ? 27 : 0
    text +=
      [
        "AA0\(Int.random(in: 1...3, using: &random))", "\(row / 4)", customer, "\(row % 3)", type,
        date(day), time(entry), time(start), "\(start - entry)", queues ? time(start) : "0:00:00",
        queues ? time(start + wait) : "0:00:00", "\(written)", outcome,
        hasTimes ? time(served) : "0:00:00", hasTimes ? time(served + service) : "0:00:00",
        "\(service)", server,
      ].joined(separator: "\t") + (row % 7 == 0 ? "\t" : "") + lineEnd
    if customer != "0" {
      identified += 1
      expected.customers.insert(customer)
    }
    let counts = counted(outcome, queues, wait, service)
    let agent = outcome == "AGENT" ? server == "NO_SERVER" ? "unknown" : server : nil
    add(counts, type, day, agent)
  }

  private mutating func pickedService() -> Int {
    Int.random(in: 0..<50, using: &random) == 0 ? 36_000 : Int.random(in: 0...900, using: &random)
  }

  /// What a row adds to the counts; a phantom adds only itself.
  private mutating func counted(
    _ outcome: String, _ queues: Bool, _ wait: Int, _ service: Int
  ) -> Tally.Counts {
    var counts = Tally.Counts()
    switch outcome {
    case "PHANTOM": expected.phantoms += 1
    case "HANG" where !queues: counts.menuAbandoned = 1
    case "HANG":
      counts.offered = 1
      counts.abandoned = 1
      counts.abandonWaitMilliseconds = Int64(wait) * 1_000
    default:
      counts.offered = 1
      counts.answered = 1
      counts.waitMilliseconds = Int64(wait) * 1_000
      counts.talkMilliseconds = Int64(service) * 1_000
    }
    return counts
  }

  private mutating func add(_ counts: Tally.Counts, _ type: String, _ day: Int, _ agent: String?) {
    guard counts != Tally.Counts() else { return }
    expected.total.add(counts)
    expected.queues[type, default: .init()].add(counts)
    expected.days[month.firstDay + Int64(day) - 1, default: .init()].add(counts)
    guard let agent else { return }
    var atAgent = counts
    atAgent.offered = 0
    expected.agents[agent, default: .init()].add(atAgent)
  }

  private func date(_ day: Int) -> String {
    isDashed
      ? "\(month.year)-\(padded(month.month))-\(padded(day))"
      : padded(month.year % 100) + padded(month.month) + padded(day)
  }

  private func time(_ seconds: Int) -> String {
    let second = (seconds % 86_400 + 86_400) % 86_400
    return "\(second / 3_600):\(padded(second / 60 % 60)):\(padded(second % 60))"
  }

  private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension Tally.Counts {
  mutating func add(_ other: Tally.Counts) {
    offered += other.offered
    answered += other.answered
    abandoned += other.abandoned
    exited += other.exited
    menuAbandoned += other.menuAbandoned
    waitMilliseconds += other.waitMilliseconds
    abandonWaitMilliseconds += other.abandonWaitMilliseconds
    talkMilliseconds += other.talkMilliseconds
  }
}
