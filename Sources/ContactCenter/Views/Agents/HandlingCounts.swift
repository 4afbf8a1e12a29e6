/// Counters of an agent's work.
public struct HandlingCounts: Sendable, Equatable {
  /// Queue visits answered: over all agents, with `unknown`, the queues' answered.
  public var answered: Int64 = 0
  public var missedOffers: Int64 = 0
  /// Calls handed on.
  public var transfers: Int64 = 0
  /// Segments that are over, wrap-up included.
  public var handled: Int64 = 0
  public var talkMilliseconds: Int64 = 0
  public var holdMilliseconds: Int64 = 0
  public var wrapMilliseconds: Int64 = 0

  public init() {}

  /// The average handle time: talk, hold and wrap-up over handled segments; nil for none.
  public var ahtSeconds: Millionths? {
    Millionths(
      talkMilliseconds + holdMilliseconds + wrapMilliseconds, over: handled * 1_000)
  }

  mutating func countHandled(_ segment: OpenSegment) {
    handled += 1
    if segment.isTransferred { transfers += 1 }
    talkMilliseconds += segment.talkMilliseconds
    holdMilliseconds += segment.holdMilliseconds
    wrapMilliseconds += segment.wrapMilliseconds
  }

  /// Presents the counters and what follows from them.
  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("answered", &answered, "Queue visits answered.")
    fields.required("missedOffers", &missedOffers, "Offers not taken; each counts.")
    fields.required("transfers", &transfers, "Calls handed on, counted when wrap-up is over.")
    fields.required("handled", &handled, "Calls the agent is done with.")
    fields.required("talkMilliseconds", &talkMilliseconds, "Talk in handled calls.")
    fields.required("holdMilliseconds", &holdMilliseconds, "Hold in handled calls.")
    fields.required("wrapMilliseconds", &wrapMilliseconds, "Wrap-up in handled calls.")
    var aht = ahtSeconds
    fields.optional("ahtSeconds", &aht, "The average handle time.")
  }
}
