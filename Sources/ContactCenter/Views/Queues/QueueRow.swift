/// A queue as a wallboard shows it: its settings, who waits, and what has become of the others.
///
/// At every position offered = answered + abandoned + other exits + waiting. A visit is judged by
/// the settings in force when it ends.
package struct QueueRow: ViewRow {
  package var queue = QueueID()
  package var name: String?
  package var isOpen = true
  package var strategy = RoutingStrategy.external
  package var standard = ServiceStandard()
  package var serviceLevelTarget: Int64 = 80
  package var formula = ServiceLevelFormula.negative
  package var targetHandleSeconds: Int64?
  package var waiting: Int64 = 0
  package var oldestWaitingSince: Timestamp?
  package var menuAbandoned: Int64 = 0
  package var counts = VisitCounts()
  package var waits: WaitFigures?
  /// The day, in the contact center's zone, of the latest event.
  package var today: PeriodFigures?
  /// The quarter of an hour of the latest event.
  package var interval: PeriodFigures?
  /// The quarter of an hour with events before that one.
  package var lastInterval: PeriodFigures?

  package init() {}

  package mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("queue", &queue, "The queue.")
    fields.optional("name", &name, "What people call it.")
    fields.required("isOpen", &isOpen, "Whether it takes calls.")
    fields.required("strategy", &strategy, "How agents are chosen.")
    fields.required(
      "serviceLevelSeconds", &standard.serviceLevelSeconds, "T: an answer in time takes no longer.")
    fields.required("serviceLevelTarget", &serviceLevelTarget, "The target in percent.")
    fields.required(
      "shortAbandonSeconds", &standard.shortAbandonSeconds,
      "Who hangs up sooner is a short abandon; 0: nobody is.")
    fields.required("formula", &formula, "The service level to show.")
    fields.optional("targetHandleSeconds", &targetHandleSeconds, "How long handling should take.")
    fields.required("waiting", &waiting, "Calls that wait or ring an agent.")
    fields.optional(
      "oldestWaitingSince", &oldestWaitingSince, "Since when the first of them has waited.")
    fields.required(
      "menuAbandoned", &menuAbandoned, "Callers who hung up in a menu on their way to the queue.")
    counts.describe(&fields)
    fields.object("waits", &waits, "How long answered callers had waited, in seconds.")
    fields.object("today", &today, "The day of the latest event; void from its end on.")
    fields.object("interval", &interval, "The quarter of an hour of the latest event.")
    fields.object("lastInterval", &lastInterval, "The one with events before it.")
  }
}
