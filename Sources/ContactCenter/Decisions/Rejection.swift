/// Why a proposed event was refused, and what would not have been.
public struct Rejection: Error, Sendable, Equatable {
  /// A stable word for programs.
  public enum Reason: String, Sendable, CaseIterable {
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
    /// A follow-up of the case is still to be kept.
    case followUpOpen
    /// The case has no such follow-up open.
    case followUpNotOpen
    /// Only the engine itself says so: its clock, or what follows from other events.
    case onlyTheEngine
    /// No call back is to be made.
    case noCallback
    /// A complaint of the case is still to be settled, or was made under this name.
    case complaintOpen
    /// The case has no such complaint open.
    case complaintNotOpen
    /// What was never resolved is not closed without a reason.
    case reasonMissing
    /// The case is not open.
    case caseNotOpen
    /// The customer is on the do-not-call list.
    case doNotCall
    /// The campaign does not call at present.
    case campaignNotRunning
    /// The campaign calls for another purpose.
    case otherPurpose
    /// The campaign has no such contact, or not with this customer or call.
    case contactUnknown
    /// The contact's customer is known, and the call does not name them.
    case customerMissing
    /// The contact stands in the campaign already.
    case alreadyInCampaign
    /// Nobody needs to try the contact again.
    case contactSettled
    /// A call to the contact is under way.
    case attemptUnderWay
    /// The contact has been tried as often as the campaign allows.
    case attemptsExhausted
    /// The contact was tried too short a time ago.
    case retryTooSoon
    /// It is not calling hours where the contact is.
    case outsideCallingHours
    /// There is no such time zone.
    case zoneUnknown
    /// There is no such proposal to answer, or it was made already.
    case noProposal
    /// The contact center did not place the call.
    case notOutbound
    /// The question was answered already.
    case alreadyAnsweredQuestion
    /// The survey has no such question.
    case questionUnknown
    /// The question does not have this answer.
    case answerOutOfRange
    /// The customer has not agreed to it.
    case noConsent
    /// There is no right to take back.
    case notGranted
    /// No review of access is to be made regularly, or its time has come already.
    case noReviewToCome
    /// Somebody reviews their own access.
    case ownReview
    /// An agent may not decide this.
    case notForAgents
    /// An agent speaks for another agent.
    case notYourself
    /// The version is not the one after the newest.
    case versionNotNext
    /// The version is not the newest.
    case versionNotCurrent
    /// Nothing is published that the event could be about.
    case notPublished
    /// It is published already: what follows is a revision.
    case alreadyPublished
    /// The article is retired.
    case alreadyRetired
    /// The article would be replaced by itself.
    case replacedByItself
    /// The agent has read this version.
    case alreadyAcknowledged
    /// The procedure has no steps, or a step that nothing meets.
    case stepsMissing
    /// Two steps have the same name.
    case stepRepeated
    /// A step names an event type that nobody knows.
    case unknownEventType
    /// The form has no items, or the review scores none.
    case itemsMissing
    /// Two items have the same name.
    case itemRepeated
    /// The form has no such item.
    case unknownItem
    /// The call was chosen already.
    case alreadySampled
    /// The call was not chosen to be reviewed.
    case notSampled
    /// The rule that is named does not choose this call.
    case notChosen
    /// A rule is its seed and its share, both.
    case ruleIncomplete
    /// The call is reviewed, and the review stands.
    case alreadyReviewed
    /// There is no review to dispute.
    case notReviewed
    /// The review is disputed, or was settled after a dispute.
    case alreadyDisputed
    /// The coaching's name was used.
    case alreadyAssigned
    /// There is no such coaching.
    case notAssigned
    /// The coaching is done.
    case alreadyCompleted
    /// The agent does not have the skill.
    case notSkilled
  }

  public var reason: Reason
  /// The state's name, for example `Queued`.
  public var state: String
  /// The names of the event types that the state allows; their fields may still be refused.
  public var allowed: [String]
  /// One sentence for people, without personal data.
  public var detail: String

  public init(_ reason: Reason, state: String, allowed: [String], detail: String) {
    self.reason = reason
    self.state = state
    self.allowed = allowed
    self.detail = detail
  }
}
