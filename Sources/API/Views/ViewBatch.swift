internal import Engine
internal import EventLog
internal import NIOCore

/// Changed rows as frames, written once for all subscribers that stand at the same place.
///
/// What the first frame names as the one before it is left out: a heartbeat may have told one
/// subscriber a later place than another.
struct ViewBatch: Sendable {
  private var bytes = ByteBuffer()
  /// Where the place of the frame before the first belongs; nil where changes are coalesced.
  private var linkOffset: Int?

  /// - Parameters:
  ///   - changes: rows in the order of their positions.
  ///   - cursor: the place after all of them, which the last frame names.
  ///   - chained: whether each frame names the one before it.
  init(_ changes: [ViewChange], through cursor: Cursor, chained: Bool) {
    var previous: UInt64?
    for (index, change) in changes.enumerated() {
      var members: [(String, JSONValue)] = [
        ("key", .text(change.key)), ("value", change.value.map(JSONValue.raw) ?? .null),
        ("position", .position(change.position)),
      ]
      if chained { members.append(("prev", previous.map(JSONValue.position) ?? .raw([]))) }
      var place: Cursor?
      if index == changes.count - 1 {
        place = cursor
      } else if chained, changes[index + 1].position != change.position {
        // All that this event has changed: who resumes here misses nothing.
        place = Cursor(epoch: cursor.epoch, position: change.position)
      }
      ServerSentEvents.write("row", id: place, .object(members), into: &bytes)
      if chained, previous == nil { linkOffset = bytes.readableBytes - Self.frameEnd.utf8.count }
      previous = change.position
    }
  }

  /// Whether there is no frame.
  var isEmpty: Bool { bytes.readableBytes == 0 }

  /// Appends the frames for a subscriber.
  ///
  /// - Parameter previous: the position that it was told last.
  func write(previous: UInt64, into out: inout ByteBuffer) {
    guard let linkOffset, var start = bytes.getSlice(at: 0, length: linkOffset),
      var rest = bytes.getSlice(at: linkOffset, length: bytes.readableBytes - linkOffset)
    else {
      out.writeImmutableBuffer(bytes)
      return
    }
    let link = String(previous)
    out.reserveCapacity(minimumWritableBytes: bytes.readableBytes + link.utf8.count)
    out.writeBuffer(&start)
    out.writeString(link)
    out.writeBuffer(&rest)
  }

  /// What follows the last member of a frame's data.
  private static let frameEnd = "}\n\n"
}
