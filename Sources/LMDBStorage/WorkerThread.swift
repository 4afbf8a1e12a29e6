import Foundation

/// A thread that does one thing for as long as it lives.
enum WorkerThread {
  /// - Parameter name: shown by the system's tools; at most 15 bytes are.
  static func start(name: String, _ body: @escaping @Sendable () -> Void) {
    let thread = Thread(block: body)
    thread.name = name
    thread.stackSize = 1 << 20
    thread.start()
  }
}
