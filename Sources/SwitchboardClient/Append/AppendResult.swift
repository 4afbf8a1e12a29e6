/// What became of an append.
public enum AppendResult: Sendable, Equatable {
  /// It is on disk.
  case appended(Receipt)
  /// It contradicts the state, and was reported as a fact: it is kept in quarantine, at this
  /// position, until an operator decides.
  case quarantined(position: UInt64)

  /// The place of an append's last event.
  public struct Receipt: Sendable, Equatable {
    /// Its position in the log.
    public let position: UInt64
    /// Its number in its stream.
    public let version: UInt64
    /// For `EventStart.cursor`, and for a view's `atLeast`.
    public let cursor: String
  }

  /// The answer of the route that appends; nil where it is none.
  package init?(_ body: [UInt8]) {
    guard let members = JSONSlices.members(of: body[...]) else { return nil }
    func value(_ name: String) -> ArraySlice<UInt8>? { members.first { $0.name == name }?.value }
    if let position = value("quarantined").flatMap(JSONSlices.integer) {
      self = .quarantined(position: position)
      return
    }
    guard let position = value("position").flatMap(JSONSlices.integer),
      let version = value("version").flatMap(JSONSlices.integer),
      let cursor = value("cursor").flatMap(JSONSlices.string)
    else { return nil }
    self = .appended(Receipt(position: position, version: version, cursor: cursor))
  }
}
