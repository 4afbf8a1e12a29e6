/// Reads the events of server-sent event streams as cheaply as it can and still see each one.
///
/// Events of a bench are all of one length, so where a block ends is guessed from the last one and
/// checked; a wrong guess is found by the numbers, which must follow each other.
struct EventBlockReader {
  /// Whose blocks they are.
  enum Dialect: Sendable {
    /// The number of an event is the position in its `id`; `caught-up` says that a stream is live.
    case switchboard(head: UInt64)
    /// The number of an event is the first word of its data.
    case nchan
  }

  /// One stream of events.
  struct Subscription {
    /// The number of the event that must come next.
    var next = 0
    /// The beginning of a block whose rest has not come.
    fileprivate var carry: [UInt8] = []
    var isReady = false

    init() {}
  }

  private static let digits = 20
  /// Where the position begins in `id: <epoch>.<position>`.
  private static let positionOffset = 4 + 16 + 1

  let dialect: Dialect
  private var usualLength = 0

  init(_ dialect: Dialect) {
    self.dialect = dialect
  }

  /// Takes a piece of a stream.
  mutating func read(
    _ bytes: Span<UInt8>, _ subscription: inout Subscription, _ state: inout FanoutTally.State,
    at now: Int64
  ) {
    var offset = 0
    while !subscription.carry.isEmpty, offset < bytes.count {
      subscription.carry.append(bytes[offset])
      offset += 1
      let count = subscription.carry.count
      guard subscription.carry[count - 1] == 10, subscription.carry[count - 2] == 10 else {
        continue
      }
      let block = subscription.carry
      subscription.carry.removeAll(keepingCapacity: true)
      take(block.span, 0..<count, &subscription, &state, at: now)
    }
    while offset < bytes.count {
      guard let end = end(of: bytes, from: offset) else {
        for index in offset..<bytes.count { subscription.carry.append(bytes[index]) }
        return
      }
      take(bytes, offset..<end, &subscription, &state, at: now)
      offset = end
    }
  }

  private mutating func end(of bytes: Span<UInt8>, from start: Int) -> Int? {
    let guess = start + usualLength
    if usualLength > 0, guess <= bytes.count, bytes[guess - 1] == 10, bytes[guess - 2] == 10 {
      return guess
    }
    var index = start + 1
    while index < bytes.count {
      if bytes[index] == 10, bytes[index - 1] == 10 {
        if index - start > 200 { usualLength = index + 1 - start }
        return index + 1
      }
      index += 1
    }
    return nil
  }

  private func take(
    _ bytes: Span<UInt8>, _ block: Range<Int>, _ subscription: inout Subscription,
    _ state: inout FanoutTally.State, at now: Int64
  ) {
    switch dialect {
    case .switchboard(let head):
      takeOwn(bytes, block, &subscription, &state, (head, now))
    case .nchan:
      guard bytes[block.lowerBound] == UInt8(ascii: "i"),
        let start = Self.data(in: bytes, block), start + Self.digits <= block.upperBound
      else { return }
      let number = Int(Self.number(bytes, at: start))
      Self.deliver(number, block.count, &subscription, &state, at: now)
    }
  }

  private func takeOwn(
    _ bytes: Span<UInt8>, _ block: Range<Int>, _ subscription: inout Subscription,
    _ state: inout FanoutTally.State, _ moment: (head: UInt64, now: Int64)
  ) {
    let start = block.lowerBound
    guard bytes[start] == UInt8(ascii: "i") else {
      if Self.names("fell-behind", bytes, block) { state.fellBehind += 1 }
      if Self.names("error", bytes, block) { state.fault = state.fault ?? "a stream has failed" }
      return
    }
    let position = Self.number(bytes, at: start + Self.positionOffset)
    let number = Int(truncatingIfNeeded: position &- moment.head) - 1
    if number == subscription.next - 1 {
      // An `id` that has been before: a mark.
      if !subscription.isReady {
        subscription.isReady = true
        state.ready += 1
      }
      return
    }
    Self.deliver(number, block.count, &subscription, &state, at: moment.now)
  }

  private static func deliver(
    _ number: Int, _ byteCount: Int, _ subscription: inout Subscription,
    _ state: inout FanoutTally.State, at now: Int64
  ) {
    guard number == subscription.next else {
      state.fault = state.fault ?? "event \(number) came where \(subscription.next) was due"
      return
    }
    subscription.next += 1
    state.deliver(number, byteCount, at: now)
  }

  private static func number(_ bytes: Span<UInt8>, at start: Int) -> UInt64 {
    var number: UInt64 = 0
    guard start + digits <= bytes.count else { return number }
    for index in start..<start + digits { number = number &* 10 &+ UInt64(bytes[index] & 0x0F) }
    return number
  }

  /// Where the data of a block begins.
  private static func data(in bytes: Span<UInt8>, _ block: Range<Int>) -> Int? {
    var index = block.lowerBound
    while index + 7 < block.upperBound {
      if bytes[index] == 10, bytes[index + 1] == UInt8(ascii: "d") { return index + 7 }
      index += 1
    }
    return nil
  }

  /// Whether a block without an `id` begins with an event of a name.
  private static func names(
    _ name: StaticString, _ bytes: Span<UInt8>, _ block: Range<Int>
  ) -> Bool {
    let wanted = Array("event: \(name)".utf8)
    guard block.count > wanted.count else { return false }
    for (index, byte) in wanted.enumerated() where bytes[block.lowerBound + index] != byte {
      return false
    }
    return true
  }
}
