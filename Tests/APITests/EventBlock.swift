/// One block of an event stream, as a client dispatches it.
struct EventBlock: Sendable, Equatable {
  var id: String?
  var event: String?
  var data: String?
  var retry: String?
}

/// Cuts an event stream into blocks as it arrives.
struct EventBlockParser {
  private(set) var blocks: [EventBlock] = []
  private var pending: [UInt8] = []

  mutating func push(_ text: String) {
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\n"), pending.last == byte {
        add(String(decoding: pending, as: UTF8.self))
        pending.removeAll(keepingCapacity: true)
      } else {
        pending.append(byte)
      }
    }
  }

  private mutating func add(_ text: String) {
    var block = EventBlock()
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.count == 2 ? String(parts[1].drop { $0 == " " }) : ""
      switch parts[0] {
      case "id": block.id = value
      case "event": block.event = value
      case "data": block.data = value
      case "retry": block.retry = value
      default: break
      }
    }
    blocks.append(block)
  }
}
