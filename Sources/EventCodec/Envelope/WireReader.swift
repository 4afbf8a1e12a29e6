internal import ContactCenter
internal import EventLog

/// Finds the parts of a kept event's public bytes that a fold needs, in one pass over the
/// attributes; the data is not looked into.
///
/// The bytes are those of `WireAttributes`, and the log has checked that they are unchanged.
struct WireReader {
  /// The data object, with its braces.
  let data: ArraySlice<UInt8>
  let actor: Actor

  /// Nil for bytes that `WireAttributes` does not write.
  init?(_ stored: StoredEvent) {
    let wire = stored.wire
    let bytes = wire.span
    var kind = Actor.Kind.system
    var id = ""
    var index = WireReader.actorStart(bytes, stored) ?? 0
    while true {
      // Each turn: a quoted name, a colon, a quoted value, a comma; the data ends it.
      let name = index + 1
      guard let nameEnd = WireReader.endOfString(bytes, from: name), nameEnd + 2 < bytes.count
      else { return nil }
      let value = nameEnd + 3
      guard bytes[nameEnd + 2] == UInt8(ascii: "\"") else {
        guard nameEnd - name == 4, bytes.matches("data", at: name), wire.count > nameEnd + 3 else {
          return nil
        }
        data = wire[wire.startIndex + nameEnd + 2..<wire.endIndex - 1]
        actor = Actor(kind: kind, id: id)
        return
      }
      guard let valueEnd = WireReader.endOfString(bytes, from: value) else { return nil }
      if nameEnd - name == 9, bytes.matches("actorkind", at: name) {
        let slice = wire[wire.startIndex + value..<wire.startIndex + valueEnd]
        guard let known = Actor.Kind(rawValue: String(decoding: slice, as: UTF8.self)) else {
          return nil
        }
        kind = known
      } else if nameEnd - name == 7, bytes.matches("actorid", at: name) {
        let token = JSONToken(.string, start: value, end: valueEnd, next: 0, isMarked: true)
        id = String(decoding: token.unescaped(in: bytes), as: UTF8.self)
      }
      index = valueEnd + 2
    }
  }

  /// Where the actor stands if none of the names before it needed an escape: their lengths are
  /// known from the header, so that most events need no look at them.
  ///
  /// What stands there is compared. Within a string a quotation mark follows a backslash, never a
  /// comma, so that nobody's names can look like the actor.
  private static func actorStart(_ bytes: Span<UInt8>, _ stored: StoredEvent) -> Int? {
    let start =
      WireAttributes.bytesBeforeActor + stored.idBytes.count + stored.sourceBytes.count
      + stored.typeBytes.count + stored.streamBytes.count
    return bytes.matches(",\"actorkind\":\"", at: start - 1) ? start : nil
  }

  /// The closing quotation mark of a string that begins at an index.
  private static func endOfString(_ bytes: Span<UInt8>, from start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") { return index }
      index += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }
}
