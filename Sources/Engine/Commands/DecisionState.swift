internal import ContactCenter
internal import EventCodec
internal import EventLog

/// What decisions rest on: the aggregates in use and the agents on the floor, up to the last event
/// of the writer's group, durable or not.
///
/// Everything here can be had again from the log. Where the log's head is not where this state left
/// it (at the start, and after a group that failed) it is thrown away and read again.
struct DecisionState: Sendable {
  /// As many streams are kept at hand; beyond, all are dropped and read again when needed.
  private static let aggregatesMax = 100_000

  /// The position of the last event that is folded in; nil before the first use.
  var head: UInt64?

  private let log: any EventLog
  private let views: any ViewStore
  private let codec: EventCodec
  let zones: ZoneBook
  /// The aggregates at hand, and where each stream's stands: one look-up serves all that is asked
  /// of an aggregate, and it is changed in its place.
  private var aggregates: [Aggregate] = []
  private var places: [ByteName: Int] = [:]
  /// The stream looked up last: what is decided on is mostly folded next.
  private var lately: (name: ByteName, place: Int)?
  private(set) var floor = Floor()
  private var nextPosition: UInt64 = 1
  /// The aggregates as they were before the batch under way changed them.
  private var journal: [Int: Aggregate]?

  init(log: any EventLog, views: any ViewStore, codec: EventCodec, zones: ZoneBook) {
    self.log = log
    self.zones = zones
    self.views = views
    self.codec = codec
  }

  /// Makes sure that this state is that of the log as the transaction sees it.
  mutating func synchronize(with transaction: any LogTransaction) throws(LogFailure) {
    journal = nil
    nextPosition = transaction.head + 1
    if aggregates.count >= Self.aggregatesMax { forgetAggregates() }
    guard head != transaction.head else { return }
    forgetAggregates()
    head = nil
    floor = try foldedFloor(through: transaction.head)
    head = transaction.head
  }

  /// Decides on one event. Only the cache may change.
  mutating func decide(
    _ proposal: PreparedEvent, _ command: AppendCommand, in transaction: any LogTransaction
  ) throws(LogFailure) -> Decision {
    let place = try place(of: proposal.stream, named: proposal.name, in: transaction)
    guard command.kind == .command,
      let reference = aggregates[place].reference(of: proposal.event)
    else {
      return aggregates[place].decide(
        proposal.event, by: command.actor, as: command.kind, on: floor)
    }
    let circumstances = try circumstances(of: reference, at: proposal.time, in: transaction)
    return aggregates[place].decide(
      proposal.event, by: command.actor, as: command.kind, on: floor, given: circumstances)
  }

  /// The state of a stream, at hand or read again.
  mutating func aggregate(
    of stream: StreamName, in transaction: any LogTransaction
  ) throws(LogFailure) -> Aggregate {
    aggregates[try place(of: stream, named: ByteName(stream.description), in: transaction)]
  }

  /// Where the state of a stream stands, read again if it was not at hand. Places stay as they are
  /// until all are forgotten.
  private mutating func place(
    of stream: StreamName, named name: ByteName, in transaction: any LogTransaction
  ) throws(LogFailure) -> Int {
    if let place = place(of: name) {
      lately = (name, place)
      return place
    }
    aggregates.append(try load(stream, in: transaction))
    let place = aggregates.count - 1
    places[name] = place
    lately = (name, place)
    return place
  }

  private func place(of name: ByteName) -> Int? {
    if let lately, lately.name == name { return lately.place }
    return places[name]
  }

  private mutating func forgetAggregates() {
    lately = nil
    aggregates.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
  }

  /// Folds an accepted event of the stream whose proposal has just been decided on.
  ///
  /// - Returns: the queue, agent and customer for its header.
  mutating func evolve(_ event: Event, of proposal: PreparedEvent) -> Stamps {
    guard let place = place(of: proposal.name) else { return Stamps() }
    let stamps = aggregates[place].stamps(for: event)
    if journal != nil, journal?[place] == nil { journal?[place] = aggregates[place] }
    aggregates[place].evolve(event, at: proposal.time, position: nextPosition)
    floor.apply(event, of: proposal.stream, at: proposal.time)
    nextPosition += 1
    return stamps
  }

  // MARK: Batches

  /// What a batch returns to when one of its events is refused.
  struct Savepoint {
    fileprivate let floor: Floor
    fileprivate let nextPosition: UInt64
  }

  mutating func savepoint() -> Savepoint {
    journal = [:]
    return Savepoint(floor: floor, nextPosition: nextPosition)
  }

  mutating func restore(_ savepoint: Savepoint) {
    for (place, before) in journal ?? [:] { aggregates[place] = before }
    journal = nil
    floor = savepoint.floor
    nextPosition = savepoint.nextPosition
  }

  // MARK: Reading again

  private mutating func load(
    _ stream: StreamName, in transaction: any LogTransaction
  ) throws(LogFailure) -> Aggregate {
    guard var aggregate = Aggregate(stream: stream) else {
      throw .unavailable("streams of kind \(stream.kind.rawValue) hold no events yet")
    }
    for stored in try transaction.events(ofStream: stream.description, afterVersion: 0) {
      let event = try recorded(stored)
      aggregate.evolve(event.event, at: event.time, position: event.position)
    }
    return aggregate
  }

  private func foldedFloor(through end: UInt64) throws(LogFailure) -> Floor {
    var (floor, position) = try FloorFold.stored(in: views)
    if position > end { (floor, position) = (Floor(), 0) }
    while position < end {
      let page = try log.read(after: position, bytesMax: 1 << 20)
      guard let last = page.last?.position else { break }
      for stored in page where stored.position <= end {
        let event = try recorded(stored)
        floor.apply(event.event, of: event.stream, at: event.time)
      }
      position = last
    }
    return floor
  }

  private func recorded(_ stored: StoredEvent) throws(LogFailure) -> RecordedEvent {
    do throws(CodecFailure) {
      return try codec.recorded(stored)
    } catch {
      throw .damaged(position: stored.position, reason: "cannot be decoded: \(error)")
    }
  }
}
