/// Somebody whom a campaign is to call, without personal data: what a dialler asks for.
public struct CampaignContactRow: ViewRow {
  /// How a contact stands.
  public enum State: String, Choice {
    /// May be tried, from `nextAttemptAt` on.
    case waiting
    /// A call is under way.
    case calling
    /// Reached, or there is no such number.
    case settled
    /// Tried as often as the campaign allows.
    case exhausted
    case removed
  }

  public var campaign = CampaignID()
  public var contact = Code()
  public var customer: CustomerID?
  public var zone: Code?
  public var state = State.waiting
  public var attempts: Int64 = 0
  public var call: CallID?
  public var lastOutcome: AttemptOutcome?
  public var lastAttemptAt: Timestamp?
  public var nextAttemptAt: Timestamp?
  public var refusals: Int64 = 0

  public init() {}

  /// Whether it may still be tried.
  public var isLeft: Bool { state == .waiting || state == .calling }

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("campaign", &campaign, "The campaign.")
    fields.required("contact", &contact, "Its name within the campaign.")
    fields.optional("customer", &customer, "The customer.")
    fields.optional("zone", &zone, "The contact's time zone.")
    fields.required("state", &state, "How it stands.")
    fields.required("attempts", &attempts, "How often it was tried.")
    fields.optional("call", &call, "The call under way, or the last one.")
    fields.optional("lastOutcome", &lastOutcome, "What came of the last attempt.")
    fields.optional("lastAttemptAt", &lastAttemptAt, "When the last attempt began.")
    fields.optional("nextAttemptAt", &nextAttemptAt, "From when on it may be tried again.")
    fields.required("refusals", &refusals, "Calls refused for want of consent.")
  }
}

/// The campaign of a call that is not over: the fold's own note behind a survey's answers.
struct CampaignCallRow: ViewRow {
  var campaign = CampaignID()

  init() {}

  mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("campaign", &campaign, "The campaign.")
  }
}
