// What is said: greeting, identity, reason, notes, proposals.

extension CallEvent {
  /// The caller was greeted, by a menu, a front desk or an agent.
  package struct Greeted: EventPayload {
    package var companyNamed = Bool()
    package var agentNamed = Bool()
    package var agent: AgentID?

    package static let type = EventType("call.greeted", 1, "The caller was greeted.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("companyNamed", &companyNamed, "Whether the company's name was said.")
      fields.required("agentNamed", &agentNamed, "Whether the agent's own name was said.")
      fields.optional("agent", &agent, "Who greeted; missing for a menu.")
    }
  }

  /// It is known which customer is on the line.
  package struct Identified: EventPayload {
    package var customer = CustomerID()
    package var method = Code()

    package static let type = EventType(
      "call.identified", 1, "It is known which customer is on the line.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("customer", &customer, "The customer.")
      fields.required("method", &method, "How the identity was established.")
    }
  }

  /// The caller's identity could not be established.
  package struct IdentificationFailed: EventPayload {
    package var method = Code()
    package var reason: Code?

    package static let type = EventType(
      "call.identification_failed", 1, "The caller's identity could not be established.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("method", &method, "How it was tried.")
      fields.optional("reason", &reason, "Why it failed.")
    }
  }

  /// The reason of the call was recorded.
  package struct ReasonRecorded: EventPayload {
    package var reason = Code()
    package var summary: String?

    package static let type = EventType(
      "call.reason_recorded", 1, "The reason of the call was recorded.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("reason", &reason, "The reason, out of the company's list.")
      fields.optional(
        "summary", &summary, .personal.text(4096),
        "The reason in the caller's words.")
    }
  }

  /// Somebody noted something about the call.
  package struct Noted: EventPayload {
    package var text = String()
    package var agent: AgentID?

    package static let type = EventType("call.noted", 1, "Somebody noted something about the call.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("text", &text, .personal.text(16384), "The note.")
      fields.optional("agent", &agent, "Who wrote it.")
    }
  }

  /// The caller was informed.
  package struct InformationProvided: EventPayload {
    package var article: ArticleID?

    package static let type = EventType("call.information_provided", 1, "The caller was informed.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
      fields.optional("article", &article, "The article of the knowledge base that was used.")
    }
  }

  /// A solution was proposed to the caller.
  package struct SolutionProposed: EventPayload {
    package var steps: [String] = []
    package var options: Int64?
    package var article: ArticleID?

    package static let type = EventType(
      "call.solution_proposed", 1, "A solution was proposed to the caller.")

    package init() {}

    package mutating func describe(_ fields: inout some FieldVisitor) {
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
