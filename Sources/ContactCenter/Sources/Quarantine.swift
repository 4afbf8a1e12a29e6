/// What a source reported and the log could not hold, until an operator decides on it.
public struct Quarantine: Sendable, Equatable {
  /// The positions of the quarantined events that wait for a decision. Memory: 16 bytes each.
  public private(set) var waiting: Set<UInt64> = []

  public init() {}

  /// The state's name.
  public var state: String { waiting.isEmpty ? "Empty" : "Waiting" }

  /// Folds an event that has been accepted.
  ///
  /// - Parameter position: the event's own position in the log.
  public mutating func evolve(_ event: SourceEvent, position: UInt64) {
    switch event {
    case .eventQuarantined: waiting.insert(position)
    case .quarantineReadmitted(let readmitted):
      waiting.remove(UInt64(clamping: readmitted.position))
    case .quarantineDismissed(let dismissed): waiting.remove(UInt64(clamping: dismissed.position))
    }
  }

  /// Decides on a proposed event: only what waits can be let in or dismissed, once.
  public func decide(_ proposed: SourceEvent) -> Decision {
    let position: Int64
    switch proposed {
    case .eventQuarantined: return .accept([.source(proposed)])
    case .quarantineReadmitted(let readmitted): position = readmitted.position
    case .quarantineDismissed(let dismissed): position = dismissed.position
    }
    if let position = UInt64(exactly: position), waiting.contains(position) {
      return .accept([.source(proposed)])
    }
    let all = SourceEvent.all.map(\.type.name)
    return .refuse(
      Rejection(
        .notQuarantined, state: state, allowed: waiting.isEmpty ? Array(all.prefix(1)) : all,
        detail: "No quarantined event of this source waits at position \(position)."))
  }
}
