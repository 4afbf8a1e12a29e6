internal import ArgumentParser
internal import EventCodec

/// What a name that is given on the command line must be, so that an event can hold it.
enum NameCheck {
  /// - Throws: `ValidationError` where a value is empty, too long or holds a control character.
  static func check(_ value: String, of option: String) throws {
    guard let fault = IdentifierRules.fault(of: value) else { return }
    throw ValidationError(
      "\(option): \(fault.detail) It has 1 to \(IdentifierRules.bytesMax) bytes, none of control.")
  }
}
