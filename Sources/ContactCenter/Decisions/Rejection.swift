/// Why a proposed event was refused, and what would not have been.
package struct Rejection: Error, Sendable, Equatable {
  /// A stable word for programs.
  package enum Reason: String, Sendable, CaseIterable {
    /// The event belongs in a stream of another kind.
    case wrongStream
    /// Nothing has begun that the event could go on with.
    case notBegun
    /// It has begun already, and does so once.
    case alreadyBegun
    /// It is over.
    case alreadyEnded
    /// The state does not allow it.
    case notInThisState
    /// Another agent has answered.
    case alreadyAnswered
    /// The agent was not offered the call, or no longer is.
    case notOffered
    /// The call rings this agent already.
    case alreadyOffered
    /// Another call rings this agent.
    case agentHasOpenOffer
    /// The agent has not chosen to be available, or is busy.
    case agentNotAvailable
    /// The agent is on a call.
    case agentOnCall
    /// Another agent has the call.
    case notYourCall
    /// The agent has no wrap-up open on this call.
    case notWrappingUp
    /// The call waits in a queue: a hang-up there is `call.abandoned`.
    case abandonedNotEnded
    /// The phase given is not the one that the call is in.
    case wrongPhase
    /// The field that names the transfer's target is missing.
    case targetMissing
    /// The call would be handed to the agent who has it.
    case transferToSelf
    /// A resolution needs a recorded reason.
    case reasonNotRecorded
    /// There is no resolution to confirm or deny.
    case notResolved
    /// The customer has confirmed the resolution.
    case alreadyConfirmed
    /// Feedback answers a request, once.
    case feedbackNotRequested
    /// A request for feedback is open.
    case feedbackAlreadyRequested
    /// The request asked for another scale.
    case otherScale
    /// The scale does not have this score.
    case scoreOutOfScale
    /// The agent's session has begun already.
    case alreadyInSession
    /// The agent has no session.
    case notInSession
    /// The agent does not serve the queue.
    case notInQueue
    /// The shift ends before it begins, or is longer than a day.
    case invalidShift
    /// The agent has a shift of this name.
    case alreadyScheduled
    /// The agent is scheduled for something else in that time.
    case shiftsOverlap
    /// The agent has no shift of this name.
    case notScheduled
    /// The queue is open already.
    case alreadyOpen
    /// The queue is closed already.
    case alreadyClosed
    /// The customer's record has been merged into another.
    case alreadyMerged
    /// A record cannot be merged into itself.
    case mergedIntoItself
    /// No record has been opened for the customer.
    case notRegistered
    /// A record is open for the customer.
    case alreadyRegistered
    /// No quarantined event waits at this position.
    case notQuarantined
    /// There is no right to take back.
    case notGranted
  }

  package var reason: Reason
  /// The state's name, for example `Queued`.
  package var state: String
  /// The names of the event types that the state allows; their fields may still be refused.
  package var allowed: [String]
  /// One sentence for people, without personal data.
  package var detail: String

  package init(_ reason: Reason, state: String, allowed: [String], detail: String) {
    self.reason = reason
    self.state = state
    self.allowed = allowed
    self.detail = detail
  }
}
