import ContactCenter

extension FinishedCall {
  /// One event of the call, with the time that the table's clocks give it.
  struct TimedEvent: Equatable {
    var event: CallEvent
    var time: Timestamp
  }

  /// The call's life in causal order. Clocks may disagree: a time may be earlier than the one
  /// before it.
  ///
  /// - Throws: why there is none: a visit needs a queue.
  func events() throws(ImportReason) -> [TimedEvent] {
    var events = arrival()
    switch outcome {
    case .ignored: return []
    case .phantom:
      events.append(
        TimedEvent(
          event: .ended(
            .init {
              $0.by = .system
              $0.cause = Code("phantom")
            }), time: ended ?? menuLeft ?? received))
    case .abandoned where queued == nil:
      events.append(
        TimedEvent(
          event: .abandoned(.init { $0.phase = .menu }), time: menuLeft ?? received))
    case .abandoned:
      events.append(try queueing())
      events.append(
        TimedEvent(
          event: .abandoned(
            .init {
              $0.phase = .queue
              $0.waitMilliseconds = waitMilliseconds
            }), time: left))
    case .exited(let cause):
      events.append(try queueing())
      events.append(
        TimedEvent(
          event: .queueExited(
            .init {
              $0.cause = cause
              $0.waitMilliseconds = waitMilliseconds
            }), time: left))
    case .answered:
      events.append(try queueing())
      events += service()
    }
    return events
  }

  private var left: Timestamp { queueLeft ?? queued ?? menuLeft ?? received }

  private func arrival() -> [TimedEvent] {
    var events = [
      TimedEvent(
        event: .received(
          .init {
            $0.from = from
            $0.to = to
            $0.queue = queue.map { QueueID($0) }
          }), time: received)
    ]
    if let menu {
      events.append(
        TimedEvent(
          event: .menuEntered(
            .init {
              $0.menu = Code(menu)
              $0.queue = queue.map { QueueID($0) }
            }), time: received))
    }
    if let customer {
      events.append(
        TimedEvent(
          event: .identified(
            .init {
              $0.customer = CustomerID(customer)
              $0.method = Code("source")
            }), time: menuLeft ?? received))
    }
    return events
  }

  private func queueing() throws(ImportReason) -> TimedEvent {
    guard let queue else {
      throw ImportReason("no_queue", "the call was queued, but the row names no queue")
    }
    return TimedEvent(
      event: .queued(
        .init {
          $0.queue = QueueID(queue)
          $0.priority = priority
        }), time: queued ?? menuLeft ?? received)
  }

  private func service() -> [TimedEvent] {
    let answered = self.answered ?? left
    var events = [
      TimedEvent(
        event: .answered(
          .init {
            $0.agent = agent.map { AgentID($0) } ?? .unknown
            // A call that did not queue was answered at once, whatever else the row says.
            $0.waitMilliseconds = queued == nil ? 0 : waitMilliseconds
            $0.ringMilliseconds = ringMilliseconds
          }), time: answered)
    ]
    if let reason {
      events.append(
        TimedEvent(event: .reasonRecorded(.init { $0.reason = Code(reason) }), time: answered))
    }
    events.append(
      TimedEvent(
        event: .ended(
          .init {
            $0.by = endedBy
            $0.phase = .talk
            $0.talkMilliseconds = talkMilliseconds
            $0.holdMilliseconds = holdMilliseconds
            // The table knows of no work after the call, or says how long it was: it is over.
            $0.wrapMilliseconds = wrapMilliseconds ?? 0
          }), time: ended ?? answered))
    return events
  }
}
