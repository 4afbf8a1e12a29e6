internal import ContactCenter
internal import Engine
internal import EventCodec
internal import HTTP2Server
internal import NIOCore
internal import Reports

/// `GET /v1/reports/{report}`: numbers of the past, as JSON, CSV or columns of text.
enum ReportRoutes {
  private static let parameterNames = [
    "from", "to", "interval", "zone", "threshold", "short-abandon", "cohort",
  ]
  private static let forms = ["application/json", "text/csv", "text/plain"]

  static func report(_ services: Services, _ context: RequestContext) {
    guard let subject = ReportSubject(rawValue: context.parameters[0]) else {
      return context.fail(ProblemReport(.notFound, "The reports are \(ReportSubject.words)."))
    }
    guard let form = MediaTypes.choose(context.request.header("accept"), among: forms) else {
      return context.failNotAcceptable(forms)
    }
    context.answer(on: services.workers) { () throws(ProblemReport) in
      let reader = try ParameterReader(
        context.request, single: parameterNames + subject.detailNames)
      let options = try options(reader, services.settings)
      let report = try ReportParameters.report(subject, options, reader, services.engine.reports)
      let format: ReportFormat =
        switch form {
        case "text/csv": .csv
        case "text/plain": .table
        default: .json
        }
      let type = form.hasPrefix("text/") ? form + "; charset=utf-8" : form
      let headers = HTTPHeaderBlock([
        ("content-type", type), ("cache-control", "no-store"), ("vary", "accept"),
      ])
      return Answer(headers: headers, body: ByteBuffer(string: format.render(report)))
    }
  }

  private static func options(
    _ reader: ParameterReader, _ settings: APISettings
  ) throws(ProblemReport) -> ReportOptions {
    var options = ReportOptions(calendar: try calendar(reader, settings))
    options.from = try reader.instant("from", in: options.calendar)
    options.to = try reader.instant("to", in: options.calendar)
    options.thresholdSeconds = try reader.integer("threshold", in: 0...604_800).map(Int64.init)
    options.shortAbandonSeconds = try reader.integer("short-abandon", in: 0...604_800)
      .map(Int64.init)
    let cohorts = ReportOptions.Cohort.allCases.map(\.rawValue)
    if let word = try reader.word("cohort", of: cohorts),
      let cohort = ReportOptions.Cohort(rawValue: word)
    {
      options.cohort = cohort
    }
    do throws(ReportFailure) {
      if let text = reader.parameters["interval"] { options.interval = try ReportInterval(text) }
      try options.validate()
    } catch {
      throw ProblemReport(.invalidParameter, error.description)
    }
    return options
  }

  private static func calendar(
    _ reader: ParameterReader, _ settings: APISettings
  ) throws(ProblemReport) -> CalendarDays {
    guard let zone = reader.parameters["zone"], zone != settings.zone else {
      return settings.calendar
    }
    do throws(ReportFailure) {
      return try CalendarDays(zone: zone)
    } catch {
      throw ParameterReader.problem("zone", "is not known: \(error.description)")
    }
  }
}
