/// Puts the lines that a switch wrote in one second into an order that can have happened.
///
/// Lines stay where they are but for those of a call that come before what they need: they wait for
/// it. The end of an agent's ringing goes before the answer or hang-up that ends the wait. Lines
/// that fit nowhere come last, in their order.
struct CausalOrder {
  private let lines: [QueueLogLine]
  private var calls: [String: SwitchCall] = [:]
  private var linesOfCall: [String: [Int]] = [:]
  private var isPlaced: [Bool]
  private var order: [Int] = []

  /// The lines' indices in that order, given where the calls were before.
  static func of(_ lines: [QueueLogLine], after calls: [String: SwitchCall]) -> [Int] {
    guard lines.count > 1 else { return Array(lines.indices) }
    var order = CausalOrder(lines, calls)
    for index in lines.indices where !order.isPlaced[index] { order.consider(index) }
    for index in lines.indices where !order.isPlaced[index] { order.place(index) }
    return order.order
  }

  private init(_ lines: [QueueLogLine], _ known: [String: SwitchCall]) {
    self.lines = lines
    isPlaced = Array(repeating: false, count: lines.count)
    for (index, line) in lines.enumerated() where line.verb.subject == .call {
      guard let call = line.call else { continue }
      linesOfCall[call, default: []].append(index)
      if let state = known[call] { calls[call] = state }
    }
  }

  private mutating func consider(_ index: Int) {
    guard lines[index].verb.subject == .call, let call = lines[index].call else {
      place(index)
      return
    }
    guard isExpected(index, call) else { return }
    advance(index, call)
    while let next = linesOfCall[call]?.first(where: { early in
      early < index && !isPlaced[early] && isExpected(early, call)
    }) {
      advance(next, call)
    }
  }

  /// Places a line that its call expects, after the ends of ringing that must come before it.
  private mutating func advance(_ index: Int, _ call: String) {
    if lines[index].verb != .enterQueue, !lines[index].verb.isEndOfRinging {
      for other in linesOfCall[call] ?? [] where !isPlaced[other] {
        if lines[other].verb.isEndOfRinging, isExpected(other, call) { place(other) }
      }
    }
    place(index)
    var state = calls[call] ?? SwitchCall(place: .away, lastSecond: lines[index].second)
    state.follow(lines[index])
    calls[call] = state
  }

  private func isExpected(_ index: Int, _ call: String) -> Bool {
    calls[call]?.expects(lines[index]) ?? (lines[index].verb == .enterQueue)
  }

  private mutating func place(_ index: Int) {
    isPlaced[index] = true
    order.append(index)
  }
}
