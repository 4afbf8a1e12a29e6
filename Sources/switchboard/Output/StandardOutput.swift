internal import Foundation

/// Writes text to standard output, as `writeOut` of bytes does.
func writeOut(_ text: String) {
  writeOut(Array(text.utf8))
}

/// Writes bytes to standard output. Ends the program quietly when nobody reads it any more, and
/// with exit code 1 and a word about it where they cannot be written, as on a full disk.
func writeOut(_ bytes: [UInt8]) {
  var rest = bytes
  while !rest.isEmpty {
    let count = write(STDOUT_FILENO, rest, rest.count)
    if count >= 0 {
      rest.removeFirst(count)
      continue
    }
    switch errno {
    case EINTR: continue
    case EPIPE: exit(0)
    default:
      writeError("Error: the output cannot be written: \(String(cString: strerror(errno)))")
      exit(1)
    }
  }
}

/// Writes a line to standard error.
func writeError(_ line: String) {
  FileHandle.standardError.write(Data((line + "\n").utf8))
}
