package import EventLog
package import Reports

/// Why a report was not made.
package enum ReportReadFailure: Error {
  /// What was asked for cannot be reported on.
  case asked(ReportFailure)
  /// The views could not be read.
  case log(LogFailure)
}
