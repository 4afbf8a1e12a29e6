/// One event as it is handed to the log.
public struct NewEvent: Sendable, Equatable {
  /// `kind/id`, for example `call/1675555752.0`. At most 65,535 UTF-8 bytes, as every name here.
  public var stream: String
  /// For example `call.answered`.
  public var type: String
  /// The version of the type's schema, from 1.
  public var schemaVersion: UInt16
  /// Who produced the event; with `id` its identity for ever.
  public var source: String
  public var id: String
  /// When it happened by the source's clock: milliseconds since 1970-01-01T00:00:00Z.
  public var time: Int64
  /// The queue, agent and customer that the event concerns, or empty: what filters look at.
  public var queue: String
  public var agent: String
  public var customer: String
  /// What a repeat of the same identity is compared by.
  public var fingerprint: Fingerprint
  /// The public part of the event as JSON members without the opening brace, ready for the wire:
  /// `"specversion":"1.0",…,"data":{…}}`. A reader puts `{"sequence":…,` before it.
  public var wire: [UInt8]
  /// The sealed personal part, or empty.
  public var sealed: [UInt8]

  public init(
    stream: String, type: String, schemaVersion: UInt16 = 1, source: String, id: String,
    time: Int64, queue: String = "", agent: String = "", customer: String = "",
    fingerprint: Fingerprint, wire: [UInt8], sealed: [UInt8] = []
  ) {
    self.stream = stream
    self.type = type
    self.schemaVersion = schemaVersion
    self.source = source
    self.id = id
    self.time = time
    self.queue = queue
    self.agent = agent
    self.customer = customer
    self.fingerprint = fingerprint
    self.wire = wire
    self.sealed = sealed
  }
}
