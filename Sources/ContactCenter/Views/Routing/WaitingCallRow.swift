/// A call that waits in a queue whose agents are chosen here, or rings some of them.
public struct WaitingCallRow: ViewRow {
  /// An agent whom it rings.
  public struct Offer: Payload {
    public var agent = AgentID()
    public var since = Timestamp()
    public var ringMilliseconds: Int64?

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("agent", &agent, "Whom.")
      fields.required("since", &since, "Since when.")
      fields.optional("ringMilliseconds", &ringMilliseconds, "How long before it is missed.")
    }
  }

  /// An agent who did not take it.
  public struct Miss: Payload {
    public var agent = AgentID()
    public var at = Timestamp()
    public var times: Int64 = 0

    public init() {}

    public mutating func describe(_ fields: inout some FieldVisitor) {
      fields.required("agent", &agent, "Who.")
      fields.required("at", &at, "When, the last time.")
      fields.required("times", &times, "How often.")
    }
  }

  public var call = CallID()
  public var queue = QueueID()
  /// When it entered the queue: a missed offer does not change it.
  public var since = Timestamp()
  /// Since when the caller has waited for anybody: longer than `since` where the call came by
  /// overflow, or where the caller is called back and keeps the place.
  public var waitingSince = Timestamp()
  public var priority: Int64 = 0
  public var needs: [SkillRequirement] = []
  public var offers: [Offer] = []
  public var misses: [Miss] = []
  /// The queues that it has left for others in this wait: it does not go back.
  public var queuesLeft: [QueueID] = []
  /// Whether the caller asked to be called back when the turn comes.
  public var wantsTurn = false
  /// Whether the caller was given an estimate in this visit.
  public var wasEstimated = false
  /// The position of the event by which it entered.
  public var position: Int64 = 0
  /// The number of events in the call's stream.
  public var version: Int64 = 0

  public init() {}

  public mutating func describe(_ fields: inout some FieldVisitor) {
    fields.required("call", &call, "The call.")
    fields.required("queue", &queue, "Where it waits.")
    fields.required("since", &since, "When it entered the queue.")
    fields.required("waitingSince", &waitingSince, "Since when the caller has waited at all.")
    fields.required(
      "priority", &priority, .range(-1_000_000...1_000_000), "Higher goes first.")
    fields.objects("needs", &needs, .count(16), "What it needs beside the queue's needs.")
    fields.objects("offers", &offers, .count(1_000), "Whom it rings.")
    fields.objects("misses", &misses, .count(1_000), "Who did not take it.")
    fields.list("queuesLeft", &queuesLeft, "The queues that it has left for others.")
    fields.required("wantsTurn", &wantsTurn, "Whether the caller is to be called back.")
    fields.required("wasEstimated", &wasEstimated, "Whether an estimate was given out.")
    fields.required("position", &position, "The position of the event by which it entered.")
    fields.required("version", &version, "The number of events in the call's stream.")
  }
}

extension WaitingCallRow {
  /// How long the caller has waited, in milliseconds; never below zero.
  public func waitMilliseconds(at time: Timestamp) -> Int64 {
    max(0, time.millisecondsSince(waitingSince))
  }

  /// Wait plus the credit of the priority, in milliseconds: the highest goes first. Since it grows
  /// with the wait alone, whoever waits comes first in the end.
  public func score(at time: Timestamp, creditSeconds: Int64) -> Int64 {
    time.millisecondsSince(waitingSince) + priority * creditSeconds * 1_000
  }

  /// What stands against ringing an agent again who did not take it.
  public func miss(by agent: AgentID) -> Miss? { misses.first { $0.agent == agent } }

  /// Folds an event of the call that leaves it where it is.
  mutating func apply(_ event: CallEvent, at time: Timestamp) {
    switch event {
    case .offered(let offered):
      guard !offers.contains(where: { $0.agent == offered.agent }) else { return }
      offers.append(
        Offer {
          $0.agent = offered.agent
          $0.since = time
          $0.ringMilliseconds = offered.ringMillisecondsMax
        })
    case .offerMissed(let missed):
      offers.removeAll { $0.agent == missed.agent }
      note(missBy: missed.agent, at: time)
    case .offerRescinded(let rescinded): offers.removeAll { $0.agent == rescinded.agent }
    case .waitEstimated: wasEstimated = true
    case .callbackRequested(let request): wantsTurn = request.keepsPlace == true
    default: break
    }
  }

  private mutating func note(missBy agent: AgentID, at time: Timestamp) {
    if let index = misses.firstIndex(where: { $0.agent == agent }) {
      misses[index].at = time
      misses[index].times += 1
    } else if misses.count < 1_000 {
      misses.append(
        Miss {
          $0.agent = agent
          $0.at = time
          $0.times = 1
        })
    }
  }
}
