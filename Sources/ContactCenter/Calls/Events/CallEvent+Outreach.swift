// What outbound calls are for: proposals, confirmed orders, collected information, surveys.

extension CallEvent {
  /// The customer was made an offer for sale.
  public struct ProposalMade: EventPayload {
    public var proposal = Code()
    public var product: Code?

    public static let type = EventType(
      "call.proposal_made", 1, "The customer was made an offer for sale.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("proposal", &proposal, "Its name within the call.")
      fields.optional("product", &product, "What was proposed, out of the company's list.")
    }
  }

  /// The customer took the offer.
  public struct ProposalAccepted: EventPayload {
    public var proposal = Code()
    public var order: Code?

    public static let type = EventType("call.proposal_accepted", 1, "The customer took the offer.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("proposal", &proposal, "Its name within the call.")
      fields.optional("order", &order, "The order that follows from it.")
    }
  }

  /// The customer did not take the offer.
  public struct ProposalRefused: EventPayload {
    public var proposal = Code()
    public var reason: Code?

    public static let type = EventType(
      "call.proposal_refused", 1, "The customer did not take the offer.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("proposal", &proposal, "Its name within the call.")
      fields.optional("reason", &reason, "Why, out of the company's list.")
    }
  }

  /// The customer confirmed an order.
  public struct OrderConfirmed: EventPayload {
    public var order = Code()
    public var isChanged: Bool?

    public static let type = EventType(
      "call.order_confirmed", 1, "The customer confirmed an order.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("order", &order, "The order.")
      fields.optional("isChanged", &isChanged, "Whether the customer changed it first.")
    }
  }

  /// The customer gave information that was asked for.
  public struct InformationCollected: EventPayload {
    public var topic = Code()
    public var value: String?

    public static let type = EventType(
      "call.information_collected", 1, "The customer gave information that was asked for.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("topic", &topic, "What was asked for.")
      fields.optional("value", &value, .personal.text(16384), "What the customer said.")
    }
  }

  /// The customer answered a question of a survey.
  public struct SurveyAnswered: EventPayload {
    public var question = Code()
    public var choice: Code?
    public var score: Int64?
    public var text: String?

    public static let type = EventType(
      "call.survey_answered", 1, "The customer answered a question of a survey.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("question", &question, "The question's name within the campaign.")
      fields.optional("choice", &choice, "The answer chosen.")
      fields.optional("score", &score, .range(0...1_000), "The score given.")
      fields.optional("text", &text, .personal.text(16384), "The answer in the customer's words.")
    }
  }
}
