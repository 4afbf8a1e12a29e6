/// Which events a reader wants: the values of one list are alternatives, and all lists must hold.
public struct EventSelection: Sendable, Equatable {
  /// Exact types, or all of one kind: `call.*`.
  public var types: [String]
  /// Streams, such as `call/17`.
  public var streams: [String]
  /// Queues that the events concern.
  public var queues: [String]
  /// Agents that the events concern.
  public var agents: [String]
  /// Customers that the events concern.
  public var customers: [String]
  /// Events at most, after which the sequence ends; nil for no end.
  public var limit: Int?

  /// Everything, as far as nothing is given.
  public init(
    types: [String] = [], streams: [String] = [], queues: [String] = [], agents: [String] = [],
    customers: [String] = [], limit: Int? = nil
  ) {
    self.types = types
    self.streams = streams
    self.queues = queues
    self.agents = agents
    self.customers = customers
    self.limit = limit
  }
}
