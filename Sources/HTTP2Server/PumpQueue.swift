/// The connections of one loop that have something to send, first come first served.
struct PumpQueue {
  private var connections: [any LoopConnection] = []
  /// How many of them have been taken.
  private var taken = 0
  private var added: [any LoopConnection] = []

  var isEmpty: Bool { connections.isEmpty && added.isEmpty }

  /// Adds a connection, which is not in the queue.
  mutating func append(_ connection: any LoopConnection) {
    added.append(connection)
  }

  /// Takes the connection that has waited longest.
  mutating func popFirst() -> (any LoopConnection)? {
    if connections.isEmpty { swap(&connections, &added) }
    guard taken < connections.count else { return nil }
    let connection = connections[taken]
    taken += 1
    if taken == connections.count {
      connections.removeAll(keepingCapacity: true)
      taken = 0
    }
    return connection
  }
}
