internal import EventLog
package import Reports

extension Engine {
  /// A report as it would have been made at a position, with nothing known of what came later:
  /// "now" is when the latest event so far happened.
  ///
  /// Blocks, as `ViewHistory.read` does, and for as long as the rows of the report's range take.
  package func report(
    _ subject: ReportSubject, _ options: ReportOptions, _ details: ReportDetails,
    at position: UInt64
  ) throws(ReportReadFailure) -> Report {
    let made: Result<Report, ReportReadFailure>
    do throws(LogFailure) {
      let now = try reader.latestTime(through: position) ?? clock()
      made = try history.read(at: position) { views in
        Result { () throws(ReportReadFailure) in
          let past = ReportReader(store: views, clock: { now }, latest: { now })
          return try past.report(subject, options, details)
        }
      }
    } catch {
      throw .log(error)
    }
    return try made.get()
  }
}
