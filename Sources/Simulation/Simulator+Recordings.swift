import ContactCenter

// Recordings: by an earlier consent or one that is given in the call, and not without.

extension Simulator {
  mutating func record(_ line: Line, _ call: OpenCall, _ agent: AgentID) {
    switch line {
    case .record: startRecording(call, agent)
    case .pauseRecording:
      let paused = CallEvent.RecordingPaused { $0.reason = Code("payment_data") }
      propose(.recordingPaused(paused), in: call.id, by: actor(agent))
    default:
      let stopped = CallEvent.RecordingStopped { $0.reference = reference(of: call) }
      propose(.recordingStopped(stopped), in: call.id, by: actor(agent))
    }
  }

  /// Where no earlier consent holds the customer is asked, and one in two agrees; agents who do not
  /// ask are refused.
  private mutating func startRecording(_ call: OpenCall, _ agent: AgentID) {
    var circumstances = Circumstances()
    let id = customerID(call.customer)
    circumstances.customer =
      call.isIdentified ? supervision.customer(id) : Customer(id: CustomerID())
    let hasAsked = random.happens(0.4)
    let started = CallEvent.RecordingStarted {
      $0.reference = reference(of: call)
      $0.consent = hasAsked ? Code("asked") : nil
    }
    propose(.recordingStarted(started), in: call.id, by: actor(agent), given: circumstances)
  }

  private func reference(of call: OpenCall) -> Code { Code("recording-\(call.id)") }
}
