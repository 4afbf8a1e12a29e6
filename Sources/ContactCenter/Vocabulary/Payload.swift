/// A group of named, typed fields: the data of an event, a row of a view.
///
/// `describe` is its one declaration. A visitor walks it to decode, validate, encode, and to write
/// the schema; whatever the visitor does, it meets the same names, shapes, bounds and words.
///
///     public struct Answered: EventPayload {
///       public var agent = AgentID()
///       public var waitMilliseconds: Int64?
///       public static let type = EventType("call.answered", 1, "An agent took the call.")
///       public mutating func describe(_ fields: inout some FieldVisitor) {
///         fields.required("agent", &agent, "Who took it.")
///         fields.optional("waitMilliseconds", &waitMilliseconds, .range(0...week), "…")
///       }
///     }
///
/// The order of the fields in `describe` is the order on the wire and on disk: the encoding of
/// equal payloads is equal, byte for byte.
public protocol Payload: Sendable, Equatable {
  /// A blank payload: every required field at its zero, every optional one nil.
  init()

  /// Presents every field to the visitor, which may read or replace its value.
  mutating func describe(_ fields: inout some FieldVisitor)
}

/// The data of one event type.
public protocol EventPayload: Payload {
  static var type: EventType { get }
}

/// The name, version and meaning of an event type.
public struct EventType: Sendable, Hashable {
  /// `<aggregate>.<past tense>`, for example `call.answered`.
  public let name: String
  /// The version of the payload's shape, from 1. A released version is never edited.
  public let version: UInt16
  /// One sentence for the documentation.
  public let summary: String

  public init(_ name: String, _ version: UInt16, _ summary: String) {
    self.name = name
    self.version = version
    self.summary = summary
  }
}

/// What walks over the fields of a payload.
///
/// Required fields must be present; optional ones may be missing (JSON `null` is refused: leave it
/// out). `.personal` fields travel in the sealed part.
public protocol FieldVisitor {
  mutating func required<V: FieldValue>(
    _ name: StaticString, _ value: inout V, _ rules: FieldRules, _ summary: StaticString)
  mutating func optional<V: FieldValue>(
    _ name: StaticString, _ value: inout V?, _ rules: FieldRules, _ summary: StaticString)
  /// A list of scalars; missing means empty, and an empty list is not written.
  mutating func list<V: FieldValue>(
    _ name: StaticString, _ values: inout [V], _ rules: FieldRules, _ summary: StaticString)
  /// A list of objects; missing means empty, and an empty list is not written.
  mutating func objects<P: Payload>(
    _ name: StaticString, _ values: inout [P], _ rules: FieldRules, _ summary: StaticString)
  /// An object, or nothing.
  mutating func object<P: Payload>(
    _ name: StaticString, _ value: inout P?, _ rules: FieldRules, _ summary: StaticString)
}

extension FieldVisitor {
  public mutating func required<V: FieldValue>(
    _ name: StaticString, _ value: inout V, _ summary: StaticString
  ) { required(name, &value, FieldRules(), summary) }

  public mutating func optional<V: FieldValue>(
    _ name: StaticString, _ value: inout V?, _ summary: StaticString
  ) { optional(name, &value, FieldRules(), summary) }

  public mutating func list<V: FieldValue>(
    _ name: StaticString, _ values: inout [V], _ summary: StaticString
  ) { list(name, &values, FieldRules(), summary) }

  public mutating func objects<P: Payload>(
    _ name: StaticString, _ values: inout [P], _ summary: StaticString
  ) { objects(name, &values, FieldRules(), summary) }

  public mutating func object<P: Payload>(
    _ name: StaticString, _ value: inout P?, _ summary: StaticString
  ) { object(name, &value, FieldRules(), summary) }
}

/// Bounds on a field beyond its shape.
public struct FieldRules: Sendable, Equatable {
  /// Whether the field is personal data: sealed at rest, absent from the public stream.
  public var isPersonal = false
  /// The longest text in UTF-8 bytes.
  public var bytesMax = 256
  /// The range of an integer.
  public var range: ClosedRange<Int64> = 0...FieldRules.integerMax
  /// The largest number of items of a list.
  public var countMax = 100

