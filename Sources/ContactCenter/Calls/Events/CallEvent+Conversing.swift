// What is said: greeting, identity, reason, notes, proposals.

extension CallEvent {
  /// The caller was greeted, by a menu, a front desk or an agent.
  public struct Greeted: EventPayload {
    public var companyNamed = Bool()
    public var agentNamed = Bool()
    public var agent: AgentID?

    public static let type = EventType("call.greeted", 1, "The caller was greeted.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("companyNamed", &companyNamed, "Whether the company's name was said.")
      fields.required("agentNamed", &agentNamed, "Whether the agent's own name was said.")
      fields.optional("agent", &agent, "Who greeted; missing for a menu.")
    }
  }

  /// It is known which customer is on the line.
  public struct Identified: EventPayload {
    public var customer = CustomerID()
    public var method = Code()

    public static let type = EventType(
      "call.identified", 1, "It is known which customer is on the line.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("customer", &customer, "The customer.")
      fields.required("method", &method, "How the identity was established.")
    }
  }

  /// The caller's identity could not be established.
  public struct IdentificationFailed: EventPayload {
    public var method = Code()
    public var reason: Code?

    public static let type = EventType(
      "call.identification_failed", 1, "The caller's identity could not be established.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("method", &method, "How it was tried.")
      fields.optional("reason", &reason, "Why it failed.")
    }
  }

  /// The reason of the call was recorded.
  public struct ReasonRecorded: EventPayload {
    public var reason = Code()
    public var summary: String?

    public static let type = EventType(
      "call.reason_recorded", 1, "The reason of the call was recorded.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("reason", &reason, "The reason, out of the company's list.")
      fields.optional(
        "summary", &summary, .personal.text(4096),
        "The reason in the caller's words.")
    }
  }

  /// Somebody noted something about the call.
  public struct Noted: EventPayload {
    public var text = String()
    public var agent: AgentID?

    public static let type = EventType("call.noted", 1, "Somebody noted something about the call.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("text", &text, .personal.text(16384), "The note.")
      fields.optional("agent", &agent, "Who wrote it.")
    }
  }

  /// The caller was informed.
  public struct InformationProvided: EventPayload {
    public var article: ArticleID?

    public static let type = EventType("call.information_provided", 1, "The caller was informed.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("article", &article, "The article of the knowledge base that was used.")
    }
  }

  /// A solution was proposed to the caller.
  public struct SolutionProposed: EventPayload {
    public var steps: [String] = []
    public var options: Int64?
    public var article: ArticleID?

    public static let type = EventType(
      "call.solution_proposed", 1, "A solution was proposed to the caller.")

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.list(
        "steps", &steps, .personal.text(4096),
        "What the caller was told to do, step by step.")
      fields.optional(
        "options", &options, .range(0...100),
        "How many options the caller was given to choose from.")
      fields.optional("article", &article, "The article of the knowledge base that was used.")
    }
  }
}
