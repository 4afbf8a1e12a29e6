// The procedure that comes with the program: how an operator is expected to lead a call.

extension Procedure {
  /// Greet with the company's name and one's own, identify, record the reason, clarify, solve or
  /// inform, confirm, thank, document, ask for feedback, follow up.
  ///
  /// Of the events that meet a step, those that this program does not know are left out.
  public static let standardSteps: [ProcedureStep] = (opening + closing).compactMap { step in
    var step = step
    step.events.removeAll { Event.blank(ofType: $0.rawValue) == nil }
    return step.events.isEmpty ? nil : step
  }

  private static let opening: [ProcedureStep] = [
    step("greet_company", "Greet with the company's name", ["call.greeted"]) {
      $0.needs = .companyNamed
      $0.withinSeconds = 30
    },
    step("greet_name", "Say your own name", ["call.greeted"]) {
      $0.needs = .agentNamed
      $0.party = .agent
      $0.withinSeconds = 30
    },
    step("identify", "Identify the caller", ["call.identified", "call.identification_failed"]) {
      $0.before = Code("call.resolved")
    },
    step("reason", "Record the reason of the call", ["call.reason_recorded"]) {
      $0.before = Code("call.ended")
    },
    step("clarify", "Clarify, and note what was said", ["call.noted"]) {
      $0.before = Code("call.ended")
    },
    step(
      "solve", "Solve the problem, inform, or hand over",
      ["call.solution_proposed", "call.information_provided", "call.transferred"]
    ) {
      $0.party = .agent
      $0.before = Code("call.ended")
    },
  ]

  private static let closing: [ProcedureStep] = [
    step(
      "confirm", "Ask whether it is solved and understood",
      ["call.resolution_confirmed", "call.resolution_denied"]
    ) { $0.scope = .resolved },
    step("thank", "Thank the customer", ["call.thanked"]) { $0.before = Code("call.ended") },
    step("document", "Document who, why, steps and result", ["call.documented"]) {
      $0.party = .agent
      $0.withinSeconds = 3_600
      $0.since = .end
    },
    step(
      "feedback", "Ask for feedback",
      ["call.feedback_requested", "call.feedback", "call.feedback_declined"]
    ) {
      $0.withinSeconds = 86_400
      $0.since = .end
    },
    step(
      "follow_up", "Follow up what is not solved",
      ["call.linked_to_case", "call.callback_requested", "case.opened", "case.follow_up_scheduled"]
    ) { $0.scope = .unresolved },
  ]

  private static func step(
    _ name: String, _ title: String, _ events: [String], _ fill: (inout ProcedureStep) -> Void
  ) -> ProcedureStep {
    var step = ProcedureStep()
    step.step = Code(name)
    step.title = title
    step.events = events.map { Code($0) }
    fill(&step)
    return step
  }
}
