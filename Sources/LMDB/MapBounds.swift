import Glibc

/// Where a file is mapped in this process.
///
/// A page whose lengths have been damaged makes the library hand out a value that ends outside the
/// file, and reading that would end the process. Values are held against these bounds instead.
struct MapBounds: Sendable {
  /// The address of the file's first byte.
  let start: UInt

  /// Finds the map among those of the process.
  init(ofFile path: String) throws(LMDBFailure) {
    // SAFETY: `realpath` returns a string to be freed, or nil; it is copied before that.
    guard let resolved = unsafe realpath(path, nil) else {
      throw LMDBFailure(code: errno, path: path)
    }
    let name = unsafe String(cString: resolved)
    unsafe free(resolved)
    // SAFETY: the stream is checked for nil, closed once, and `getline` owns and grows the buffer.
    guard let maps = unsafe fopen("/proc/self/maps", "re") else {
      throw .system(code: errno, "/proc/self/maps")
    }
    defer { unsafe _ = fclose(maps) }
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { unsafe free(line) }
    while unsafe getline(&line, &capacity, maps) > 0, let text = unsafe line {
      let fields = unsafe String(cString: text).split(
        separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
      guard fields.count == 6, fields[5].dropLast().drop(while: { $0 == " " }) == name,
        let end = fields[0].firstIndex(of: "-"),
        let start = UInt(fields[0][..<end], radix: 16), fields[2].allSatisfy({ $0 == "0" })
      else { continue }
      self.start = start
      return
    }
    throw .missing("\(path) is not mapped")
  }
}
