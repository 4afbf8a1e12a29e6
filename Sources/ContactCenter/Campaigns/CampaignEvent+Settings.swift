// What a campaign is for, when it may call, and whom.

extension CampaignEvent {
  /// A campaign was set up.
  public struct Created: EventPayload {
    public var purpose = CallPurpose()
    public var name: String?
    public var attemptsMax: Int64?
    public var retryGapSeconds: Int64?
    public var callingFromMinute: Int64?
    public var callingToMinute: Int64?
    public var weekdays: [Int64] = []
    public var zone: Code?
    public var questions: [SurveyQuestion] = []

    public static let type = EventType("campaign.created", 1, "A campaign was set up.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("purpose", &purpose, "What its calls are for.")
      fields.optional("name", &name, .text(128), "What people call it.")
      fields.optional(
        "attemptsMax", &attemptsMax, .range(1...100),
        "How often a contact is tried at most; missing: 3.")
      fields.optional(
        "retryGapSeconds", &retryGapSeconds, .range(0...31_622_400),
        "How long after an attempt the next may begin; missing: 4 hours.")
      fields.optional(
        "callingFromMinute", &callingFromMinute, .range(0...1_440),
        "The minute of the contact's day from which calls are allowed; missing: 540, at 9.")
      fields.optional(
        "callingToMinute", &callingToMinute, .range(0...1_440),
        "The minute at which that ends; missing: 1,200, at 20.")
      fields.list(
        "weekdays", &weekdays, .range(1...7).count(7),
        "The contact's days on which calls are allowed, 1: Monday; missing: Monday to Saturday.")
      fields.optional(
        "zone", &zone, "The time zone of contacts that name none (IANA); missing: the house's.")
      fields.objects("questions", &questions, "The questions, for a survey.")
    }
  }

  /// Somebody is to be called. One event a contact, sealed under the key of its customer.
  public struct ContactAdded: EventPayload {
    public var contact = Code()
    public var customer: CustomerID?
    public var zone: Code?
    public var to: String?
    public var name: String?
    public var note: String?

    public static let type = EventType("campaign.contact_added", 1, "Somebody is to be called.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("contact", &contact, "Its name within the campaign.")
      fields.optional(
        "customer", &customer, "The customer; needed where the purpose needs consent.")
      fields.optional("zone", &zone, "The contact's time zone (IANA); missing: the campaign's.")
      fields.optional("to", &to, .personal.text(128), "The number to call.")
      fields.optional("name", &name, .personal.text(256), "Whom to ask for.")
      fields.optional("note", &note, .personal.text(4096), "What to know about the contact.")
    }
  }

  /// Somebody is not to be called after all.
  public struct ContactRemoved: EventPayload {
    public var contact = Code()
    public var reason: Code?

    public static let type = EventType(
      "campaign.contact_removed", 1, "Somebody is not to be called after all.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("contact", &contact, "Its name within the campaign.")
      fields.optional("reason", &reason, "Why.")
    }
  }

  /// Calls may be placed, for the first time or again.
  public struct Started: EventPayload {
    public static let type = EventType("campaign.started", 1, "Calls may be placed.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {}
  }

  /// No calls are placed for now.
  public struct Paused: EventPayload {
    public var reason: Code?

    public static let type = EventType("campaign.paused", 1, "No calls are placed for now.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("reason", &reason, "Why.")
    }
  }

  /// The campaign is over.
  public struct Ended: EventPayload {
    public var reason: Code?

    public static let type = EventType("campaign.ended", 1, "The campaign is over.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("reason", &reason, "Why.")
    }
  }
}
