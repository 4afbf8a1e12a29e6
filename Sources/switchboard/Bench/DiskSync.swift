internal import Foundation

/// What one durable write costs on the disk of a folder: the floor under every append.
struct DiskSync {
  /// The median and the 99th percentile of appending 300 bytes and `fdatasync`, in microseconds.
  let medianMicroseconds: Int
  let p99Microseconds: Int

  /// Measures in a file that is removed again.
  ///
  /// - Throws: `CommandFailure` where the folder cannot be written.
  static func measure(inFolder folder: String, rounds: Int = 300) throws -> DiskSync {
    let path = folder + "/sync-probe"
    let file = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0o600)
    guard file >= 0 else { throw CommandFailure("cannot write to \(folder)") }
    defer {
      close(file)
      unlink(path)
    }
    let block = [UInt8](repeating: 0x20, count: 300)
    var times: [Int] = []
    for _ in 0..<rounds {
      let start = ContinuousClock.now
      guard write(file, block, block.count) == block.count, fdatasync(file) == 0 else {
        throw CommandFailure("cannot write to \(folder)")
      }
      times.append(microseconds(.now - start))
    }
    times.sort()
    return DiskSync(
      medianMicroseconds: times[rounds / 2], p99Microseconds: times[rounds * 99 / 100])
  }
}

/// A duration in whole microseconds.
func microseconds(_ duration: Duration) -> Int {
  Int(duration.components.seconds) * 1_000_000
    + Int(duration.components.attoseconds / 1_000_000_000_000)
}
