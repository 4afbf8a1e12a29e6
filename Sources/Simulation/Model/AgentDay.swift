import ContactCenter

/// An agent of the simulated contact center and what they are doing.
struct AgentDay: Sendable {
  enum Activity: Sendable, Equatable {
    /// Out of the house.
    case away
    /// Logged in, but on a break, at lunch, in a meeting.
    case notReady
    case idle
    case ringing
    /// In a conversation, dialling, or in the work after it.
    case busy
  }

  var id: AgentID
  var name: String
  var queues: [QueueID]
  /// How their talks compare with the mean.
  var pace: Double
  var activity = Activity.away
  var idleSince = Timestamp()
  /// When they took the call that they are busy with, and out of which queue.
  var tookCallAt = Timestamp()
  var tookFrom = 0
  /// Not to be rung before this: they have just missed a call.
  var restingUntil = Timestamp()
  /// What they will do once they are free: taken up when the work after the call is done.
  var wish: Wish?
  /// Counts their shifts, so that the wishes of an earlier one have no effect.
  var shift = 0
  /// When their shifts begin on a day of the office, in minutes after midnight.
  var startMinute: Int64 = 0
  var shiftStart = Timestamp()
  var shiftEnd = Timestamp()

  enum Wish: Sendable, Equatable {
    case pause(Presence, reason: String, milliseconds: Int64)
    case goHome
  }
}
