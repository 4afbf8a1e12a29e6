/// The events behind a number: where a field of a row changed, and to what.
package struct Explanation: Sendable, Equatable {
  /// One event that changed the field.
  package struct Step: Sendable, Equatable {
    package let position: UInt64
    /// The field's new value as JSON; nil where the row, or the field, is gone.
    package let value: [UInt8]?
  }

  /// The field's value as JSON before the first step; nil where there was none.
  package internal(set) var before: [UInt8]?
  package internal(set) var steps: [Step] = []
  /// Everything up to here has been looked at.
  package internal(set) var scannedThrough: UInt64
}
