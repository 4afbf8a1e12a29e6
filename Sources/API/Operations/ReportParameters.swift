internal import Engine
internal import EventCodec
internal import Reports

/// The parameters that only some reports know, and the report made with them.
enum ReportParameters {
  static func report(
    _ subject: ReportSubject, _ options: ReportOptions, _ reader: ParameterReader,
    _ reports: ReportReader
  ) throws(ProblemReport) -> Report {
    let details = try details(of: subject, reader)
    return try translating { () throws(ReportReadFailure) in
      try reports.report(subject, options, details)
    }
  }

  /// The report as it would have been made at a position.
  static func report(
    _ subject: ReportSubject, _ options: ReportOptions, _ reader: ParameterReader,
    at position: UInt64, _ engine: Engine
  ) throws(ProblemReport) -> Report {
    let details = try details(of: subject, reader)
    return try translating { () throws(ReportReadFailure) in
      try engine.report(subject, options, details, at: position)
    }
  }

  private static func details(
    of subject: ReportSubject, _ reader: ParameterReader
  ) throws(ProblemReport) -> ReportDetails {
    var words: [String: String] = [:]
    for name in subject.detailNames { words[name] = reader.parameters[name] }
    do throws(ReportFailure) {
      return try ReportDetails(words, of: subject)
    } catch {
      throw ProblemReport(telling: error)
    }
  }

  private static func translating(
    _ make: () throws(ReportReadFailure) -> Report
  ) throws(ProblemReport) -> Report {
    do throws(ReportReadFailure) {
      return try make()
    } catch {
      switch error {
      case .asked(let failure): throw ProblemReport(telling: failure)
      case .log(let failure): throw ProblemReport(telling: failure)
      }
    }
  }
}

extension ProblemReport {
  /// What is wrong with the parameters of a report.
  fileprivate init(telling failure: ReportFailure) {
    guard case .invalidOption(let name, let detail) = failure else {
      self.init(.invalidParameter, failure.description)
      return
    }
    self = ParameterReader.problem(name, detail)
  }
}
