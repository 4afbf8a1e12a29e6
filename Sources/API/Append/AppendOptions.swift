internal import Engine
internal import EventCodec
internal import HTTP2Server

/// What the address of an append says about its events.
struct AppendOptions {
  var contradiction = AppendCommand.Contradiction.quarantine
  /// Ids of the event's source under which it may have been settled before, for importers that go
  /// over a log again.
  var settledIDs: [String] = []

  /// - Throws: `invalidParameter`.
  init(_ request: HTTPRequest) throws(ProblemReport) {
    guard !request.query.isEmpty else { return }
    let reader = try ParameterReader(
      request, single: ["contradiction"], repeatable: ["settled"])
    if try reader.word("contradiction", of: ["quarantine", "refuse"]) == "refuse" {
      contradiction = .refuse
    }
    settledIDs = reader.parameters.values("settled")
    guard settledIDs.count <= Self.settledMax else {
      throw ParameterReader.problem("settled", "may stand \(Self.settledMax) times at most")
    }
  }

  private static let settledMax = 16
}
