import CustomerKeys
import EventLog
import Foundation
import LMDBStorage
import TestSupport

/// A process that appends from many tasks and kills itself in the middle.
enum Killed {
  /// Appends until `count` appends have been answered, then sends itself SIGKILL.
  static func append(_ count: Int, round: Int, folder: String) async throws {
    let storage = try LMDBStorage.open(folder: folder, options: .small)
    let answers = try Journal(folder + "/answered")
    let keys = try Journal(folder + "/keyed")
    let counter = Counter()
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<16 {
        group.addTask {
          for number in 0... {
            let id = "\(round).\(writer).\(number)"
            // A refused append is simply not noted as answered.
            guard let key = try? storage.keys.key(for: "call/\(id)"),
              (try? await storage.log.append(Samples.request(id, stream: "call/\(id)"))) != nil
            else { continue }
            answers.write(id)
            keys.write("call/\(id) \(key.id)")
            if await counter.next() == count { kill(getpid(), SIGKILL) }
          }
        }
      }
    }
  }

  static func answered(in folder: String) throws -> [String] {
    try String(contentsOfFile: folder + "/answered", encoding: .utf8)
      .split(separator: "\n").map(String.init)
  }

  static func keys(in folder: String) throws -> [(subject: String, id: UInt64)] {
    try String(contentsOfFile: folder + "/keyed", encoding: .utf8).split(separator: "\n").map {
      let fields = $0.split(separator: " ")
      return (String(fields[0]), UInt64(fields[1]) ?? 0)
    }
  }

  private actor Counter {
    private var count = 0

    func next() -> Int {
      count += 1
      return count
    }
  }

  /// Lines that survive the process because the kernel has them.
  private final class Journal: Sendable {
    private let descriptor: Int32

    init(_ path: String) throws {
      descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
      guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    func write(_ line: String) {
      let bytes = Array((line + "\n").utf8)
      _ = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
    }
  }
}
