/// A customer on one page: every contact in order, without personal data.
///
/// The row holds the newest contacts; all of them are rows of the table `contacts`, whose keys
/// begin with the customer.
public struct CustomerRow: ViewRow {
  /// Contacts kept in the row.
  public static let contactsMax = 100

  public var customer = CustomerID()
  public var isRegistered = false
  public var registeredAt: Timestamp?
  public var changedAt: Timestamp?
  /// The record in which this one goes on.
  public var mergedInto: CustomerID?
  /// The records that go on in this one; their contacts are here too.
  public var mergedFrom: [CustomerID] = []
  /// What the customer agrees to at present.
  public var consents: [ConsentPurpose] = []
  public var isDoNotCall = false
  /// Outbound calls that were refused for want of consent.
  public var refusedContacts: Int64 = 0
  /// Times that data was passed on, and that this was refused.
  public var sharings: Int64 = 0
  public var refusedSharings: Int64 = 0
  public var contactCount: Int64 = 0
  public var answeredCount: Int64 = 0
  public var abandonedCount: Int64 = 0
  public var resolvedCount: Int64 = 0
  public var firstContactAt: Timestamp?
  public var lastContactAt: Timestamp?
  public var contacts: [CustomerContact] = []
  /// Calls that the customer abandoned in a queue, until an agent has talked with them.
  public var callsToReturn: [CallID] = []

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("customer", &customer, "The customer.")
    fields.required("isRegistered", &isRegistered, "Whether a record was opened.")
    fields.optional("registeredAt", &registeredAt, "When.")
    fields.optional("changedAt", &changedAt, "When details changed last.")
    fields.optional("mergedInto", &mergedInto, "The record in which this one goes on.")
    fields.list("mergedFrom", &mergedFrom, .count(1_000), "The records that go on in this one.")
    fields.list("consents", &consents, "What the customer agrees to.")
    fields.required("isDoNotCall", &isDoNotCall, "Whether the customer must not be called.")
    fields.required("refusedContacts", &refusedContacts, "Outbound calls that were refused.")
    fields.required("sharings", &sharings, "Times that data was passed on.")
    fields.required("refusedSharings", &refusedSharings, "Times that this was refused.")
    fields.required("contactCount", &contactCount, "All contacts, those beyond the list too.")
    fields.required("answeredCount", &answeredCount, "Those that an agent answered.")
    fields.required("abandonedCount", &abandonedCount, "Those in which the customer gave up.")
    fields.required("resolvedCount", &resolvedCount, "Those considered solved.")
    fields.optional("firstContactAt", &firstContactAt, "The time of the first contact.")
    fields.optional("lastContactAt", &lastContactAt, "The time of the latest contact.")
    fields.objects("contacts", &contacts, .count(Self.contactsMax), "The newest, oldest first.")
    fields.list(
      "callsToReturn", &callsToReturn, .count(Self.contactsMax),
      "Calls abandoned in a queue that are still to be called back.")
  }
}

extension CustomerRow {
  /// Notes what the customer agrees to, in the order of the purposes.
  mutating func note(_ purpose: ConsentPurpose, isGranted: Bool) {
    consents = ConsentPurpose.allCases.filter {
      $0 == purpose ? isGranted : consents.contains($0)
    }
  }

  /// Adds a contact, or puts it in the place of what was known of it.
  mutating func set(_ contact: CustomerContact, before: CustomerContact?) {
    if let before { count(before, by: -1) }
    count(contact, by: 1)
    if let before, let index = contacts.lastIndex(where: { $0.call == before.call }) {
      contacts[index] = contact
      return
    }
    if before == nil { insert(contact) }
  }

  /// Takes over the contacts of a record that goes on in this one.
  mutating func absorb(_ other: CustomerRow) {
    mergedFrom.append(other.customer)
    contactCount += other.contactCount
    answeredCount += other.answeredCount
    abandonedCount += other.abandonedCount
    resolvedCount += other.resolvedCount
    firstContactAt = [firstContactAt, other.firstContactAt].compactMap { $0 }.min()
    lastContactAt = [lastContactAt, other.lastContactAt].compactMap { $0 }.max()
    for contact in other.contacts { insert(contact) }
  }

  /// Takes a contact out that turned out to be another customer's.
  mutating func remove(_ contact: CustomerContact) {
    let isComplete = contactCount == Int64(contacts.count)
    count(contact, by: -1)
    contacts.removeAll { $0.call == contact.call }
    guard isComplete else { return }
    firstContactAt = contacts.map(\.receivedAt).min()
    lastContactAt = contacts.map(\.receivedAt).max()
  }

  /// Notes calls that are to be called back.
  ///
  /// - Returns: those that are let go, since there are too many: the first.
  mutating func addToReturn(_ calls: [CallID]) -> [CallID] {
    callsToReturn += calls
    let excess = callsToReturn.prefix(max(0, callsToReturn.count - Self.contactsMax))
    callsToReturn.removeFirst(excess.count)
    return Array(excess)
  }

  private mutating func count(_ contact: CustomerContact, by change: Int64) {
    contactCount += change
    if contact.outcome == .answered { answeredCount += change }
    if contact.outcome == .abandoned { abandonedCount += change }
    if contact.isResolved { resolvedCount += change }
    firstContactAt = min(firstContactAt ?? contact.receivedAt, contact.receivedAt)
    lastContactAt = max(lastContactAt ?? contact.receivedAt, contact.receivedAt)
  }

  private mutating func insert(_ contact: CustomerContact) {
    let index = contacts.firstIndex { $0.position > contact.position } ?? contacts.count
    contacts.insert(contact, at: index)
    if contacts.count > Self.contactsMax { contacts.removeFirst() }
  }
}
