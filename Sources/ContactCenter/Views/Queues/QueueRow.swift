/// A queue as a wallboard shows it: its settings, who waits, and what has become of the others.
///
/// At every position offered = answered + abandoned + other exits + waiting. A visit is judged by
/// the settings in force when it ends.
///
/// A row changes with events, not with time. What depends on the moment at which somebody looks is
/// left to who looks, and has its anchors here: the longest wait, and the service level `live`,
/// which is A_T / (A + B − S + L) with L the calls that wait for longer than T at that moment.
public struct QueueRow: ViewRow {
  /// Times of entry that are kept: the latest. Calls before them have waited longer, so that L is
  /// exact while no more than these wait within T.
  public static let waitingSinceMax = 100

  public var queue = QueueID()
  public var name: String?
  public var isOpen = true
  public var strategy = RoutingStrategy.external
  public var standard = ServiceStandard()
  public var serviceLevelTarget: Int64 = 80
  public var formula = ServiceLevelFormula.negative
  public var targetHandleSeconds: Int64?
  public var waiting: Int64 = 0
  public var oldestWaitingSince: Timestamp?
  /// In order.
  public var waitingSince: [Timestamp] = []
  public var menuAbandoned: Int64 = 0
  public var holdAbandoned: Int64 = 0
  public var counts = VisitCounts()
  public var waits: WaitFigures?
  /// The day, in the contact center's zone, of the latest event.
  public var today: PeriodFigures?
  /// The quarter of an hour of the latest event.
  public var interval: PeriodFigures?
  /// The quarter of an hour with events before that one.
  public var lastInterval: PeriodFigures?

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
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
    fields.list(
      "waitingSince", &waitingSince, .count(Self.waitingSinceMax),
      "Since when each of the latest of them has waited, in order.")
    fields.required(
      "menuAbandoned", &menuAbandoned, "Callers who hung up in a menu on their way to the queue.")
    fields.required(
      "holdAbandoned", &holdAbandoned, "Callers of the queue who hung up on hold, after an answer.")
    counts.describe(&fields)
    fields.object("waits", &waits, "How long answered callers had waited, in seconds.")
    fields.object("today", &today, "The day of the latest event; void from its end on.")
    fields.object("interval", &interval, "The quarter of an hour of the latest event.")
    fields.object("lastInterval", &lastInterval, "The one with events before it.")
  }
}
