internal import Foundation

/// Writes bytes to standard output, and ends the program quietly when nobody reads it any more.
func writeOut(_ text: String) {
  writeOut(Array(text.utf8))
}

/// Writes bytes to standard output, and ends the program quietly when nobody reads it any more.
func writeOut(_ bytes: [UInt8]) {
  do {
    try FileHandle.standardOutput.write(contentsOf: Data(bytes))
  } catch {
    exit(0)
  }
}

/// Writes a line to standard error.
func writeError(_ line: String) {
  FileHandle.standardError.write(Data((line + "\n").utf8))
}
