/// Counters of queue visits. O = A + B + X + W: offered visits are answered, abandoned, left by
/// another exit, or still waiting.
public struct VisitCounts: Sendable, Equatable {
  /// O: visits that entered the queue.
  public var offered: Int64 = 0
  /// A: visits that an agent answered.
  public var answered: Int64 = 0
  /// B: visits in which the caller hung up.
  public var abandoned: Int64 = 0
  /// S: those of B with a wait shorter than the limit for short abandons.
  public var shortAbandoned: Int64 = 0
  /// X: visits that ended otherwise: timeout, key, overflow, callback, restart, …
  public var otherExits: Int64 = 0
  /// A_T: those of A with a wait of at most T.
  public var answeredWithin: Int64 = 0
  /// B_T: those of B with a wait of at most T.
  public var abandonedWithin: Int64 = 0
  /// The sum of the waits of A.
  public var answeredWaitMilliseconds: Int64 = 0

  public init() {}

  /// The average speed of answer in seconds; nil where nothing was answered.
  public var asaSeconds: Millionths? {
    Millionths(answeredWaitMilliseconds, over: answered * 1_000)
  }

  /// Counts a visit that an agent answered after a wait.
  public mutating func countAnswer(waitMilliseconds: Int64, standard: ServiceStandard) {
    answered += 1
    answeredWaitMilliseconds += waitMilliseconds
    if waitMilliseconds <= standard.thresholdMilliseconds { answeredWithin += 1 }
  }

  /// Counts a visit in which the caller hung up after a wait.
  public mutating func countAbandon(waitMilliseconds: Int64, standard: ServiceStandard) {
    abandoned += 1
    if waitMilliseconds <= standard.thresholdMilliseconds { abandonedWithin += 1 }
    if waitMilliseconds < standard.shortAbandonMilliseconds { shortAbandoned += 1 }
  }

  /// Presents the counters and what follows from them.
  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("offered", &offered, "Visits that entered the queue.")
    fields.required("answered", &answered, "Visits that an agent answered.")
    fields.required("abandoned", &abandoned, "Visits in which the caller hung up.")
    fields.required("shortAbandoned", &shortAbandoned, "Abandoned before the short limit.")
    fields.required("otherExits", &otherExits, "Visits that ended otherwise.")
    fields.required("answeredWithin", &answeredWithin, "Answered after a wait of at most T.")
    fields.required("abandonedWithin", &abandonedWithin, "Abandoned after a wait of at most T.")
    fields.required(
      "answeredWaitMilliseconds", &answeredWaitMilliseconds, "The sum of the waits of answered.")
    var levels: ServiceLevels? = ServiceLevels(self)
    fields.object("serviceLevel", &levels, "The service level by each formula.")
    var asa = asaSeconds
    fields.optional("asaSeconds", &asa, "The average speed of answer.")
  }
}
