// What an outbound call means for its campaign or for the call that asked for it, and the record of
// one that was refused.

extension Call {
  /// What an event of this call means for another stream. Ask before `evolve`.
  func echo(of event: CallEvent) -> (stream: StreamName, event: Event)? {
    switch event {
    case .placed(let placed):
      guard let campaign = placed.campaign, let contact = placed.contact else { return nil }
      let started = CampaignEvent.AttemptStarted {
        $0.contact = contact
        $0.call = id
      }
      return (StreamName(.campaign, campaign.rawValue), .campaign(.attemptStarted(started)))
    case .calleeAnswered(let answered):
      guard let callbackOf, answered.by == .person else { return nil }
      let completed = CallEvent.CallbackCompleted { $0.call = id }
      return (StreamName(.call, callbackOf.rawValue), .call(.callbackCompleted(completed)))
    case .connectFailed(let failed): return attemptEnded(AttemptOutcome(failed.cause))
    case .ended, .abandoned: return attemptEnded(outcome ?? .cancelled)
    default: return nil
    }
  }

  private func attemptEnded(_ outcome: AttemptOutcome) -> (stream: StreamName, event: Event)? {
    guard let campaign, let contact else { return nil }
    let ended = CampaignEvent.AttemptEnded {
      $0.contact = contact
      $0.call = id
      $0.outcome = outcome
    }
    return (StreamName(.campaign, campaign.rawValue), .campaign(.attemptEnded(ended)))
  }

  /// What an event of the conversation makes of an outbound call's outcome; nil: nothing.
  static func outcome(after event: CallEvent) -> AttemptOutcome? {
    switch event {
    case .calleeAnswered(let answered): answered.by == .person ? .reached : .machine
    case .proposalAccepted: .accepted
    case .proposalRefused: .refused
    case .orderConfirmed: .confirmed
    case .informationCollected: .informed
    case .surveyAnswered: .answered
    default: nil
    }
  }
}

extension Call {
  /// What in other streams stands against a command.
  func obstacle(
    to event: CallEvent, given circumstances: Circumstances
  ) -> Rejection.Reason? {
    switch event {
    case .placed(let placed): return circumstances.outreach?.obstacle(to: placed)
    case .linkedToCase:
      guard let problem = circumstances.linkedCase else { return nil }
      return problem.isOpen ? nil : .caseNotOpen
    case .recordingStarted(let started):
      guard started.consent == nil, recording == .off, let customer = circumstances.customer
      else { return nil }
      return customer.consents.contains(.recording) ? nil : .noConsent
    case .surveyAnswered(let answered):
      guard let campaign = circumstances.campaign else { return nil }
      let question = campaign.settings.questions.first { $0.question == answered.question }
      guard let question else { return .questionUnknown }
      return question.allows(choice: answered.choice, score: answered.score)
        ? nil : .answerOutOfRange
    default: return nil
    }
  }
}

extension Rejection {
  /// The events that record a refusal for want of consent; none for other refusals.
  ///
  /// - Parameters:
  ///   - proposed: what was refused.
  ///   - stream: where it was proposed.
  ///   - customer: whom an outbound call was to.
  public func record(
    of proposed: Event, in stream: StreamName, to customer: CustomerID?
  ) -> [(stream: StreamName, event: Event)] {
    switch proposed {
    case .call(.placed(let placed)):
      return record(of: placed, call: CallID(stream.id), to: customer)
    case .call(.recordingStarted) where reason == .noConsent:
      let refused = CallEvent.RecordingRefused { $0.reason = Code(reason.rawValue) }
      return [(stream, .call(.recordingRefused(refused)))]
    case .customer(.dataShared(let shared)) where reason == .noConsent:
      let refused = CustomerEvent.SharingRefused {
        $0.recipient = shared.recipient
        $0.purpose = shared.purpose
        $0.reason = Code(reason.rawValue)
        $0.call = shared.call
      }
      return [(stream, .customer(.sharingRefused(refused)))]
    default: return []
    }
  }

  /// The events that record a call refused for want of consent; none for other refusals.
  public func record(
    of placed: CallEvent.Placed, call: CallID, to customer: CustomerID?
  ) -> [(stream: StreamName, event: Event)] {
    guard reason == .noConsent || reason == .doNotCall else { return [] }
    var records: [(stream: StreamName, event: Event)] = []
    if let customer {
      let refused = CustomerEvent.ContactRefused {
        $0.purpose = placed.purpose
        $0.reason = Code(reason.rawValue)
        $0.call = call
        $0.campaign = placed.campaign
      }
      let stream = StreamName(.customer, customer.rawValue)
      records.append((stream, .customer(.contactRefused(refused))))
    }
    if let campaign = placed.campaign {
      let refused = CampaignEvent.AttemptRefused {
        $0.contact = placed.contact
        $0.call = call
        $0.reason = Code(reason.rawValue)
      }
      let stream = StreamName(.campaign, campaign.rawValue)
      records.append((stream, .campaign(.attemptRefused(refused))))
    }
    return records
  }
}
