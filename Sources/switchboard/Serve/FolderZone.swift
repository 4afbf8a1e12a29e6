internal import ContactCenter
internal import EventLog
internal import Reports

/// A data folder's own zone: what it was served with last, else UTC.
///
/// Kept in the folder, so that a report is the same whether a server makes it or a command.
enum FolderZone {
  private static let table = "settings"
  private static let key = "zone"

  /// Makes a zone the folder's own.
  ///
  /// - Throws: `ReportFailure.unknownZone`, and nothing is changed.
  static func set(_ zone: String, in state: any StateStore) throws {
    guard try name(in: state) != zone else { return }
    _ = try CalendarDays(named: zone)
    try state.set(table: table, key: key, value: Array(zone.utf8))
  }

  /// The days of the folder's zone.
  static func days(in state: any StateStore) throws -> CalendarDays {
    try CalendarDays(named: name(in: state))
  }

  private static func name(in state: any StateStore) throws(LogFailure) -> String {
    try state.value(table: table, key: key).map { String(decoding: $0, as: UTF8.self) } ?? "UTC"
  }
}
