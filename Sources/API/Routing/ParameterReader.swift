internal import ContactCenter
internal import EventCodec
internal import EventLog
internal import HTTP2Server
internal import Reports

/// Reads the parameters of a request into values, and says what is wrong with them.
struct ParameterReader {
  let parameters: QueryParameters

  /// - Parameters:
  ///   - single: the names that may stand once.
  ///   - repeatable: the names that may stand several times.
  /// - Throws: a problem that names the first parameter that does not belong here.
  init(
    _ request: HTTPRequest, single: [String], repeatable: [String] = []
  ) throws(ProblemReport) {
    guard let parameters = QueryParameters(request.query) else {
      throw ProblemReport(.invalidParameter, "The query's percent-encoding is broken.")
    }
    if let name = parameters.firstStranger(single: single, repeatable: repeatable) {
      let allowed = (single + repeatable).sorted().joined(separator: ", ")
      throw Self.problem(
        name, single.contains(name) ? "stands more than once" : "is not one of: \(allowed)")
    }
    self.parameters = parameters
  }

  static func problem(_ name: String, _ detail: String) -> ProblemReport {
    ProblemReport(
      .invalidParameter, "The parameter \(name) \(detail).",
      members: [("parameter", .text(name))])
  }

  /// An integer in a range.
  func integer(_ name: String, in range: ClosedRange<Int>) throws(ProblemReport) -> Int? {
    guard let text = parameters[name] else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw Self.problem(
        name, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func flag(_ name: String) throws(ProblemReport) -> Bool? {
    switch parameters[name] {
    case nil: nil
    case "true", "1", "": true
    case "false", "0": false
    default: throw Self.problem(name, "must be true or false")
    }
  }

  /// One of some words.
  func word(_ name: String, of words: [String]) throws(ProblemReport) -> String? {
    guard let text = parameters[name] else { return nil }
    guard words.contains(text) else {
      throw Self.problem(name, "must be one of: \(words.joined(separator: ", "))")
    }
    return text
  }

  /// The text of a date or a time. A space before an offset is a `+` that was not escaped.
  func timeText(_ name: String) -> String? {
    guard var text = parameters[name] else { return nil }
    if text.utf8.count > 19, let space = text.lastIndex(of: " ") {
      text.replaceSubrange(space...space, with: "+")
    }
    return text
  }

  /// A date or a time, in a zone where the text names none.
  func instant(_ name: String, in calendar: CalendarDays) throws(ProblemReport) -> Timestamp? {
    guard let text = timeText(name) else { return nil }
    do throws(ReportFailure) {
      return try calendar.instant(text)
    } catch {
      throw Self.problem(name, "cannot be read: \(error.description)")
    }
  }
}
