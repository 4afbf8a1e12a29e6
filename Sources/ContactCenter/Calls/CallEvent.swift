/// What happens to a call. Streams: `call/<id>`.
public enum CallEvent: Sendable, Equatable {
  case received(Received)
  case menuEntered(MenuEntered)
  case placed(Placed)
  case calleeAnswered(CalleeAnswered)
  case connectFailed(ConnectFailed)
  case greeted(Greeted)
  case identified(Identified)
  case identificationFailed(IdentificationFailed)
  case reasonRecorded(ReasonRecorded)
  case noted(Noted)
  case informationProvided(InformationProvided)
  case solutionProposed(SolutionProposed)
  case proposalMade(ProposalMade)
  case proposalAccepted(ProposalAccepted)
  case proposalRefused(ProposalRefused)
  case orderConfirmed(OrderConfirmed)
  case informationCollected(InformationCollected)
  case surveyAnswered(SurveyAnswered)
  case queued(Queued)
  case waitEstimated(WaitEstimated)
  case queueExited(QueueExited)
  case abandoned(Abandoned)
  case callbackRequested(CallbackRequested)
  case callbackDue(CallbackDue)
  case callbackCompleted(CallbackCompleted)
  case routed(Routed)
  case offered(Offered)
  case offerMissed(OfferMissed)
  case offerRescinded(OfferRescinded)
  case answered(Answered)
  case held(Held)
  case resumed(Resumed)
  case recordingStarted(RecordingStarted)
  case recordingPaused(RecordingPaused)
  case recordingStopped(RecordingStopped)
  case recordingRefused(RecordingRefused)
  case transferred(Transferred)
  case ended(Ended)
  case wrapEnded(WrapEnded)
  case thresholdCrossed(ThresholdCrossed)
  case resolved(Resolved)
  case resolutionConfirmed(ResolutionConfirmed)
  case resolutionDenied(ResolutionDenied)
  case thanked(Thanked)
  case documented(Documented)
  case linkedToCase(LinkedToCase)
  case feedbackRequested(FeedbackRequested)
  case feedback(Feedback)
  case feedbackDeclined(FeedbackDeclined)
  case corrected(Corrected)
}

extension CallEvent {
  /// The name, version and meaning of the event's type.
  public var type: EventType {
    switch self {
    case .received: Received.type
    case .menuEntered: MenuEntered.type
    case .placed: Placed.type
    case .calleeAnswered: CalleeAnswered.type
    case .connectFailed: ConnectFailed.type
    case .greeted: Greeted.type
    case .identified: Identified.type
    case .identificationFailed: IdentificationFailed.type
    case .reasonRecorded: ReasonRecorded.type
    case .noted: Noted.type
    case .informationProvided: InformationProvided.type
    case .solutionProposed: SolutionProposed.type
    case .proposalMade: ProposalMade.type
    case .proposalAccepted: ProposalAccepted.type
    case .proposalRefused: ProposalRefused.type
    case .orderConfirmed: OrderConfirmed.type
    case .informationCollected: InformationCollected.type
    case .surveyAnswered: SurveyAnswered.type
    case .queued: Queued.type
    case .waitEstimated: WaitEstimated.type
    case .queueExited: QueueExited.type
    case .abandoned: Abandoned.type
    case .callbackRequested: CallbackRequested.type
    case .callbackDue: CallbackDue.type
    case .callbackCompleted: CallbackCompleted.type
    case .routed: Routed.type
    case .offered: Offered.type
    case .offerMissed: OfferMissed.type
    case .offerRescinded: OfferRescinded.type
    case .answered: Answered.type
    case .held: Held.type
    case .resumed: Resumed.type
    case .recordingStarted: RecordingStarted.type
    case .recordingPaused: RecordingPaused.type
    case .recordingStopped: RecordingStopped.type
    case .recordingRefused: RecordingRefused.type
    case .transferred: Transferred.type
    case .ended: Ended.type
    case .wrapEnded: WrapEnded.type
    case .thresholdCrossed: ThresholdCrossed.type
    case .resolved: Resolved.type
    case .resolutionConfirmed: ResolutionConfirmed.type
    case .resolutionDenied: ResolutionDenied.type
    case .thanked: Thanked.type
    case .documented: Documented.type
    case .linkedToCase: LinkedToCase.type
    case .feedbackRequested: FeedbackRequested.type
    case .feedback: Feedback.type
    case .feedbackDeclined: FeedbackDeclined.type
    case .corrected: Corrected.type
    }
  }

