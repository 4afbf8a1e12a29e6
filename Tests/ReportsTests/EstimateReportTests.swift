import ContactCenter
import Reports
import Testing

@Suite("The report on estimated waits")
struct EstimateReportTests {
  private func row(
    _ queue: String, estimate: Int64, wait: Int64?, _ outcome: EstimateRow.Outcome = .answered
  ) -> EstimateRow {
    EstimateRow {
      $0.queue = QueueID(queue)
      $0.estimatedAt = Timestamp(milliseconds: 1_760_000_400_000)
      $0.estimateMilliseconds = estimate * 1_000
      $0.waitMilliseconds = wait.map { $0 * 1_000 }
      $0.outcome = outcome
    }
  }

  @Test("errors do not cancel each other out, biases do, and who left grades nothing")
  func grades() {
    var report = EstimateReport(options: ReportOptions())
    report.add(row("a", estimate: 60, wait: 90))
    report.add(row("a", estimate: 60, wait: 30))
    report.add(row("a", estimate: 60, wait: 20))
    report.add(row("a", estimate: 60, wait: 5, .left))
    report.add(row("b", estimate: 60, wait: nil, .waiting))
    let made = report.report
    #expect(made.rows.map { $0["queue"] } == [.text("a"), .text("b")])
    #expect(made.rows[0]["given"] == .integer(4))
    #expect(made.rows[0]["graded"] == .integer(3))
    #expect(made.rows[0]["left"] == .integer(1))
    #expect(made.rows[0]["errorSeconds"] == .decimal(Millionths(count: 33_333_333)))
    #expect(made.rows[0]["biasSeconds"] == .decimal(Millionths(count: 13_333_333)))
    #expect(made.rows[0]["tooShort"] == .decimal(Millionths(count: 333_333)))
    #expect(made.rows[1]["errorSeconds"] == .null)
    #expect(made.rows[1]["waiting"] == .integer(1))
    #expect(made.total["given"] == .integer(5))
  }

  @Test("only estimates in the range count")
  func range() {
    var options = ReportOptions()
    options.to = Timestamp(milliseconds: 1_760_000_400_000)
    var report = EstimateReport(options: options)
    report.add(row("a", estimate: 60, wait: 90))
    #expect(report.report.rows.isEmpty)
  }
}
