/// One line of a source's file, as it stood there.
package struct SourceLine: Sendable, Equatable {
  /// Its place in the file, from 1. A quoted record of several lines has the number of its first.
  package var number: Int
  /// Its bytes without the line's end. Personal data: they go nowhere in clear.
  package var bytes: [UInt8]

  package init(number: Int, bytes: [UInt8]) {
    self.number = number
    self.bytes = bytes
  }
}