  /// Presents the payload's fields to the visitor.
  public mutating func describe(_ fields: inout some FieldVisitor) {
    switch self {
    case .received(let payload): self = .received(payload.described(by: &fields))
    case .menuEntered(let payload): self = .menuEntered(payload.described(by: &fields))
    case .placed(let payload): self = .placed(payload.described(by: &fields))
    case .calleeAnswered(let payload): self = .calleeAnswered(payload.described(by: &fields))
    case .connectFailed(let payload): self = .connectFailed(payload.described(by: &fields))
    case .greeted(let payload): self = .greeted(payload.described(by: &fields))
    case .identified(let payload): self = .identified(payload.described(by: &fields))
    case .identificationFailed(let payload):
      self = .identificationFailed(payload.described(by: &fields))
    case .reasonRecorded(let payload): self = .reasonRecorded(payload.described(by: &fields))
    case .noted(let payload): self = .noted(payload.described(by: &fields))
    case .informationProvided(let payload):
      self = .informationProvided(payload.described(by: &fields))
    case .solutionProposed(let payload): self = .solutionProposed(payload.described(by: &fields))
    case .proposalMade(let payload):
      self = .proposalMade(payload.described(by: &fields))
    case .proposalAccepted(let payload):
      self = .proposalAccepted(payload.described(by: &fields))
    case .proposalRefused(let payload):
      self = .proposalRefused(payload.described(by: &fields))
    case .orderConfirmed(let payload):
      self = .orderConfirmed(payload.described(by: &fields))
    case .informationCollected(let payload):
      self = .informationCollected(payload.described(by: &fields))
    case .surveyAnswered(let payload):
      self = .surveyAnswered(payload.described(by: &fields))
    case .queued(let payload): self = .queued(payload.described(by: &fields))
    case .waitEstimated(let payload): self = .waitEstimated(payload.described(by: &fields))
    case .queueExited(let payload): self = .queueExited(payload.described(by: &fields))
    case .abandoned(let payload): self = .abandoned(payload.described(by: &fields))
    case .callbackRequested(let payload):
      self = .callbackRequested(payload.described(by: &fields))
    case .callbackDue(let payload): self = .callbackDue(payload.described(by: &fields))
    case .callbackCompleted(let payload):
      self = .callbackCompleted(payload.described(by: &fields))
    case .routed(let payload): self = .routed(payload.described(by: &fields))
    case .offered(let payload): self = .offered(payload.described(by: &fields))
    case .offerMissed(let payload): self = .offerMissed(payload.described(by: &fields))
    case .offerRescinded(let payload): self = .offerRescinded(payload.described(by: &fields))
    case .answered(let payload): self = .answered(payload.described(by: &fields))
    case .held(let payload): self = .held(payload.described(by: &fields))
    case .resumed(let payload): self = .resumed(payload.described(by: &fields))
    case .recordingStarted(let payload): self = .recordingStarted(payload.described(by: &fields))
    case .recordingPaused(let payload): self = .recordingPaused(payload.described(by: &fields))
    case .recordingStopped(let payload): self = .recordingStopped(payload.described(by: &fields))
    case .recordingRefused(let payload): self = .recordingRefused(payload.described(by: &fields))
    case .transferred(let payload): self = .transferred(payload.described(by: &fields))
    case .ended(let payload): self = .ended(payload.described(by: &fields))
    case .wrapEnded(let payload): self = .wrapEnded(payload.described(by: &fields))
    case .thresholdCrossed(let payload): self = .thresholdCrossed(payload.described(by: &fields))
    case .resolved(let payload): self = .resolved(payload.described(by: &fields))
    case .resolutionConfirmed(let payload):
      self = .resolutionConfirmed(payload.described(by: &fields))
    case .resolutionDenied(let payload): self = .resolutionDenied(payload.described(by: &fields))
    case .thanked(let payload): self = .thanked(payload.described(by: &fields))
    case .documented(let payload): self = .documented(payload.described(by: &fields))
    case .linkedToCase(let payload): self = .linkedToCase(payload.described(by: &fields))
    case .feedbackRequested(let payload): self = .feedbackRequested(payload.described(by: &fields))
    case .feedback(let payload): self = .feedback(payload.described(by: &fields))
    case .feedbackDeclined(let payload): self = .feedbackDeclined(payload.described(by: &fields))
    case .corrected(let payload): self = .corrected(payload.described(by: &fields))
    }
  }

  /// One blank event of each type, in the order of a life.
  public static let all: [CallEvent] = [
    .received(Received()), .menuEntered(MenuEntered()), .placed(Placed()),
    .calleeAnswered(CalleeAnswered()), .connectFailed(ConnectFailed()), .greeted(Greeted()),
    .identified(Identified()), .identificationFailed(IdentificationFailed()),
    .reasonRecorded(ReasonRecorded()), .noted(Noted()), .informationProvided(InformationProvided()),
    .solutionProposed(SolutionProposed()),
    .proposalMade(ProposalMade()), .proposalAccepted(ProposalAccepted()),
    .proposalRefused(ProposalRefused()), .orderConfirmed(OrderConfirmed()),
    .informationCollected(InformationCollected()), .surveyAnswered(SurveyAnswered()),
    .queued(Queued()), .waitEstimated(WaitEstimated()), .queueExited(QueueExited()),
    .abandoned(Abandoned()),
    .callbackRequested(CallbackRequested()), .callbackDue(CallbackDue()),
    .callbackCompleted(CallbackCompleted()), .routed(Routed()), .offered(Offered()),
    .offerMissed(OfferMissed()),
    .offerRescinded(OfferRescinded()), .answered(Answered()), .held(Held()), .resumed(Resumed()),
    .recordingStarted(RecordingStarted()), .recordingPaused(RecordingPaused()),
    .recordingStopped(RecordingStopped()), .recordingRefused(RecordingRefused()),
    .transferred(Transferred()), .ended(Ended()), .wrapEnded(WrapEnded()),
    .thresholdCrossed(ThresholdCrossed()), .resolved(Resolved()),
    .resolutionConfirmed(ResolutionConfirmed()), .resolutionDenied(ResolutionDenied()),
    .thanked(Thanked()), .documented(Documented()),
    .linkedToCase(LinkedToCase()), .feedbackRequested(FeedbackRequested()),
    .feedback(Feedback()), .feedbackDeclined(FeedbackDeclined()), .corrected(Corrected()),
  ]
}
