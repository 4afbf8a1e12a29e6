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
    MinimumPosition.parameter, PastMoment.parameter,
  ]
  private static let forms = ["application/json", "text/csv", "text/plain"]

  static func report(_ services: Services, _ context: RequestContext) {
    guard let subject = ReportSubject(rawValue: context.parameters[0]) else {
      return context.fail(ProblemReport(.notFound, "The reports are \(ReportSubject.words)."))
    }
    guard let form = MediaTypes.choose(context.request.header("accept"), among: forms) else {
      return context.failNotAcceptable(forms)
    }
    do throws(ProblemReport) {
      let reader = try ParameterReader(
        context.request, single: parameterNames + subject.detailNames)
      let options = try options(reader, inZoneOf: services.engine.calendar)
      let minimum = try MinimumPosition(reader, context.request, log: services.engine.log)
      if let moment = try PastMoment(
        reader, log: services.engine.log, calendar: options.calendar)
      {
        return services.past.answer(services, context, at: moment, minimum: minimum) {
          (place, cache) throws(ProblemReport) in
          let report = try ReportParameters.report(
            subject, options, reader, at: place.position, services.engine)
          return answer(report, options, form, cache)
        }
      }
      PositionWaiter.wait(for: minimum, of: .views(services.engine.views), context) {
        context.answer(on: services.reporters) { () throws(ProblemReport) in
          let report = try ReportParameters.report(
            subject, options, reader, services.engine.reports)
          return answer(report, options, form, [("cache-control", "no-store"), ("vary", "accept")])
        }
      }
    } catch {
      context.fail(error)
    }
  }

  private static func answer(
    _ report: Report, _ options: ReportOptions, _ form: String,
    _ cache: [(name: String, value: String)]
  ) -> Answer {
    let format: ReportFormat =
      switch form {
      case "text/csv": .csv
      case "text/plain": .table
      default: .json
      }
    let type = form.hasPrefix("text/") ? form + "; charset=utf-8" : form
    let headers = HTTPHeaderBlock([("content-type", type)] + cache)
    return Answer(
      headers: headers,
      body: ByteBuffer(string: format.render(report, zone: options.calendar.name)))
  }

  private static func options(
    _ reader: ParameterReader, inZoneOf calendar: CalendarDays
  ) throws(ProblemReport) -> ReportOptions {
    let query = ReportQuery(
      from: reader.timeText("from"), to: reader.timeText("to"),
      interval: reader.parameters["interval"], zone: reader.parameters["zone"],
      thresholdSeconds: try seconds("threshold", reader),
      shortAbandonSeconds: try seconds("short-abandon", reader),
      cohort: reader.parameters["cohort"])
    do throws(ReportFailure) {
      return try query.options(inZoneOf: calendar)
    } catch {
      throw ProblemReport(
        .invalidParameter, "The report cannot be made: \(error.description).",
        members: error.parameter.map { [("parameter", .text($0))] } ?? [])
    }
  }

  private static func seconds(
    _ name: String, _ reader: ParameterReader
  ) throws(ProblemReport) -> Int64? {
    let range = ServiceStandard.secondsRange
    return try reader.integer(name, in: Int(range.lowerBound)...Int(range.upperBound))
      .map(Int64.init)
  }
}
