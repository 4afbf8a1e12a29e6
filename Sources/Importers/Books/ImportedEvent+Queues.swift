import ContactCenter

extension ImportedEvent {
  /// Where the event queues a call in a queue that the import has not met yet: the queue's first
  /// configuration. Its switch routes and only reports; settings of an operator stay as they are.
  func configurationOfNewQueue(_ configured: inout Set<QueueID>) -> ImportedEvent? {
    guard case .call(.queued(let queued)) = event, configured.insert(queued.queue).inserted else {
      return nil
    }
    return ImportedEvent(
      stream: StreamName(.queue, queued.queue.rawValue),
      event: .queue(.configured(.init { $0.strategy = .external })),
      id: id.prefix { $0 != "." } + ".configured", source: source, time: time, line: line,
      isOnlyForNewStream: true)
  }
}
