import ContactCenter

// Customers: their records, what they agree to, and to whom their data is passed on.

extension Simulator {
  func customerID(_ customer: Int) -> CustomerID { CustomerID("\(tag)-c\(customer)") }

  /// Opens a customer's record at the first time, with what they have agreed to.
  mutating func register(_ customer: Int, by actor: Actor) -> CustomerID {
    let id = customerID(customer)
    guard registered.insert(customer).inserted else { return id }
    let stream = StreamName(.customer, id.rawValue)
    let details = CustomerEvent.Registered {
      $0.name = Invention.customerName(customer)
      $0.phone = Invention.number(customer)
      $0.email = "customer\(customer)@example.com"
    }
    propose(.customer(.registered(details)), stream, by: actor)
    let shares: [(ConsentPurpose, Double)] = [
      (.recording, 0.6), (.survey, 0.5), (.marketing, 0.4), (.sharing, 0.3),
    ]
    for (purpose, share) in shares where supervision.random.happens(share) {
      let granted = CustomerEvent.ConsentGranted {
        $0.purpose = purpose
        $0.channel = Code("web")
      }
      propose(.customer(.consentGranted(granted)), stream, by: Actor(kind: .customer))
    }
    if supervision.random.happens(0.06) { list(isListed: true, stream) }
    if supervision.random.happens(0.01) { mergeDouble(into: id, details) }
    return id
  }

  private mutating func list(isListed: Bool, _ stream: StreamName) {
    let list = CustomerEvent.DoNotCallSet {
      $0.isListed = isListed
      $0.reason = Code("asked")
    }
    propose(.customer(.doNotCallSet(list)), stream)
  }

  /// The customer had been registered under another name as well.
  private mutating func mergeDouble(into id: CustomerID, _ details: CustomerEvent.Registered) {
    let double = StreamName(.customer, id.rawValue + "-double")
    propose(.customer(.registered(details)), double)
    propose(.customer(.merged(.init { $0.into = id })), double)
    supervision.forget(double)
  }

  /// Details that change, consents given and taken back, data passed on: with who is known.
  mutating func speakOfRecord(_ line: Line, _ call: OpenCall, _ agent: AgentID) {
    guard call.isIdentified else { return }
    let id = customerID(call.customer)
    let stream = StreamName(.customer, id.rawValue)
    switch line {
    case .changeDetails:
      let address = random.pick(Invention.addresses)
      propose(
        .customer(.detailsChanged(.init { $0.address = address })), stream, by: actor(agent))
    case .changeConsent: changeConsent(of: id, call, agent)
    default:
      let shared = CustomerEvent.DataShared {
        $0.recipient = Code("technician-partner")
        $0.purpose = Code("visit")
        $0.what = [Code("address"), Code("phone")]
        $0.call = call.id
      }
      propose(.customer(.dataShared(shared)), stream, by: actor(agent))
    }
  }

  private mutating func changeConsent(of id: CustomerID, _ call: OpenCall, _ agent: AgentID) {
    guard let customer = supervision.customer(id) else { return }
    let stream = StreamName(.customer, id.rawValue)
    if random.happens(0.2) { return list(isListed: !customer.isDoNotCall, stream) }
    let purpose = random.pick(ConsentPurpose.allCases)
    guard customer.consents.contains(purpose) else {
      let granted = CustomerEvent.ConsentGranted {
        $0.purpose = purpose
        $0.channel = Code("phone")
        $0.call = call.id
      }
      propose(.customer(.consentGranted(granted)), stream, by: actor(agent))
      return
    }
    let withdrawn = CustomerEvent.ConsentWithdrawn {
      $0.purpose = purpose
      $0.channel = Code("phone")
      $0.call = call.id
    }
    propose(.customer(.consentWithdrawn(withdrawn)), stream, by: actor(agent))
  }
}
