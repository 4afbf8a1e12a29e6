internal import ArgumentParser
internal import ContactCenter
internal import Engine
internal import EventLog
internal import Reports

/// The moment of the past that a command is about.
struct MomentOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "As of this position, cursor or time (RFC 3339, or a date in the folder's zone).",
      valueName: "POSITION|TIME"))
  var at: String?

  /// The parameter for a server; empty where the command is about now.
  var query: [(name: String, value: String)] {
    at.map { [("at", $0)] } ?? []
  }

  /// The position of the moment; nil where the command is about now.
  func position(in engine: Engine) throws -> UInt64? {
    try Self.position(of: at, in: engine)
  }

  /// The position of a moment that was given as text.
  static func position(of at: String?, in engine: Engine) throws -> UInt64? {
    guard let at else { return nil }
    guard let place = UInt64(at) ?? Cursor(at)?.position else {
      return try engine.reader.position(asOf: try time(at, in: engine).milliseconds)
    }
    guard Cursor(at)?.epoch ?? engine.log.epoch == engine.log.epoch else {
      throw CommandFailure(
        "--at is a cursor of another log: this one's epoch is \(engine.log.epoch)")
    }
    guard place <= engine.log.head else {
      throw CommandFailure("--at \(at) is beyond the head of the log, which is \(engine.log.head)")
    }
    return place
  }

  private static func time(_ text: String, in engine: Engine) throws -> Timestamp {
    do throws(ReportFailure) {
      return try engine.calendar.instant(text)
    } catch {
      throw CommandFailure("--at \(text) is neither a position nor a cursor nor a time")
    }
  }
}
