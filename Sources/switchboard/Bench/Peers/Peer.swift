internal import ArgumentParser
internal import Foundation

/// A program of the same trade, from Debian's packages, that a bench drives beside Switchboard.
enum Peer: String, CaseIterable, ExpressibleByArgument {
  case redis, nats, nchan, nghttpd

  /// The program.
  var path: String {
    switch self {
    case .redis: "/usr/bin/redis-server"
    case .nats: "/usr/sbin/nats-server"
    case .nchan: "/usr/sbin/nginx"
    case .nghttpd: "/usr/sbin/nghttpd"
    }
  }

  /// The package that has it.
  var package: String {
    switch self {
    case .redis: "redis-server"
    case .nats: "nats-server"
    case .nchan: "libnginx-mod-nchan"
    case .nghttpd: "nghttp2-server"
    }
  }

  /// What makes nginx a peer.
  private static let nchanModule = "/usr/lib/nginx/modules/ngx_nchan_module.so"

  /// Whether it is there.
  var isInstalled: Bool {
    let files = FileManager.default
    return files.isExecutableFile(atPath: path)
      && (self != .nchan || files.fileExists(atPath: Self.nchanModule))
  }

  /// The peers that are there; of the others it is said that they are left out.
  static func installed(of wanted: [Peer], usable: [Peer]) throws -> [Peer] {
    for peer in wanted where !usable.contains(peer) {
      let names = usable.map(\.rawValue).joined(separator: ", ")
      throw CommandFailure("\(peer.rawValue) is no peer of this bench; peers: \(names)")
    }
    for peer in wanted where !peer.isInstalled {
      writeError("left out: \(peer.rawValue) is not installed (Debian: \(peer.package))")
    }
    return wanted.filter(\.isInstalled)
  }

  /// Starts it in a folder of its own, on loopback.
  ///
  /// - Parameter files: what nghttpd serves.
  func start(inFolder folder: String, files: String = "") async throws -> RunningPeer {
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    let port = try await ChildProcess.freePort()
    let process = try await ChildProcess.start(
      path, try arguments(folder: folder, port: port, files: files), log: folder + "/log")
    try await process.accepts(port: port, within: .seconds(10))
    return RunningPeer(process: process, port: port)
  }

  private func arguments(folder: String, port: Int, files: String) throws -> [String] {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    switch self {
    case .redis:
      return [
        "--bind", "127.0.0.1", "--port", "\(port)", "--dir", folder, "--save", "",
        "--appendonly", "yes", "--appendfsync", "always",
      ]
    case .nats:
      return ["--addr", "127.0.0.1", "--port", "\(port)"]
    case .nghttpd:
      return [
        "--no-tls", "--address=127.0.0.1", "--htdocs=\(files)", "--workers=\(cores)",
        "--max-concurrent-streams=1024", "\(port)",
      ]
    case .nchan:
      let path = folder + "/nginx.conf"
      try Self.nginx(folder: folder, port: port, workers: cores)
        .write(toFile: path, atomically: true, encoding: .utf8)
      return ["-p", folder, "-e", folder + "/log", "-c", path]
    }
  }

  private static func nginx(folder: String, port: Int, workers: Int) -> String {
    """
    daemon off;
    pid \(folder)/nginx.pid;
    error_log \(folder)/log;
    worker_processes \(workers);
    worker_rlimit_nofile 16384;
    load_module \(nchanModule);
    events { worker_connections 8192; }
    http {
      access_log off;
      keepalive_requests 1000000000;
      keepalive_timeout 600;
      http2_max_concurrent_streams 1024;
      client_body_temp_path \(folder)/body;
      proxy_temp_path \(folder)/proxy;
      fastcgi_temp_path \(folder)/fastcgi;
      uwsgi_temp_path \(folder)/uwsgi;
      scgi_temp_path \(folder)/scgi;
      server {
        listen 127.0.0.1:\(port) http2;
        nchan_message_buffer_length 10000;
        location = /publish { nchan_publisher; nchan_channel_id bench; }
        location = /events {
          nchan_subscriber eventsource;
          nchan_subscriber_first_message newest;
          nchan_channel_id bench;
        }
      }
    }

    """
  }
}

/// A peer that takes connections.
struct RunningPeer {
  let process: ChildProcess
  let port: Int
}
