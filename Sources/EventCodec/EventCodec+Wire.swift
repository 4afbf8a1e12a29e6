import ContactCenter
public import EventLog

extension EventCodec {
  /// Appends a kept event as a structured CloudEvent: one JSON object, no line end.
  ///
  /// - Parameter personal: what the reader may see of the personal fields; they become members of
  ///   `data`. Where they were erased, `"personaldata":"erased"` says so.
  public func cloudEvent(
    of stored: StoredEvent, personal: PersonalPart = .none, into bytes: inout [UInt8]
  ) {
    bytes.append(UInt8(ascii: "{"))
    appendMembers(of: stored, personal: personal, to: &bytes)
  }

  /// Appends a kept event as a frame of a server-sent event stream:
  ///
  ///     id: 0123456789abcdef.00000000000000000042
  ///     event: call.answered
  ///     data: {"prev":"00000000000000000041","sequence":"00000000000000000042",…}
  ///
  /// - Parameters:
  ///   - epoch: the log's, for the cursor in `id:`.
  ///   - previous: the position of the frame before it on this stream.
  public func serverSentEvent(
    of stored: StoredEvent, epoch: Epoch, previous: UInt64, into bytes: inout [UInt8]
  ) {
    bytes.append(text: "id: ")
    append(epoch: epoch, to: &bytes)
    bytes.append(UInt8(ascii: "."))
    bytes.append(digits: stored.position, atLeast: 20)
    bytes.append(text: "\nevent: ")
    bytes += stored.typeBytes
    bytes.append(text: "\ndata: {\"prev\":\"")
    bytes.append(digits: previous, atLeast: 20)
    bytes.append(text: "\",")
    appendMembers(of: stored, personal: .none, to: &bytes)
    bytes.append(text: "\n\n")
  }

  /// What the log knows and the sender could not, then the public part as it is kept.
  private func appendMembers(
    of stored: StoredEvent, personal: PersonalPart, to bytes: inout [UInt8]
  ) {
    bytes.append(text: #""sequence":"00000000000000000000","streamversion":"#)
    bytes.overwrite(digits: stored.position, endingAt: bytes.count - 18)
    bytes.append(digits: stored.version, atLeast: 1)
    bytes.append(text: #","recordedtime":"0000-00-00T00:00:00.000Z","#)
    bytes.overwrite(
      rfc3339: Timestamp(milliseconds: stored.recordedTime), at: bytes.count - 26)
    switch personal {
    case .none:
      bytes += stored.wire
    case .erased:
      bytes.append(text: #""personaldata":"erased","#)
      bytes += stored.wire
    case .opened(let json):
      append(stored.wire, with: json, to: &bytes)
    }
  }

  /// The public part with personal members at the end of its data.
  private func append(
    _ wire: ArraySlice<UInt8>, with personal: [UInt8], to bytes: inout [UInt8]
  ) {
    bytes += wire.dropLast(2)
    if bytes.last != UInt8(ascii: "{"), personal.count > 2 { bytes.append(UInt8(ascii: ",")) }
    bytes += personal.dropFirst()
    bytes.append(UInt8(ascii: "}"))
  }

  private func append(epoch: Epoch, to bytes: inout [UInt8]) {
    var rest = epoch.bits
    for _ in 0..<16 {
      let digit = UInt8(truncatingIfNeeded: rest >> 60)
      bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
      rest <<= 4
    }
  }
}
