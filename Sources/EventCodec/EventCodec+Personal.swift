public import CustomerKeys
public import EventLog

extension EventCodec {
  /// Opens the sealed part of a kept event. Costs about 3 µs where there is one.
  ///
  /// - Throws: the key store's failure, or `KeyFailure.damaged` where the part is not what was
  ///   sealed for this event.
  public func personal(of stored: StoredEvent) throws(KeyFailure) -> PersonalPart {
    let sealed = stored.sealed
    guard !sealed.isEmpty else { return .none }
    let context = SealingContext(
      source: stored.source, id: stored.id, type: stored.type, stream: stored.stream)
    guard let clear = try Sealing.open(sealed, context: context, keys: keys) else {
      return .erased
    }
    return .opened(clear)
  }
}
