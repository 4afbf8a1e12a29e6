/// A campaign and what has come of it.
///
/// At every position contacts = left + done, and attempts = under way + the sum of the outcomes.
public struct CampaignRow: ViewRow {
  public var campaign = CampaignID()
  public var name: String?
  public var state = CampaignState.draft
  public var purpose = CallPurpose()
  public var attemptsMax: Int64 = 0
  public var retryGapSeconds: Int64 = 0
  public var contacts: Int64 = 0
  public var left: Int64 = 0
  public var done: Int64 = 0
  public var attempts: Int64 = 0
  public var underWay: Int64 = 0
  public var reached: Int64 = 0
  public var refused: Int64 = 0
  public var outcomes: [OutcomeCount] = []
  public var questions: [QuestionTally] = []
  public var createdAt = Timestamp()
  public var startedAt: Timestamp?
  public var endedAt: Timestamp?
  public var lastAttemptAt: Timestamp?

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("campaign", &campaign, "The campaign.")
    fields.optional("name", &name, "What people call it.")
    fields.required("state", &state, "Where it is in its life.")
    fields.required("purpose", &purpose, "What its calls are for.")
    fields.required("attemptsMax", &attemptsMax, "How often a contact is tried at most.")
    fields.required("retryGapSeconds", &retryGapSeconds, "How long after that it is tried again.")
    fields.required("contacts", &contacts, "All contacts, those that were removed too.")
    fields.required("left", &left, "Contacts that may still be tried.")
    fields.required("done", &done, "Contacts that nobody needs to try again.")
    fields.required("attempts", &attempts, "Calls placed.")
    fields.required("underWay", &underWay, "Those that are not over.")
    fields.required("reached", &reached, "Those in which a person was reached.")
    fields.required("refused", &refused, "Calls that were refused for want of consent.")
    fields.objects("outcomes", &outcomes, "What came of the calls that are over.")
    fields.objects("questions", &questions, "The survey's questions and their answers.")
    fields.required("createdAt", &createdAt, "When it was set up.")
    fields.optional("startedAt", &startedAt, "When it was started first.")
    fields.optional("endedAt", &endedAt, "When it ended.")
    fields.optional("lastAttemptAt", &lastAttemptAt, "When the last call was placed.")
  }
}

/// How many attempts came out in one way.
public struct OutcomeCount: Payload {
  public var outcome = AttemptOutcome()
  public var count: Int64 = 0

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("outcome", &outcome, "What came of it.")
    fields.required("count", &count, "How often.")
  }
}
