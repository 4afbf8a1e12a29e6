internal import Engine
internal import EventCodec
internal import Reports

/// The parameters that only some reports know, and the report made with them.
enum ReportParameters {
  static func report(
    _ subject: ReportSubject, _ options: ReportOptions, _ reader: ParameterReader,
    _ reports: ReportReader
  ) throws(ProblemReport) -> Report {
    var words: [String: String] = [:]
    for name in subject.detailNames { words[name] = reader.parameters[name] }
    let details: ReportDetails
    do throws(ReportFailure) {
      details = try ReportDetails(words, of: subject)
    } catch {
      throw ProblemReport(telling: error)
    }
    do throws(ReportReadFailure) {
      return try reports.report(subject, options, details)
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
