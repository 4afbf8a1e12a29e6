internal import ContactCenter
internal import EventLog

// What decisions need to know of other streams than their own.

extension DecisionState {
  /// Records merged one after the other are followed so far; more is a circle.
  private static let mergesMax = 32

  /// Looks up what a proposal refers to.
  mutating func circumstances(
    of reference: Reference, at time: Timestamp, in transaction: any LogTransaction
  ) throws(LogFailure) -> Circumstances {
    var found = Circumstances()
    switch reference {
    case .linkedCase(let id):
      let stream = StreamName(.case, id.rawValue)
      if case .case(let problem) = try aggregate(of: stream, in: transaction) {
        found.linkedCase = problem
      }
    case .outreach(let placed):
      found.outreach = try outreach(placed, at: time, in: transaction)
    case .campaign(let id): found.campaign = try campaign(id, in: transaction)
    case .customer(let id): found.customer = try records(of: id, in: transaction).last
    case .zone(let zone): found.isZoneKnown = zones.days(of: zone) != nil
    }
    return found
  }

  /// The customer of an outbound call, named by it or by its campaign's contact.
  mutating func customer(
    of placed: CallEvent.Placed, in transaction: any LogTransaction
  ) throws(LogFailure) -> CustomerID? {
    let campaign = try placed.campaign.map { id throws(LogFailure) in
      try self.campaign(id, in: transaction)
    }
    return Outreach.customer(of: placed, in: campaign ?? nil)
  }

  /// The events of other streams that follow from an accepted one, those that their streams take.
  /// Ask before `evolve`.
  mutating func echoes(
    of event: Event, from stream: StreamName, in transaction: any LogTransaction
  ) throws(LogFailure) -> [(stream: StreamName, event: Event)] {
    guard event.mayEcho else { return [] }
    let aggregate = try aggregate(of: stream, in: transaction)
    var echoes = aggregate.echoes(of: event, on: floor)
    for index in echoes.indices.reversed() {
      let target = try inForce(echoes[index].stream, in: transaction)
      echoes[index].stream = target
      let decision = try self.aggregate(of: target, in: transaction).decide(
        echoes[index].event, by: Actor(kind: .system), as: .fact, on: Floor())
      if case .refuse = decision { echoes.remove(at: index) }
    }
    return echoes
  }

  /// The stream itself, or of a customer's the one in which a merged record goes on.
  private mutating func inForce(
    _ stream: StreamName, in transaction: any LogTransaction
  ) throws(LogFailure) -> StreamName {
    guard stream.kind == .customer,
      let record = try records(of: CustomerID(stream.id), in: transaction).last
    else { return stream }
    return StreamName(.customer, record.id.rawValue)
  }

  private mutating func campaign(
    _ id: CampaignID, in transaction: any LogTransaction
  ) throws(LogFailure) -> Campaign? {
    let stream = StreamName(.campaign, id.rawValue)
    guard case .campaign(let campaign) = try aggregate(of: stream, in: transaction) else {
      return nil
    }
    return campaign
  }

  private mutating func outreach(
    _ placed: CallEvent.Placed, at time: Timestamp, in transaction: any LogTransaction
  ) throws(LogFailure) -> Outreach {
    var outreach = Outreach()
    outreach.time = time
    if let id = placed.campaign { outreach.campaign = try campaign(id, in: transaction) }
    outreach.calendar = zones.days(of: outreach.campaign?.zone(of: placed.contact))
    if let customer = Outreach.customer(of: placed, in: outreach.campaign) {
      let known = try records(of: customer, in: transaction)
      outreach.customer = known.last
      outreach.isDoNotCall = known.last { $0.listing != nil }?.listing ?? false
    }
    return outreach
  }

  /// The records of a customer, each merged into the next; the last one is in force. For nobody
  /// known, a blank one.
  private mutating func records(
    of customer: CustomerID, in transaction: any LogTransaction
  ) throws(LogFailure) -> [Customer] {
    guard !customer.rawValue.isEmpty else { return [Customer(id: customer)] }
    var known: [Customer] = []
    var next: CustomerID? = customer
    while let id = next, known.count < Self.mergesMax,
      case .customer(let record) = try aggregate(
        of: StreamName(.customer, id.rawValue), in: transaction)
    {
      known.append(record)
      next = record.mergedInto
    }
    return known
  }
}

extension Event {
  /// Whether the event can mean something for another stream: saves looking most of them up.
  fileprivate var mayEcho: Bool {
    switch self {
    case .call(.placed), .call(.calleeAnswered), .call(.connectFailed), .call(.ended),
      .call(.abandoned), .agent(.sessionEnded), .customer(.merged):
      true
    default: false
    }
  }
}
