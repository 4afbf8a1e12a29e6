internal import ContactCenter
internal import Engine
internal import EventCodec
internal import EventLog
internal import HTTP2Server
internal import NIOCore
internal import Synchronization

/// Answers what is asked about the past: on threads of its own, so that it holds up no other
/// reader, and so many at a time.
///
/// An answer costs the folding of some thousands of events: memory for them, and time on a thread.
/// What is beyond the bound is told to ask again.
final class PastReadings: Sendable {
  private let workers: Workers
  private let readingsMax: Int
  private let count = Atomic(0)

  /// - Parameter readingsMax: readings at work or waiting for a thread.
  init(workers: Workers, readingsMax: Int) {
    self.workers = workers
    self.readingsMax = readingsMax
  }

  /// A place of the past that has been found.
  struct Place: Sendable {
    let cursor: Cursor
    /// Whether the address will mean the same answer for ever.
    let isFinal: Bool

    var position: UInt64 { cursor.position }
  }

  /// Finds the position of a moment, waits until the views have come so far, and answers with what
  /// a worker makes of it; or with nothing but the tag where the asker has that answer.
  func answer(
    _ services: Services, _ context: RequestContext, at moment: PastMoment,
    minimum: MinimumPosition,
    _ make:
      @escaping @Sendable (Place, _ cache: [(name: String, value: String)])
      throws(ProblemReport) -> Answer
  ) {
    run(context) { () throws(ProblemReport) in
      let place = try Self.place(of: moment, services)
      let tag = Self.entityTag(of: place, services)
      guard !EntityTags(context.request.header("if-none-match")).matches(tag) else {
        return { context.answer(304, HTTPHeaderBlock(Self.cacheFields(place, tag))) }
      }
      let wanted = MinimumPosition(
        position: max(place.position, minimum.position), waitSeconds: minimum.waitSeconds)
      return { [self] in
        wait(services, context, for: wanted) { () throws(ProblemReport) in
          try make(place, Self.cacheFields(place, tag))
        }
      }
    }
  }

  /// Answers with what a worker makes once the views have come so far.
  private func wait(
    _ services: Services, _ context: RequestContext, for minimum: MinimumPosition,
    _ make: @escaping @Sendable () throws(ProblemReport) -> Answer
  ) {
    context.request.eventLoop.execute { [self] in
      PositionWaiter.wait(for: minimum, of: .views(services.engine.views), context) { [self] in
        run(context) { () throws(ProblemReport) in
          let made = try make()
          return { context.answer(made.status, made.headers, made.body) }
        }
      }
    }
  }

  /// Runs work on a worker, then what it returns, or tells its problem; refuses it where too much
  /// waits.
  private func run(
    _ context: RequestContext,
    _ work: @escaping @Sendable () throws(ProblemReport) -> @Sendable () -> Void
  ) {
    guard count.add(1, ordering: .relaxed).newValue <= readingsMax else {
      count.subtract(1, ordering: .relaxed)
      return context.fail(
        ProblemReport(
          .overloaded, "More than \(readingsMax) questions about the past are being answered."))
    }
    workers.run { [self] in
      let end: @Sendable () -> Void
      do throws(ProblemReport) { end = try work() } catch { end = { context.fail(error) } }
      count.subtract(1, ordering: .relaxed)
      end()
    }
  }

  private static func place(
    of moment: PastMoment, _ services: Services
  ) throws(ProblemReport) -> Place {
    let epoch = services.engine.log.epoch
    switch moment {
    case .position(let position, let isBoundToEpoch):
      return Place(
        cursor: Cursor(epoch: epoch, position: position), isFinal: isBoundToEpoch)
    case .time(let time):
      let position = try ProblemReport.translating { () throws(LogFailure) in
        try services.engine.reader.position(asOf: time.milliseconds)
      }
      return Place(cursor: Cursor(epoch: epoch, position: position), isFinal: false)
    }
  }

  /// A later version of the program may fold the same events into other rows.
  private static func entityTag(of place: Place, _ services: Services) -> String {
    "\"\(place.cursor).\(String(services.engine.history.version, radix: 36))\""
  }

  private static func cacheFields(
    _ place: Place, _ tag: String
  ) -> [(name: String, value: String)] {
    let control = place.isFinal ? "private, max-age=31536000, immutable" : "no-cache"
    return [("etag", tag), ("cache-control", control), ("vary", "accept")]
  }
}
