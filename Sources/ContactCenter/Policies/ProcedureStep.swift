/// One step of a procedure, with the rule by which a call meets it.
public struct ProcedureStep: Payload {
  public var step = Code()
  public var title: String?
  public var events: [Code] = []
  public var needs: StepNeed?
  public var scope: StepScope?
  public var party: StepParty?
  public var before: Code?
  public var withinSeconds: Int64?
  public var since: StepAnchor?

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("step", &step, "The step's name within the procedure.")
    fields.optional("title", &title, .text(256), "The step as people read it.")
    fields.list("events", &events, .count(16), "The event types of which any one meets the step.")
    fields.optional("needs", &needs, "What the event has to say.")
    fields.optional("scope", &scope, "The calls that it is meant for; missing: all.")
    fields.optional("party", &party, "Who has to do it; missing: anyone, also a menu.")
    fields.optional("before", &before, "The event type before which it has to happen.")
    fields.optional(
      "withinSeconds", &withinSeconds, .range(0...31_622_400),
      "How soon it has to happen, by the source's clock.")
    fields.optional("since", &since, "From when that counts; missing: from the answer.")
  }
}
