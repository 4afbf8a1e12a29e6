// What comes of a campaign's contacts. These follow from its calls: nobody else says them.

extension CampaignEvent {
  /// A call to a contact was placed.
  public struct AttemptStarted: EventPayload {
    public var contact = Code()
    public var call = CallID()

    public static let type = EventType(
      "campaign.attempt_started", 1, "A call to a contact was placed.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("contact", &contact, "The contact.")
      fields.required("call", &call, "The call.")
    }
  }

  /// The call to a contact is over.
  public struct AttemptEnded: EventPayload {
    public var contact = Code()
    public var call = CallID()
    public var outcome = AttemptOutcome()

    public static let type = EventType(
      "campaign.attempt_ended", 1, "The call to a contact is over.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("contact", &contact, "The contact.")
      fields.required("call", &call, "The call.")
      fields.required("outcome", &outcome, "What came of it.")
    }
  }

  /// A call to a contact was refused for want of consent: the record of a rule that held.
  public struct AttemptRefused: EventPayload {
    public var contact: Code?
    public var call = CallID()
    public var reason = Code()

    public static let type = EventType(
      "campaign.attempt_refused", 1, "A call to a contact was refused for want of consent.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("contact", &contact, "The contact.")
      fields.required("call", &call, "The call that was not placed.")
      fields.required("reason", &reason, "Why, as a stable word.")
    }
  }
}
