package import ContactCenter
package import CustomerKeys
package import EventCodec
package import EventLog

/// The loop of Switchboard: commands in, events kept, views folded, readers served.
///
/// Sees protocols only; which log and which stores it runs on is chosen in `Composition`.
package final class Engine: Sendable {
  package let log: any EventLog
  /// Whose personal data can be read, and whose no longer.
  package let keys: any KeyStore
  package let codec: EventCodec
  package let commands: CommandHandler
  package let projections: Projections
  package let views: ViewFeed
  package let tokens: TokenRegistry
  /// Grants and revokes tokens, with the events that say so.
  package let access: AccessDesk
  /// Where services that replay go on.
  package let consumers: Consumers
  package let reader: EventReader
  package let reports: ReportReader
  /// The views as of any moment of the past.
  package let history: ViewHistory
  package let quarantine: QuarantineDesk
  /// The days of this installation's zone: of "today", and of reports that name no other.
  package let calendar: CalendarDays
  /// The days of other zones, by name.
  let zones: ZoneBook
  /// The sources of what the engine appends by itself, under ids that it can foretell: nobody else
  /// reports under them.
  package static let ownSources = [DeadlineClock.source, Router.source]

  /// The wall clock: milliseconds since 1970.
  package let clock: @Sendable () -> Int64

  /// - Parameters:
  ///   - calendar: the zone in which "today" begins.
  ///   - clock: milliseconds since 1970.
  ///   - snapshotEvents: how many events lie between two snapshots of the views; tests have few.
  /// - Throws: `LogFailure` where the state folder cannot be read.
  package init(
    stores: EngineStores, calendar: CalendarDays, clock: @escaping @Sendable () -> Int64,
    snapshotEvents: UInt64 = ViewHistory.snapshotEvents
  ) throws(LogFailure) {
    log = stores.log
    keys = stores.keys
    codec = EventCodec(keys: stores.keys)
    self.calendar = calendar
    self.clock = clock
    zones = ZoneBook(house: calendar)
    tokens = try TokenRegistry(state: stores.state)
    consumers = try Consumers(state: stores.state)
    reader = EventReader(log: stores.log)
    let reader = reader
    reports = ReportReader(
      store: stores.views, clock: clock,
      latest: { () throws(LogFailure) in try reader.latestTime(through: .max) })
    let folds = ViewCatalogue.folds(calendar: calendar)
    projections = Projections(
      log: stores.log, store: stores.views, codec: codec, folds: folds,
      snapshotEvents: snapshotEvents)
    history = ViewHistory(
      log: stores.log, store: stores.views, codec: codec, folds: folds,
      snapshotEvents: snapshotEvents)
    views = projections.feed
    commands = CommandHandler(
      log: stores.log, views: stores.views, codec: codec,
      zones: zones, clock: clock)
    access = AccessDesk(tokens: tokens, commands: commands)
    quarantine = QuarantineDesk(log: stores.log, codec: codec, commands: commands)
  }

  /// Brings the views up to the log's head and takes readers.
  ///
  /// - Parameter progress: called after each batch with the position reached and the head.
  package func open(
    progress: @escaping @Sendable (UInt64, UInt64) -> Void = { _, _ in }
  ) async throws(LogFailure) {
    try await projections.open(progress: progress)
  }
}

/// Where an engine keeps what it keeps.
package struct EngineStores: Sendable {
  package var log: any EventLog
  package var views: any ViewStore
  package var keys: any KeyStore
  package var state: any StateStore

  package init(
    log: any EventLog, views: any ViewStore, keys: any KeyStore, state: any StateStore
  ) {
    self.log = log
    self.views = views
    self.keys = keys
    self.state = state
  }
}
