package import EventLog

/// Which events a reader wants. The values of one field are alternatives; the fields must all hold.
///
/// Evaluated on a record's header alone: comparing bytes, no parsing, no allocation.
package struct EventFilter: Sendable, Hashable {
  /// Exact names, or a prefix up to and including a dot: `call.*`.
  package private(set) var types: [TypePattern] = []
  package private(set) var streams: [[UInt8]] = []
  package private(set) var queues: [[UInt8]] = []
  package private(set) var agents: [[UInt8]] = []
  package private(set) var customers: [[UInt8]] = []

  /// A filter that every event passes.
  package init() {}

  /// - Parameter types: exact type names, or `call.*` for all of one aggregate.
  package init(
    types: [String], streams: [String] = [], queues: [String] = [], agents: [String] = [],
    customers: [String] = []
  ) {
    self.types = types.map(TypePattern.init)
    self.streams = streams.map { Array($0.utf8) }
    self.queues = queues.map { Array($0.utf8) }
    self.agents = agents.map { Array($0.utf8) }
    self.customers = customers.map { Array($0.utf8) }
  }

  package var isEmpty: Bool {
    types.isEmpty && streams.isEmpty && queues.isEmpty && agents.isEmpty && customers.isEmpty
  }

  /// Whether an event passes: for each field that has values, one of them is the event's.
  package func matches(_ event: StoredEvent) -> Bool {
    (types.isEmpty || types.contains { $0.matches(event) })
      && (streams.isEmpty || streams.contains { event.streamEquals($0) })
      && (queues.isEmpty || queues.contains { event.queueEquals($0) })
      && (agents.isEmpty || agents.contains { event.agentEquals($0) })
      && (customers.isEmpty || customers.contains { event.customerEquals($0) })
  }
}

/// A type name, or the beginning of one.
package struct TypePattern: Sendable, Hashable {
  private let bytes: [UInt8]
  private let isPrefix: Bool

  /// - Parameter pattern: `call.answered`, `call.*`, or `*`.
  package init(_ pattern: String) {
    isPrefix = pattern.utf8.last == UInt8(ascii: "*")
    bytes = Array(isPrefix ? pattern.utf8.dropLast() : pattern.utf8[...])
  }

  func matches(_ event: StoredEvent) -> Bool {
    isPrefix ? event.typeHasPrefix(bytes) : event.typeEquals(bytes)
  }
}
