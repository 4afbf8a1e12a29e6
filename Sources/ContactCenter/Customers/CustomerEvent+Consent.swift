// What a customer agrees to, and what is refused for want of it.

extension CustomerEvent {
  /// The customer agreed to something. Without a grant there is no consent.
  public struct ConsentGranted: EventPayload {
    public var purpose = ConsentPurpose()
    public var channel: Code?
    public var call: CallID?

    public static let type = EventType(
      "customer.consent_granted", 1, "The customer agreed to something.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("purpose", &purpose, "What the customer agreed to.")
      fields.optional("channel", &channel, "How the customer said so: phone, web, paper.")
      fields.optional("call", &call, "The call in which the customer said so.")
    }
  }

  /// The customer took an agreement back.
  public struct ConsentWithdrawn: EventPayload {
    public var purpose = ConsentPurpose()
    public var channel: Code?
    public var call: CallID?

    public static let type = EventType(
      "customer.consent_withdrawn", 1, "The customer took an agreement back.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("purpose", &purpose, "What the customer no longer agrees to.")
      fields.optional("channel", &channel, "How the customer said so: phone, web, paper.")
      fields.optional("call", &call, "The call in which the customer said so.")
    }
  }

  /// The customer's numbers went on the do-not-call list, or came off it.
  public struct DoNotCallSet: EventPayload {
    public var isListed = Bool()
    public var reason: Code?

    public static let type = EventType(
      "customer.do_not_call_set", 1,
      "The customer's numbers went on the do-not-call list, or came off it.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("isListed", &isListed, "Whether the customer must not be called.")
      fields.optional("reason", &reason, "Why.")
    }
  }

  /// An outbound call to the customer was refused: the record of a rule that held.
  public struct ContactRefused: EventPayload {
    public var purpose = CallPurpose()
    public var reason = Code()
    public var call: CallID?
    public var campaign: CampaignID?

    public static let type = EventType(
      "customer.contact_refused", 1, "An outbound call to the customer was refused.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("purpose", &purpose, "What the call was to be for.")
      fields.required("reason", &reason, "Why it was refused, as a stable word.")
      fields.optional("call", &call, "The call that was not placed.")
      fields.optional("campaign", &campaign, "The campaign that it was for.")
    }
  }
}
