import Glibc

extension Environment {
  /// Overwrites what freed pages still hold of values that have been deleted.
  ///
  /// The library never writes to a page that a commit uses: what was deleted stays in the file
  /// until the page is taken for something else. To be called after the commit that deleted the
  /// values.
  ///
  /// - Parameter secrets: long random values that stand nowhere else in the file.
  /// - Cost: reads the whole file; other writers wait meanwhile, so that no page is taken.
  package func overwriteFreed(_ secrets: [[UInt8]]) throws(LMDBFailure) {
    guard let longest = secrets.map(\.count).max(), longest > 0 else { return }
    let writing = try beginWriting()
    let file = try descriptor()
    let chunkBytes = max(1 << 20, 2 * longest)
    var offset = 0
    var chunk: [UInt8] = []
    repeat {
      chunk = try readFile(file, at: offset, count: chunkBytes)
      for secret in secrets where !secret.isEmpty {
        for place in Environment.places(of: secret, in: chunk) {
          try overwrite(file, at: offset + place, count: secret.count)
        }
      }
      // A secret on the border of two chunks lies whole in the next one.
      offset += chunkBytes - longest
    } while chunk.count == chunkBytes
    guard fdatasync(file) == 0 else { throw LMDBFailure(code: errno, path: path) }
    writing.abort()
  }

  /// Up to `count` bytes of the file, fewer at its end.
  func readFile(_ file: Int32, at offset: Int, count: Int) throws(LMDBFailure) -> [UInt8] {
    var failure: Int32 = 0
    // SAFETY: at most the buffer's capacity is read, and its count is what was.
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let read = unsafe pread(file, buffer.baseAddress! + filled, count - filled, offset + filled)
        if read < 0 { failure = errno }
        guard read > 0 else { return }
        filled += read
      }
    }
    try check(failure, path)
    return bytes
  }

  private func overwrite(_ file: Int32, at offset: Int, count: Int) throws(LMDBFailure) {
    let zeros = [UInt8](repeating: 0, count: count)
    // SAFETY: `zeros` has `count` bytes and outlives the call.
    guard unsafe pwrite(file, zeros, count, offset) == count else {
      throw LMDBFailure(code: errno, path: path)
    }
  }

  private static func places(of secret: [UInt8], in chunk: [UInt8]) -> [Int] {
    guard chunk.count >= secret.count else { return [] }
    var places: [Int] = []
    for start in 0...(chunk.count - secret.count)
    where chunk[start] == secret[0] && chunk[start..<start + secret.count].elementsEqual(secret) {
      places.append(start)
    }
    return places
  }
}
