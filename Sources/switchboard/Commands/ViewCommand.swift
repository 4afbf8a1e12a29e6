internal import ArgumentParser
internal import Engine
internal import EventLog
internal import Foundation
internal import SwitchboardClient

/// `switchboard view queues|agents|calls|… [ID]`: rows of a view.
struct ViewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "view", abstract: "Print a view, or one of its rows.")

  @Argument(help: "\(ViewTable.views).") var view: String
  @Argument(help: "One row's key: a queue, agent, call or customer.") var id: String?
  @OptionGroup var target: TargetOptions
  @OptionGroup var moment: MomentOptions
  @Option(
    help: ArgumentHelp(
      "The events that changed a field of the row ID, such as offered or today.offered.",
      valueName: "FIELD"))
  var explain: String?
  @Option(help: ArgumentHelp("At most so many rows or events. Range 1…1000000.", valueName: "N"))
  var limit: Int = 100
  @Option(help: "table or json.") var format: OutputFormat = .table

  func validate() throws {
    guard explain == nil || id != nil else {
      throw ValidationError("--explain is about one row: give its ID")
    }
    guard (1...1_000_000).contains(limit) else {
      throw ValidationError("--limit is \(limit); allowed is 1...1000000")
    }
  }

  func run() async throws {
    if let explain, let id { return try await show(explaining: explain, of: id) }
    let source = ViewSource(view: view, id: id, limit: limit, at: moment.at)
    let body = try await source.body(from: target)
    guard format == .table else { return writeOut(body + [UInt8(ascii: "\n")]) }
    writeOut(try ViewTable.text(of: body))
  }

  /// A page of a view, or one of its rows, as JSON.
  static func body(
    of view: String, _ id: String?, limit: Int, from target: TargetOptions
  ) async throws -> [UInt8] {
    try await ViewSource(view: view, id: id, limit: limit).body(from: target)
  }
}

/// A view's JSON as columns: the scalar fields of its rows.
enum ViewTable {
  /// The views as a sentence lists them.
  static let views = """
    queues, agents, calls, customers, \
    abandoned-calls, anomalies, anomaly-counts, \
    cases, followups, complaints, deadlines, \
    campaigns, campaign-contacts, \
    procedures, procedure-scores, call-scores, undocumented, \
    quality, reviews, review-forms, coaching, knowledge, articles-by-age, \
    skills, expiring-skills, queue-skills, trainings, routing, waiting, \
    kept-places, routing-agents, estimates, security-reviews, security-changes
    """

  static func text(of body: [UInt8]) throws -> String {
    let value = try JSONSerialization.jsonObject(with: Data(body))
    guard let object = value as? [String: Any] else { return "" }
    let rows = object["rows"] as? [[String: Any]] ?? [object]
    let names = columns(of: rows)
    var table = TextTable(names)
    for row in rows { table.add(names.map { cell(row[$0]) }) }
    return table.text
  }

  private static func columns(of rows: [[String: Any]]) -> [String] {
    let scalar = Set(
      rows.flatMap { row in
        row.filter { !($0.value is [Any]) && !($0.value is [String: Any]) }.map(\.key)
      })
    let first = [
      "case", "followUp", "complaint", "campaign", "contact", "queue", "agent", "call", "customer",
      "stage", "name",
      "state", "presence",
      "activity",
      "scope", "kind", "subject", "change",
      "policy", "article", "week", "skill", "version", "title",
    ]
    let known = first.filter(scalar.contains)
    return known + scalar.subtracting(known).sorted()
  }

  private static func cell(_ value: Any?) -> String {
    switch value {
    case nil, is NSNull: ""
    case let text as String: text
    case let number as NSNumber: number.stringValue
    default: ""
    }
  }
}
