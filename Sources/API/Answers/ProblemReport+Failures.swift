internal import EventCodec
internal import EventLog

extension ProblemReport {
  /// Runs a body and tells its failure as a problem.
  static func translating<Value>(
    _ body: () throws(LogFailure) -> Value
  ) throws(ProblemReport) -> Value {
    do throws(LogFailure) {
      return try body()
    } catch {
      throw ProblemReport(telling: error)
    }
  }

  /// What a caller is told of a failure of the log.
  init(telling failure: LogFailure) {
    switch failure {
    case .refused(let refusal): self.init(telling: refusal)
    case .tooLarge(let what, let bytes, let bytesMax):
      self.init(
        .tooLarge, "The \(what) has \(bytes) bytes; at most \(bytesMax) are kept.",
        members: [("limit", .number(Int64(bytesMax)))])
    case .full(let detail): self.init(.full, detail)
    case .overloaded: self.init(.overloaded)
    case .unavailable(let detail): self.init(.unavailable, detail)
    case .damaged(let position, let reason):
      self.init(
        .damaged, "At position \(position): \(reason).",
        members: [("position", .number(Int64(clamping: position)))])
    case .closed: self.init(.unavailable, "The log is being closed.")
    }
  }

  private init(telling refusal: AppendRefusal) {
    switch refusal {
    case .wrongVersion(let stream, let expected, let actual):
      self.init(
        .wrongVersion, "The stream has \(actual) events, and \(expected.text) was expected.",
        members: [
          ("stream", .text(stream)), ("expected", expected.member),
          ("actual", .number(Int64(clamping: actual))),
        ])
    case .identityConflict(let id, let position):
      self.init(
        .identityConflict, "The id stands with other content at position \(position).",
        members: [("id", .text(id)), ("position", .number(Int64(clamping: position)))])
    case .partialRepeat(let known):
      self.init(
        .partialRepeat, "\(known.count) of the batch's events are stored already.",
        members: [("ids", .texts(known.map(\.id)))])
    case .repeatedWithinBatch(let id):
      self.init(
        .identityConflict, "The same source and id stand twice in the batch.",
        members: [("id", .text(id))])
    }
  }
}

extension ExpectedVersion {
  var text: String {
    switch self {
    case .new: "a new stream"
    case .exists: "an existing stream"
    case .exactly(let version): "version \(version)"
    }
  }

  var member: ProblemReport.Member {
    switch self {
    case .new: .text("new")
    case .exists: .text("exists")
    case .exactly(let version): .number(Int64(clamping: version))
    }
  }
}
