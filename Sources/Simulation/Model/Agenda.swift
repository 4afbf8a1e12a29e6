import ContactCenter

/// What is going to happen, in order of time; what is due at the same time happens in the order in
/// which it was planned. A binary heap: logarithmic time.
struct Agenda<Item: Sendable>: Sendable {
  private struct Entry: Sendable {
    var time: Timestamp
    var number: UInt64
    var item: Item

    func isBefore(_ other: Entry) -> Bool { (time, number) < (other.time, other.number) }
  }

  private var heap: [Entry] = []
  private var count: UInt64 = 0

  mutating func add(_ item: Item, at time: Timestamp) {
    heap.append(Entry(time: time, number: count, item: item))
    count += 1
    var child = heap.count - 1
    while child > 0, heap[child].isBefore(heap[(child - 1) / 2]) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes what is due first; nil where nothing is planned.
  mutating func takeFirst() -> (time: Timestamp, item: Item)? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return (first.time, first.item) }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
        if heap[child].isBefore(heap[least]) { least = child }
      }
      guard least != parent else { return (first.time, first.item) }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
