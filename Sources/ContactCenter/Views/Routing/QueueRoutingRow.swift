/// How a queue's calls are routed: its settings, and what the next choice remembers.
public struct QueueRoutingRow: ViewRow {
  /// The latest handle times that are kept: an estimate rests on their mean.
  public static let samplesMax = 50
  /// The fewest on which an estimate rests.
  public static let samplesMin = 5

  public var queue = QueueID()
  public var strategy = RoutingStrategy.external
  /// Whether its agents have ever been chosen here: from then on calls are followed.
  public var wasRouted = false
  /// Whether it takes calls, but for its hours.
  public var isOpen = true
  public var ringSeconds: Int64 = 20
  public var priorityCreditSeconds: Int64 = 90
  public var waitSecondsMax: Int64?
  public var callsMax: Int64?
  public var overflowQueue: QueueID?
  public var overflowSeconds: Int64?
  public var whenClosed = QueuePolicy.exit
  public var whenEmpty = QueuePolicy.wait
  public var openFromMinute: Int64?
  public var openToMinute: Int64?
  public var openWeekdays: [Int64] = []
  public var zone: Code?
  public var estimatesWait = false
  /// What every call of the queue needs.
  public var needs: [SkillRequirement] = []
  /// Who was chosen last: where a round goes on.
  public var lastAgent: AgentID?
  /// The latest handle times in milliseconds, oldest first.
  public var handleMilliseconds: [Int64] = []

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("queue", &queue, "The queue.")
    fields.required("strategy", &strategy, "How agents are chosen.")
    fields.required("wasRouted", &wasRouted, "Whether they have ever been chosen here.")
    fields.required("isOpen", &isOpen, "Whether it takes calls, but for its hours.")
    fields.required("ringSeconds", &ringSeconds, "How long a call rings an agent.")
    fields.required(
      "priorityCreditSeconds", &priorityCreditSeconds, "What a step of priority is worth.")
    fields.optional("waitSecondsMax", &waitSecondsMax, "How long a call may wait.")
    fields.optional("callsMax", &callsMax, "How many calls may wait.")
    fields.optional("overflowQueue", &overflowQueue, "Where calls move that may not stay.")
    fields.optional("overflowSeconds", &overflowSeconds, "After how long a wait they do.")
    fields.required("whenClosed", &whenClosed, "What becomes of calls while it is closed.")
    fields.required("whenEmpty", &whenEmpty, "What becomes of them while nobody serves it.")
    fields.optional("openFromMinute", &openFromMinute, "The minute at which it opens.")
    fields.optional("openToMinute", &openToMinute, "The minute at which it closes.")
    fields.list("openWeekdays", &openWeekdays, "The days on which it opens, 1: Monday.")
    fields.optional("zone", &zone, "The time zone of its hours; missing: the house's.")
    fields.required("estimatesWait", &estimatesWait, "Whether callers are given an estimate.")
    fields.objects("needs", &needs, .count(16), "What every call needs.")
    fields.optional("lastAgent", &lastAgent, "Who was chosen last.")
    fields.list(
      "handleMilliseconds", &handleMilliseconds, .count(Self.samplesMax),
      "The latest handle times, oldest first.")
  }
}

extension QueueRoutingRow {
  /// Whether agents are chosen here, and not by the switch.
  public var isRouted: Bool { strategy != .external }

  /// The mean of the latest handle times in milliseconds; nil for too few.
  public var meanHandleMilliseconds: Int64? {
    let count = Int64(handleMilliseconds.count)
    guard count >= Self.samplesMin else { return nil }
    return handleMilliseconds.reduce(0, +) / count
  }

  /// Whether it takes calls at a moment, by hand and by its hours.
  ///
  /// - Parameter calendar: the days and the clock of its zone.
  public func isOpen(at time: Timestamp, in calendar: CalendarDays) -> Bool {
    guard isOpen else { return false }
    return calendar.isWithinHours(
      from: openFromMinute ?? 0, to: openToMinute ?? 1_440,
      on: openWeekdays.isEmpty ? Array(1...7) : openWeekdays, time)
  }

  /// Whether it opens and closes by the clock.
  public var hasHours: Bool {
    openFromMinute != nil || openToMinute != nil || !openWeekdays.isEmpty
  }

  /// Takes over the settings that are named.
  mutating func configure(_ settings: QueueEvent.Configured) {
    strategy = settings.strategy ?? strategy
    wasRouted = wasRouted || isRouted
    ringSeconds = settings.ringSeconds ?? ringSeconds
    priorityCreditSeconds = settings.priorityCreditSeconds ?? priorityCreditSeconds
    waitSecondsMax = settings.waitSecondsMax ?? waitSecondsMax
    callsMax = settings.callsMax ?? callsMax
    overflowQueue = settings.overflowQueue ?? overflowQueue
    overflowSeconds = settings.overflowSeconds ?? overflowSeconds
    whenClosed = settings.whenClosed ?? whenClosed
    whenEmpty = settings.whenEmpty ?? whenEmpty
    openFromMinute = settings.openFromMinute ?? openFromMinute
    openToMinute = settings.openToMinute ?? openToMinute
    if !settings.openWeekdays.isEmpty { openWeekdays = settings.openWeekdays }
    zone = settings.zone ?? zone
    estimatesWait = settings.estimatesWait ?? estimatesWait
  }

  /// Notes how long an agent's part in one of its calls took.
  mutating func add(handleMilliseconds sample: Int64) {
    handleMilliseconds.append(sample)
    if handleMilliseconds.count > Self.samplesMax { handleMilliseconds.removeFirst() }
  }
}
