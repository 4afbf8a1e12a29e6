import ContactCenter

/// The order in which the events of a table's rows happened.
///
/// A key is an event's time, raised to that of the events before it in its row where the clocks
/// step back, then its row, then its place in the row: 16 bytes an event. The events themselves are
/// made again, row by row, when their turn comes.
struct TablePlan {
  /// A row that becomes events.
  struct Row {
    var offset: Int
    var line: Int
    var id: LineID
    /// 1, or its number among the rows that name the same call: one row is one call.
    var incarnation: UInt32
  }

  /// The place of one event in the order.
  struct Key: Comparable {
    var time: Int64
    var row: UInt32
    var index: UInt16

    static func < (left: Key, right: Key) -> Bool {
      (left.time, left.row, left.index) < (right.time, right.row, right.index)
    }
  }

  private(set) var rows: [Row] = []
  private(set) var keys: [Key] = []
  private var incarnations: [String: UInt32] = [:]

  /// How often this call has been named, this time included.
  mutating func incarnation(ofCall id: String) -> UInt32 {
    incarnations[id, default: 0] += 1
    return incarnations[id, default: 1]
  }

  mutating func add(_ row: Row, times: [Timestamp]) {
    var latest = Int64.min
    for (index, time) in times.enumerated() {
      latest = max(latest, time.milliseconds)
      keys.append(Key(time: latest, row: UInt32(rows.count), index: UInt16(index)))
    }
    rows.append(row)
  }

  mutating func sort() {
    incarnations = [:]
    keys.sort()
  }
}
