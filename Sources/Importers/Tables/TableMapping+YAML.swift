import ContactCenter
import Yams

extension TableMapping {
  /// Reads a mapping file.
  ///
  /// - Throws: every mistake in it, by line and key, with what is allowed there.
  package init(yaml: String) throws(MappingFailure) {
    var file = MappingSection(try Self.root(of: yaml), path: "")
    source = file.requiredText("source", "the name under which the calls are imported")
    var table = file.section("table")
    let format: Format = table.word("format", default: .csv)
    (separator, hasQuotes) = Self.shape(of: format, &table)
    let names = table.texts("columns")
    columns = names.isEmpty ? nil : names
    table.close(allowed: ["format", "separator", "columns"])
    file.adopt(table)

    var clock = file.section("clock")
    zone = clock.requiredText("zone", "the IANA name of the zone, for example Europe/Berlin")
    if !zone.isEmpty, WallClock(zone: zone) == nil {
      clock.report("zone", "is `\(zone)`, which is no IANA zone such as Europe/Berlin or UTC")
    }
    times = clock.word("times", default: .datetime)
    date = clock.text("date")
    dates = Self.dates(&clock)
    if times == .timeOfDay, date == nil {
      clock.report("date", "is missing: the column that holds the date of a time of day")
    }
    clock.close(allowed: ["zone", "times", "date", "dates"])
    file.adopt(clock)

    var call = file.section("call")
    callID = call.texts("id")
    if callID.isEmpty { call.report("id", "is missing: the columns that name a call together") }
    texts = [:]
    for field in TextField.allCases { texts[field] = call.origin(field.rawValue) }
    call.close(allowed: ["id"] + TextField.allCases.map(\.rawValue))
    file.adopt(call)

    (moments, spans, unit) = Self.times(&file)
    (outcome, outcomes) = Self.outcomes(&file)
    endings = Self.endings(&file)
    blanks = Self.blanks(&file)
    file.close(
      allowed: [
        "source", "table", "clock", "call", "moments", "durations", "outcome", "endedBy", "blank",
      ])
    guard file.problems.isEmpty else { throw MappingFailure(file.problems) }
  }

  private enum Format: String, CaseIterable { case csv, tsv }

  private static func root(of yaml: String) throws(MappingFailure) -> Node? {
    do {
      return try Yams.compose(yaml: yaml)
    } catch let error as YamlError {
      throw MappingFailure([.init(line: nil, key: "", message: "no YAML: \(error)")])
    } catch {
      throw MappingFailure([.init(line: nil, key: "", message: "no YAML")])
    }
  }

  private static func shape(
    of format: Format, _ table: inout MappingSection
  ) -> (separator: UInt8, hasQuotes: Bool) {
    let text = table.text("separator")
    guard format == .csv else {
      if text != nil { table.report("separator", "is for `format: csv` only") }
      return (UInt8(ascii: "\t"), false)
    }
    guard let text else { return (UInt8(ascii: ","), true) }
    guard let byte = text.utf8.first, [",", ";", "|"].contains(text) else {
      table.report("separator", "is `\(text)`; allowed: \",\", \";\", \"|\"")
      return (UInt8(ascii: ","), true)
    }
    return (byte, true)
  }

  private static func dates(_ clock: inout MappingSection) -> [DateFormat] {
    let allowed = DateFormat.allCases.map(\.rawValue).joined(separator: ", ")
    let formats = clock.texts("dates").compactMap { text in
      let format = DateFormat(rawValue: text)
      if format == nil { clock.report("dates", "holds `\(text)`; allowed: \(allowed)") }
      return format
    }
    return formats.isEmpty ? [.dashed] : formats
  }

  private static func times(
    _ file: inout MappingSection
  ) -> ([Moment: String], [Span: String], Unit) {
    var section = file.section("moments")
    var moments: [Moment: String] = [:]
    for moment in Moment.allCases { moments[moment] = section.text(moment.rawValue) }
    if moments[.received] == nil {
      section.report("received", "is missing: the column that says when the call came in")
    }
    section.close(allowed: Moment.allCases.map(\.rawValue))
    file.adopt(section)

    section = file.section("durations")
    let unit: Unit = section.word("unit", default: .seconds)
    var spans: [Span: String] = [:]
    for span in Span.allCases { spans[span] = section.text(span.rawValue) }
    section.close(allowed: ["unit"] + Span.allCases.map(\.rawValue))
    file.adopt(section)
    return (moments, spans, unit)
  }

  private static func outcomes(
    _ file: inout MappingSection
  ) -> (Origin, [String: Outcome]) {
    var section = file.section("outcome")
    let column = section.requiredText("column", "the column that says how a call came out")
    var means = section.section("means")
    var outcomes: [String: Outcome] = [:]
    for value in means.keys {
      let word = means.requiredText(value, "an outcome")
      outcomes[value] = Outcome.words[word]
      if Outcome.words[word] == nil, !word.isEmpty {
        let allowed = Outcome.words.keys.sorted().joined(separator: ", ")
        means.report(value, "is `\(word)`; allowed: \(allowed)")
      }
    }
    if means.keys.isEmpty { section.report("means", "is missing: what each value means") }
    section.adopt(means)
    section.close(allowed: ["column", "means"])
    file.adopt(section)
    return (.column(column), outcomes)
  }

  private static func endings(_ file: inout MappingSection) -> [String: EndingParty] {
    var section = file.section("endedBy")
    var endings: [String: EndingParty] = [:]
    for value in section.keys {
      let party: EndingParty = section.word(value, default: .customer)
      endings[value] = party
    }
    file.adopt(section)
    return endings
  }

  private static func blanks(_ file: inout MappingSection) -> [String: Set<String>] {
    let fields =
      TextField.allCases.map(\.rawValue) + Moment.allCases.map(\.rawValue)
      + Span.allCases.map(\.rawValue)
    var section = file.section("blank")
    var blanks: [String: Set<String>] = [:]
    for field in fields { blanks[field] = Set(section.texts(field)) }
    section.close(allowed: fields)
    file.adopt(section)
    return blanks
  }
}