  /// The largest integer that every JSON reader holds exactly: 2^53 − 1.
  public static let integerMax: Int64 = 9_007_199_254_740_991

  public init() {}

  /// Rules for personal data.
  public static var personal: FieldRules { FieldRules().personal }
  /// Rules for a text of at most so many UTF-8 bytes.
  public static func text(_ bytesMax: Int) -> FieldRules { FieldRules().text(bytesMax) }
  /// Rules for an integer in this range.
  public static func range(_ range: ClosedRange<Int64>) -> FieldRules { FieldRules().range(range) }
  /// Rules for a list of at most so many items.
  public static func count(_ countMax: Int) -> FieldRules { FieldRules().count(countMax) }

  /// These rules for personal data.
  public var personal: FieldRules { changed { $0.isPersonal = true } }
  /// These rules with another bound on a text, in UTF-8 bytes.
  public func text(_ bytesMax: Int) -> FieldRules { changed { $0.bytesMax = bytesMax } }
  /// These rules with another range of an integer.
  public func range(_ range: ClosedRange<Int64>) -> FieldRules { changed { $0.range = range } }
  /// These rules with another bound on the number of items.
  public func count(_ countMax: Int) -> FieldRules { changed { $0.countMax = countMax } }

  private func changed(_ change: (inout FieldRules) -> Void) -> FieldRules {
    var copy = self
    change(&copy)
    return copy
  }
}

/// A type that a single JSON scalar holds.
public protocol FieldValue: Sendable, Equatable {
  static var shape: FieldShape { get }
  init()
  /// Nil where the scalar is of another kind or not among the choices.
  init?(scalar: FieldScalar)
  var scalar: FieldScalar { get }
}

/// What a scalar may look like; bounds are in `FieldRules`.
public enum FieldShape: Sendable, Equatable {
  case text
  /// 1…128 bytes of UTF-8 without control characters.
  case identifier
  case integer
  case boolean
  /// One of these words.
  case choice([String])
  /// An instant: RFC 3339 with milliseconds on the wire, milliseconds since 1970 inside.
  case timestamp
  /// A decimal number of at most six digits after the point, held as a count of millionths.
  case decimal
}

/// A scalar on its way between JSON and a typed field.
public enum FieldScalar: Sendable, Equatable {
  case text(String)
  case integer(Int64)
  case boolean(Bool)
}

extension String: FieldValue {
  public static var shape: FieldShape { .text }
  public init?(scalar: FieldScalar) {
    guard case .text(let text) = scalar else { return nil }
    self = text
  }
  public var scalar: FieldScalar { .text(self) }
}

extension Int64: FieldValue {
  public static var shape: FieldShape { .integer }
  public init?(scalar: FieldScalar) {
    guard case .integer(let value) = scalar else { return nil }
    self = value
  }
  public var scalar: FieldScalar { .integer(self) }
}

extension Bool: FieldValue {
  public static var shape: FieldShape { .boolean }
  public init?(scalar: FieldScalar) {
    guard case .boolean(let value) = scalar else { return nil }
    self = value
  }
  public var scalar: FieldScalar { .boolean(self) }
}

extension Timestamp: FieldValue {
  public static var shape: FieldShape { .timestamp }
  public init() { self.init(milliseconds: 0) }
  public init?(scalar: FieldScalar) {
    guard case .integer(let value) = scalar else { return nil }
    self.init(milliseconds: value)
  }
  public var scalar: FieldScalar { .integer(milliseconds) }
}

/// A closed set of words. The first case is the blank value.
public protocol Choice: FieldValue, CaseIterable, RawRepresentable, Hashable
where RawValue == String {}

extension Choice {
  public static var shape: FieldShape { .choice(allCases.map(\.rawValue)) }
  public init() { self = Self.allCases[Self.allCases.startIndex] }
  public init?(scalar: FieldScalar) {
    guard case .text(let text) = scalar else { return nil }
    self.init(rawValue: text)
  }
  public var scalar: FieldScalar { .text(rawValue) }
}
