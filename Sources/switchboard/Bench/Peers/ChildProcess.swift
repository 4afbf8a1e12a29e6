internal import Foundation
internal import NIOCore
internal import NIOPosix

/// A program that a bench has started on loopback, and ends with itself.
final class ChildProcess: Sendable {
  private let process: Process
  private let exits: AsyncStream<Void>

  private init(_ process: Process, exits: AsyncStream<Void>) {
    self.process = process
    self.exits = exits
  }

  /// Starts a program whose output goes to a file, to be read where it fails.
  ///
  /// `setpriv` (util-linux) has the system end it when the thread that started it is gone: a thread
  /// of its own, which lasts as long as this process does or the other.
  static func start(
    _ path: String, _ arguments: [String], log: String
  ) async throws -> ChildProcess {
    try Data().write(to: URL(filePath: log))
    let output = FileHandle(forWritingAtPath: log)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/setpriv")
    process.arguments = ["--pdeathsig", "KILL", path] + arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    let (exits, exit) = AsyncStream<Void>.makeStream()
    try await withCheckedThrowingContinuation { (started: CheckedContinuation<Void, any Error>) in
      let thread = Thread {
        do {
          try process.run()
        } catch {
          return started.resume(throwing: error)
        }
        started.resume()
        process.waitUntilExit()
        exit.finish()
      }
      thread.start()
    }
    return ChildProcess(process, exits: exits)
  }

  /// The bytes that it and its children hold in memory.
  var residentBytes: Int {
    identifiers.reduce(0) { $0 + Self.kilobytes("VmRSS:", of: $1) * 1_024 }
  }

  /// The time that it and its children have computed.
  var processorSeconds: Double {
    identifiers.reduce(0) { $0 + Self.processorSeconds(of: "\($1)") }
  }

  /// Whether it still runs.
  var isRunning: Bool { process.isRunning }

  /// Asks it to end and waits for that; ends it where it takes longer than it may.
  func stop(within limit: Duration = .seconds(1)) async {
    process.terminate()
    let impatience = Task { [process] in
      try await Task.sleep(for: limit)
      kill(process.processIdentifier, SIGKILL)
    }
    for await _ in exits {}
    impatience.cancel()
  }

  /// Waits until a port of this machine takes connections.
  ///
  /// - Throws: `CommandFailure` where the process ends before, or takes too long.
  func accepts(port: Int, within limit: Duration = .seconds(900)) async throws {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline, isRunning {
      let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      // What refuses a connection is not up yet: it is asked again.
      if let channel = try? await bootstrap.connect(host: "127.0.0.1", port: port).get() {
        return try await channel.close()
      }
      try await Task.sleep(for: .milliseconds(2))
    }
    throw CommandFailure("what the bench has started does not listen on port \(port)")
  }

  /// A port of loopback that nobody listens on.
  static func freePort() async throws -> Int {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .bind(host: "127.0.0.1", port: 0).get()
    let port = channel.localAddress?.port ?? 0
    try await channel.close()
    return port
  }

  /// The time that a process has computed, user and system; `self` is this one.
  static func processorSeconds(of identifier: String) -> Double {
    // A process that is gone computes nothing.
    let text = (try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8)) ?? ""
    let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12])
    else { return 0 }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  private var identifiers: [Int32] {
    let own = process.processIdentifier
    // Most have no children; one that is gone has none either.
    let text = try? String(contentsOfFile: "/proc/\(own)/task/\(own)/children", encoding: .utf8)
    return [own] + (text ?? "").split(separator: " ").compactMap { Int32($0) }
  }

  private static func kilobytes(_ name: String, of identifier: Int32) -> Int {
    // A process that is gone holds nothing.
    let text = (try? String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
    return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0
  }
}
