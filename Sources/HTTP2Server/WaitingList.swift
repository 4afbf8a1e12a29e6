/// The exchanges of one loop whose sources had nothing to say and who follow the broadcast wake-up.
///
/// An exchange knows its place in the list, so that leaving it costs the same however long it is.
struct WaitingList {
  private var members: [Exchange] = []

  /// Adds an exchange unless it is a member.
  mutating func insert(_ exchange: Exchange) {
    guard exchange.waitingIndex == nil else { return }
    exchange.waitingIndex = members.count
    members.append(exchange)
  }

  /// Removes an exchange if it is a member.
  mutating func remove(_ exchange: Exchange) {
    guard let index = exchange.waitingIndex else { return }
    exchange.waitingIndex = nil
    guard let last = members.popLast(), last !== exchange else { return }
    members[index] = last
    last.waitingIndex = index
  }

  /// Takes all members out, into an array whose storage is reused for the next round.
  mutating func takeAll(into taken: inout [Exchange]) {
    swap(&members, &taken)
    for exchange in taken { exchange.waitingIndex = nil }
  }
}
