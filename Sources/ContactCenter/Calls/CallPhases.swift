/// A set of phases, one bit each.
struct CallPhases: OptionSet {
  let rawValue: UInt16

  static let new = CallPhases(rawValue: 1 << 0)
  static let ringing = CallPhases(rawValue: 1 << 1)
  static let inMenu = CallPhases(rawValue: 1 << 2)
  static let queued = CallPhases(rawValue: 1 << 3)
  static let offered = CallPhases(rawValue: 1 << 4)
  static let talking = CallPhases(rawValue: 1 << 5)
  static let onHold = CallPhases(rawValue: 1 << 6)
  static let wrap = CallPhases(rawValue: 1 << 7)
  static let closed = CallPhases(rawValue: 1 << 8)
  static let abandoned = CallPhases(rawValue: 1 << 9)
  static let failed = CallPhases(rawValue: 1 << 10)
  static let diverted = CallPhases(rawValue: 1 << 11)

  /// Before any agent has it.
  static let waiting: CallPhases = [.ringing, .inMenu, .queued, .offered]
  /// An agent is on the line.
  static let conversing: CallPhases = [.talking, .onHold]
  static let ends: CallPhases = [.closed, .abandoned, .failed, .diverted]
  static let begun: CallPhases = [.waiting, .conversing, .wrap, .ends]

  init(rawValue: UInt16) { self.rawValue = rawValue }

  init(_ phase: CallPhase) {
    self =
      switch phase {
      case .new: .new
      case .ringing: .ringing
      case .inMenu: .inMenu
      case .queued: .queued
      case .offered: .offered
      case .talking: .talking
      case .onHold: .onHold
      case .wrap: .wrap
      case .closed: .closed
      case .abandoned: .abandoned
      case .failed: .failed
      case .diverted: .diverted
      }
  }
}
