internal import API
internal import ArgumentParser
internal import ContactCenter
internal import Engine
internal import Foundation
internal import HTTP2Server
internal import LMDBStorage
internal import Logging
internal import NIOCore
internal import ServiceLifecycle
internal import UnixSignals

/// `switchboard serve`: the server of a data folder.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve a data folder over HTTP/2.",
    discussion: """
      Ctrl-C or SIGTERM stops it cleanly: no new requests, the open ones are finished, streams are \
      told, everything is synced, exit 0.
      """)

  @OptionGroup var settings: ServeSettings

  func run() async throws {
    let settings = try settings.resolved()
    let logger = Logger(label: "switchboard")
    let installation = try LocalInstallation.openForWriting(
      settings.folder, zone: settings.zone, logBytesMax: settings.logBytesMax)
    do {
      try await installation.catchUp()
      try await serve(installation, settings, logger)
    } catch {
      installation.close()
      throw error
    }
    try installation.storage.close()
    writeError("stopped; everything that was acknowledged is on disk")
  }

  private func serve(
    _ installation: LocalInstallation, _ settings: ResolvedSettings, _ logger: Logger
  ) async throws {
    let engine = installation.engine
    var apiSettings = APISettings()
    apiSettings.allowedOrigins = settings.allowedOrigins
    if let bytes = settings.ringBytesMax { apiSettings.ringBytesMax = bytes }
    let api = APIHandler(engine: engine, settings: apiSettings)
    let server = HTTP2Server(
      configuration: try configuration(settings), handler: api, logger: logger)
    api.attach(to: server)
    let addresses = try await Self.start(server)
    try announce(addresses, settings, engine)
    var services: [any Service] = [
      FollowService(projections: engine.projections), ServerService(server: server),
      ClockService(clock: DeadlineClock(engine: engine)),
      RoutingService(router: Router(engine: engine)),
    ]
    if let rate = settings.demoRate {
      services.append(DemoService(engine: engine, callsPerHour: rate, logger: logger))
    }
    let group = ServiceGroup(
      services: services, gracefulShutdownSignals: [.sigint, .sigterm], logger: logger)
    try await group.run()
  }

  /// Binds the server's addresses.
  ///
  /// - Throws: `CommandFailure` with what to do.
  private static func start(_ server: HTTP2Server) async throws(CommandFailure) -> [SocketAddress] {
    do throws(HTTPServerError) {
      return try await server.start()
    } catch {
      switch error {
      case .bind: throw CommandFailure("\(error): choose another address with --listen")
      case .certificate: throw CommandFailure("\(error): see --tls-certificate and --tls-key")
      case .socketPathTooLong: throw CommandFailure("\(error): choose a folder with a shorter path")
      case .notStartable: throw CommandFailure("\(error)")
      }
    }
  }

  private func configuration(_ settings: ResolvedSettings) throws -> HTTPServerConfiguration {
    var certificate: HTTPCertificate?
    if !settings.isPlaintext {
      if let files = settings.certificate {
        certificate = .files(chainPath: files.chain, keyPath: files.key)
      } else {
        let own = try SelfSignedCertificate(inFolder: settings.folder)
        certificate = .files(chainPath: own.certificatePath, keyPath: own.keyPath)
      }
    }
    return HTTPServerConfiguration(
      listeners: [
        .tcp(host: settings.host, port: settings.port, tls: certificate),
        .unixSocket(path: settings.folder + "/control.sock"),
      ],
      loopCount: settings.loops)
  }

  private func announce(
    _ addresses: [SocketAddress], _ settings: ResolvedSettings, _ engine: Engine
  ) throws {
    let scheme = settings.isPlaintext ? "http" : "https"
    let port = addresses.lazy.compactMap(\.port).first ?? settings.port
    let address = "\(scheme)://\(Self.reachable(settings.host)):\(port)"
    writeOut("Switchboard serves \(settings.folder) at \(address)\n")
    guard settings.demoRate != nil else {
      writeOut(
        "Make a token for a wallboard: switchboard access grant --role wallboard "
          + "--data \(settings.folder)\nand open \(address)/wallboard#token=TOKEN\n")
      return
    }
    let token = try DemoToken.token(inFolder: settings.folder, engine: engine)
    writeOut("Wallboard: \(address)/wallboard#token=\(token)\n")
  }

  /// The host of an address that can be opened on this machine: no wildcard, and an IPv6 address in
  /// brackets.
  private static func reachable(_ host: String) -> String {
    switch host {
    case "0.0.0.0": "127.0.0.1"
    case "::": "[::1]"
    default: host.contains(":") ? "[\(host)]" : host
    }
  }
}

/// Folds the views for as long as the server runs.
private struct FollowService: Service {
  let projections: Projections

  func run() async throws {
    await cancelWhenGracefulShutdown { await projections.follow() }
  }
}

/// Appends what falls due for as long as the server runs.
private struct ClockService: Service {
  let clock: DeadlineClock

  func run() async throws {
    await cancelWhenGracefulShutdown { await clock.run() }
  }
}

/// Gives calls to agents for as long as the server runs.
private struct RoutingService: Service {
  let router: Router

  func run() async throws {
    await cancelWhenGracefulShutdown { await router.run() }
  }
}

/// Keeps the server open until the shutdown, then drains it.
private struct ServerService: Service {
  let server: HTTP2Server

  func run() async throws {
    // Cancellation ends the wait just as a graceful shutdown does.
    try? await gracefulShutdown()
    await server.shutdown(grace: .seconds(10))
  }
}
