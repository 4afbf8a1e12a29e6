/// One row for each customer with their contacts, one for each contact, and one for each call that
/// was abandoned and is still to be called back.
public struct CustomersProjection: Projection {
  public static let view = "customers"
  public static let foldVersion: UInt32 = 3

  /// Records merged one after the other are followed so far; more is a circle.
  private static let mergesMax = 32

  private var customers = RowTable<CustomerRow>("customers", .publishedInStore)
  private var contacts = RowTable<CustomerContact>("contacts", .publishedInStore)
  private var open = RowTable<OpenCustomerCall>("open", .privateInStore)
  private var abandoned = RowTable<AbandonedCallRow>("abandoned-calls", .publishedInStore)

  public init(calendar: CalendarDays) {}

  public mutating func apply(_ recorded: RecordedEvent) {
    switch recorded.event {
    case .call(let event): apply(event, of: recorded)
    case .customer(let event): apply(event, of: recorded)
    default: break
    }
  }

  public mutating func forEachTable<Visitor: TableVisitor>(
    _ visitor: inout Visitor
  ) throws(Visitor.Failure) {
    try visitor.visit(&customers)
    try visitor.visit(&contacts)
    try visitor.visit(&open)
    try visitor.visit(&abandoned)
  }

  // MARK: Calls

  private mutating func apply(_ event: CallEvent, of recorded: RecordedEvent) {
    let key = recorded.stream.id
    guard OpenCustomerCall.concerns(event) else { return }
    if recorded.version == 1 { open.insert(OpenCustomerCall(recorded), key: key) }
    if let customer = event.customerNamed { identify(customer, call: key) }
    let result = open.updateIfPresent(key) { call in
      let before = call.contact
      let abandoned = AbandonedCallRow(call, event, recorded)
      let hasChanged = call.apply(event, of: recorded)
      if let abandoned { call.abandonedKey = abandoned.key }
      return (call, before, hasChanged, abandoned)
    }
    guard let (call, before, hasChanged, abandoned) = result else { return }
    if hasChanged, call.isIdentified { store(call.contact, before: before) }
    if let abandoned { list(abandoned) }
    if call.isReached(by: event) { settleAll(reachedBy: call) }
    if call.isSettled(by: event) { settle(call.contact.call) }
    if call.isFinished { open.remove(key) }
  }

  /// Puts the call on the page of the customer, or of the record in which that one goes on. A call
  /// identified twice moves to the later customer's page.
  private mutating func identify(_ named: CustomerID, call key: String) {
    let customer = successor(of: named)
    let change = open.updateIfPresent(key) { call -> (CustomerContact?, CustomerContact)? in
      guard call.contact.customer != customer else { return nil }
      let before = call.isIdentified ? call.contact : nil
      call.contact.customer = customer
      call.isIdentified = true
      return (before, call.contact)
    }
    guard let change, let (before, contact) = change else { return }
    if let before {
      contacts.remove(before.key)
      customers.updateIfPresent(successor(of: before.customer).rawValue) { $0.remove(before) }
    }
    store(contact, before: nil)
  }

  private mutating func store(_ contact: CustomerContact, before: CustomerContact?) {
    contacts.insert(contact, key: contact.key)
    let page = successor(of: contact.customer)
    customers.update(page.rawValue, orInsert: { Self.blank(page) }) {
      $0.set(contact, before: before)
    }
  }

  // MARK: Calls to return

  private mutating func list(_ row: AbandonedCallRow) {
    abandoned.insert(row, key: row.key)
    if let customer = row.customer { note([row.call], on: successor(of: customer)) }
  }

  private mutating func note(_ calls: [CallID], on page: CustomerID) {
    let dropped = customers.updateIfPresent(page.rawValue) { $0.addToReturn(calls) }
    for call in dropped ?? [] { settle(call) }
  }

  /// Settles what was abandoned before a call in which an agent talked with the customer.
  private mutating func settleAll(reachedBy call: OpenCustomerCall) {
    var calls = call.callbackOf.map { [$0] } ?? []
    if call.isIdentified {
      let page = successor(of: call.contact.customer)
      calls += customers.row(page.rawValue)?.callsToReturn ?? []
    }
    for id in calls { settle(id, before: call.reachedPosition ?? 0) }
  }

  /// Takes a call that was abandoned before a position off the list, and off its customer's page.
  private mutating func settle(_ id: CallID, before position: Int64 = .max) {
    guard var call = open.row(id.rawValue), let key = call.abandonedKey,
      let row = abandoned.row(key), row.position < position
    else { return }
    call.abandonedKey = nil
    abandoned.remove(key)
    if call.isIdentified {
      customers.updateIfPresent(successor(of: call.contact.customer).rawValue) { page in
        page.callsToReturn.removeAll { $0 == id }
      }
    }
    if call.isFinished { open.remove(id.rawValue) } else { open.insert(call, key: id.rawValue) }
  }

  // MARK: Records

  private mutating func apply(_ event: CustomerEvent, of recorded: RecordedEvent) {
    let customer = CustomerID(recorded.stream.id)
    customers.update(recorded.stream.id, orInsert: { Self.blank(customer) }) { row in
      switch event {
      case .registered:
        row.isRegistered = true
        row.registeredAt = recorded.time
      case .detailsChanged: row.changedAt = recorded.time
      case .merged: break
      case .consentGranted(let consent): row.note(consent.purpose, isGranted: true)
      case .consentWithdrawn(let consent): row.note(consent.purpose, isGranted: false)
      case .doNotCallSet(let list): row.isDoNotCall = list.isListed
      case .contactRefused: row.refusedContacts += 1
      case .dataShared: row.sharings += 1
      case .sharingRefused: row.refusedSharings += 1
      }
    }
    if case .merged(let merged) = event { merge(customer, into: merged.into) }
  }

  private mutating func merge(_ customer: CustomerID, into target: CustomerID) {
    let successor = successor(of: target)
    guard successor != customer,
      let absorbed = customers.updateIfPresent(
        customer.rawValue,
        { row -> CustomerRow? in
          guard row.mergedInto == nil else { return nil }
          row.mergedInto = target
          defer { row.callsToReturn = [] }
          return row
        }), let absorbed
    else { return }
    customers.update(successor.rawValue, orInsert: { Self.blank(successor) }) {
      $0.absorb(absorbed)
    }
    note(absorbed.callsToReturn, on: successor)
  }

  /// The record in which one goes on, through all that were merged since.
  private mutating func successor(of customer: CustomerID) -> CustomerID {
    var current = customer
    for _ in 0..<Self.mergesMax {
      guard let next = customers.row(current.rawValue)?.mergedInto else { return current }
      current = next
    }
    return current
  }

  private static func blank(_ customer: CustomerID) -> CustomerRow {
    var row = CustomerRow()
    row.customer = customer
    return row
  }
}

extension CallEvent {
  /// The customer whom the event makes known.
  fileprivate var customerNamed: CustomerID? {
    switch self {
    case .identified(let event): event.customer
    case .placed(let event): event.customer
    default: nil
    }
  }
}
