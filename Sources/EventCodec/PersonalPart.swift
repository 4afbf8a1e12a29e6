/// The personal fields of one kept event.
public enum PersonalPart: Sendable, Equatable {
  /// It has none, or the reader may not see them.
  case none
  /// The subject has been erased: nobody can read them any more.
  case erased
  /// The JSON object of them.
  case opened([UInt8])
}
