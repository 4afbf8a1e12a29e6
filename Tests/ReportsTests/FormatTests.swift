import ContactCenter
import Reports
import Testing

@Suite("How reports are written out")
struct FormatTests {
  private let report = Report(
    rows: [
      [
        ReportField("queue", .text("a \"b\", c\n")), ReportField("offered", .integer(12)),
        ReportField("waits", .group([ReportField("p50", .decimal(Millionths(count: 1_500_000)))])),
      ]
    ],
    total: [
      ReportField("offered", .integer(12)),
      ReportField("waits", .group([ReportField("p50", .null)])),
    ])

  @Test("JSON keeps the order of fields, escapes text, and says null")
  func json() {
    #expect(
      ReportFormat.json.render(report, zone: "UTC")
        == #"{"rows":[{"queue":"a \"b\", c\u000a","offered":12,"waits":{"p50":1.5}}],"#
        + #""total":{"offered":12,"waits":{"p50":null}}}"# + "\n")
  }

  @Test("CSV quotes what it must and ends with the total")
  func csv() {
    #expect(
      ReportFormat.csv.render(report, zone: "UTC")
        == "queue,offered,waits.p50\r\n\"a \"\"b\"\", c\n\",12,1.5\r\ntotal,12,\r\n")
  }

  @Test(
    "a name that a spreadsheet would run as a formula is defused", arguments: ["=1+1", "@x", "+a"])
  func formulas(name: String) {
    let report = Report(rows: [[ReportField("queue", .text(name))]], total: [])
    #expect(ReportFormat.csv.render(report, zone: "UTC").contains("'" + name))
  }

  @Test("a table has a line a row, names to the left and numbers to the right")
  func table() {
    let report = Report(
      rows: [[ReportField("queue", .text("billing")), ReportField("offered", .integer(3))]],
      total: [ReportField("offered", .integer(3))])
    #expect(
      ReportFormat.table.render(report, zone: "UTC")
        == "queue    offered\nbilling        3\ntotal          3\ndays and times: UTC\n")
  }

  @Test("an unknown format is refused")
  func refusesFormats() {
    #expect(throws: ReportFailure.unknownFormat("xml")) { try ReportFormat("xml") }
  }

  @Test("the same report is the same bytes, whatever the order of its visits", arguments: 1...3)
  func deterministic(seed: Int) throws {
    let visits = (0..<200).map { index in
      VisitRow {
        $0.queue = QueueID("q\(index % 7)")
        $0.outcome = .answered
        $0.waitMilliseconds = Int64(index * 37 % 90) * 1_000
        $0.receivedAt = Timestamp(milliseconds: Int64(index) * 600_000)
      }
    }
    let options = ReportOptions(interval: try ReportInterval("1h"))
    var forwards = QueueReport(options: options)
    var backwards = QueueReport(options: options)
    visits.forEach { forwards.add($0) }
    visits.reversed().forEach { backwards.add($0) }
    for format in ReportFormat.allCases {
      #expect(
        format.render(forwards.report, zone: "UTC") == format.render(backwards.report, zone: "UTC"))
    }
  }
}
