// What a call's own events say about it; what follows from them is in `CallMovements`.

extension CallRow {
  init(_ recorded: RecordedEvent) {
    self.init()
    call = CallID(recorded.stream.id)
    receivedAt = recorded.time
  }

  mutating func apply(_ event: CallEvent, of recorded: RecordedEvent) {
    note(TimelineEntry(recorded, event))
    switch event {
    case .received(let received): queue = received.queue
    case .menuEntered(let entered): if let hint = entered.queue { queue = hint }
    case .placed(let placed):
      isOutbound = true
      customer = placed.customer
      agent = placed.agent
    case .queued(let queued): queue = queued.queue
    case .identified(let identified): customer = identified.customer
    case .reasonRecorded(let recorded): reason = recorded.reason
    case .transferred: transfers += 1
    case .resolved: isResolved = true
    case .resolutionConfirmed: isConfirmed = true
    case .resolutionDenied:
      isResolved = false
      isConfirmed = false
    case .documented(let documented): disposition = documented.disposition
    case .feedback(let feedback):
      feedbackScale = feedback.scale
      feedbackScore = feedback.score
    case .linkedToCase(let link): if !cases.contains(link.case) { cases.append(link.case) }
    case .thresholdCrossed(let crossed):
      if !thresholds.contains(crossed.threshold) { thresholds.append(crossed.threshold) }
    case .recordingStarted(let started):
      isRecorded = true
      note(recording: started.reference)
    case .recordingStopped(let stopped): note(recording: stopped.reference)
    case .recordingRefused: recordingRefusals += 1
    case .corrected(let correction): correct(correction)
    case .routed(let routed):
      routes.append(CallRoute(routed, in: queue, of: recorded))
      if routes.count > Self.routesMax { routes.removeFirst() }
    case .waitEstimated(let estimate): estimatedWaitMilliseconds = estimate.waitMilliseconds
    case .abandoned: end(at: recorded.time, by: .customer)
    case .connectFailed(let failed):
      end(at: recorded.time, by: .system)
      cause = failed.cause.rawValue
    case .ended(let ended):
      end(at: recorded.time, by: ended.by)
      cause = ended.cause?.rawValue
    default: break
    }
  }

  mutating func add(_ kind: AnomalyRow.Kind) {
    if !anomalies.contains(kind) { anomalies.append(kind) }
  }

  private mutating func note(_ entry: TimelineEntry) {
    if timeline.count < Self.timelineMax {
      timeline.append(entry)
    } else {
      timelineOmitted += 1
    }
  }

  private mutating func note(recording reference: Code?) {
    if let reference, !recordings.contains(reference) { recordings.append(reference) }
  }

  private mutating func end(at time: Timestamp, by party: EndingParty) {
    endedAt = time
    endedBy = party
  }

  private mutating func correct(_ correction: CallEvent.Corrected) {
    guard let code = correction.code else { return }
    switch correction.field.rawValue {
    case "disposition": disposition = code
    case "reason": reason = code
    default: break
    }
  }
}
