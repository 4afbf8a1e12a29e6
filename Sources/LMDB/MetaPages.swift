import Glibc

/// The two first pages of a file, which say how large it is and where its tables begin.
///
/// The library maps what they say before anybody can check it, so they are read beforehand.
enum MetaPages {
  private static let pageBytesAllowed = 512...32_768

  /// Refuses a file whose sizes cannot be right.
  ///
  /// - Throws: `LMDBFailure.damaged`; nothing for a file that is not there, or is new.
  static func check(path: String, options: EnvironmentOptions) throws(LMDBFailure) {
    // SAFETY: Swift passes a terminated copy of the path.
    let file = unsafe open(path + "/data.mdb", O_RDONLY | O_CLOEXEC)
    // The library says why.
    guard file >= 0 else { return }
    defer { close(file) }
    var status = stat()
    // SAFETY: `status` outlives the call.
    guard unsafe fstat(file, &status) == 0 else { throw LMDBFailure(code: errno, path: path) }
    guard status.st_size > 0 else {
      guard options.isReadOnly else { return }
      throw .damaged("\(path): the file is empty")
    }
    let bytesMax = max(Int(status.st_size), options.mapBytes)
    let first = try read(file, at: 0, path)
    let pageBytes = Int(first.little32(at: 40))
    guard pageBytesAllowed.contains(pageBytes), pageBytes & (pageBytes - 1) == 0 else {
      throw .damaged("\(path): its pages cannot be of \(pageBytes) bytes")
    }
    for meta in [first, try read(file, at: pageBytes, path)] {
      let last = meta.little64(at: 136)
      guard meta.little16(at: 10) == PageFormat.meta, meta.little32(at: 40) == pageBytes,
        last < UInt64(bytesMax / pageBytes)
      else { throw .damaged("\(path): the first pages of the file are wrong") }
    }
  }

  private static func read(
    _ file: Int32, at offset: Int, _ path: String
  ) throws(LMDBFailure) -> [UInt8] {
    let count = 168
    // SAFETY: at most the buffer's capacity is read, and its count is what was.
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = max(0, unsafe pread(file, buffer.baseAddress!, count, offset))
    }
    guard bytes.count == count else { throw .damaged("\(path): the file is cut off") }
    return bytes
  }
}
