internal import API
internal import ArgumentParser
internal import Foundation

/// The settings of `serve`: flag, then environment variable, then default.
struct ServeSettings: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The data folder, made if missing. Environment: SWITCHBOARD_DATA. Default: ./data.",
      valueName: "DIR"))
  var data: String?

  @Option(
    help: ArgumentHelp(
      "Where to listen; port 0 takes a free one. Environment: SWITCHBOARD_LISTEN. "
        + "Default: 127.0.0.1:8443, or 127.0.0.1:8080 with --plaintext.",
      valueName: "HOST:PORT"))
  var listen: String?

  @Option(
    help: ArgumentHelp(
      "The certificate chain, PEM. Environment: SWITCHBOARD_TLS_CERTIFICATE. "
        + "Default: one that the server makes for itself in the data folder.",
      valueName: "FILE"))
  var tlsCertificate: String?

  @Option(
    help: ArgumentHelp(
      "The certificate's private key, PEM. Environment: SWITCHBOARD_TLS_KEY.", valueName: "FILE"))
  var tlsKey: String?

  @Flag(help: "Serve without TLS: HTTP/2 by prior knowledge, and HTTP/1.1.")
  var plaintext = false

  @Option(
    help: ArgumentHelp(
      "The IANA zone in which the days of the wallboard begin, and of reports that name no other. "
        + "Environment: SWITCHBOARD_ZONE. Default: the one served with last, or UTC.",
      valueName: "ZONE"))
  var zone: String?

  @Option(
    help: ArgumentHelp(
      "Event loops. Environment: SWITCHBOARD_LOOPS. Default: one a core. Range 1…1024.",
      valueName: "N"))
  var loops: Int?

  @Option(
    name: .customLong("log-gib-max"),
    help: ArgumentHelp(
      "The largest size of the log's file in GiB; address space, not disk. "
        + "Environment: SWITCHBOARD_LOG_GIB_MAX. Default: 1024. Range 1…65536.",
      valueName: "GIB"))
  var logGiBMax: Int?

  @Option(
    help: ArgumentHelp(
      "Bytes of the newest events that are held for those who follow. "
        + "Environment: SWITCHBOARD_RING_BYTES. Default: 67108864. Range 1048576…4294967296.",
      valueName: "BYTES"))
  var ringBytes: Int?

  @Option(
    help: ArgumentHelp(
      "An origin whose pages may ask with a browser and a token (repeatable). "
        + "Environment: SWITCHBOARD_ALLOW_ORIGIN, separated by commas. Default: none.",
      valueName: "https://HOST"))
  var allowOrigin: [String] = []

  @Flag(help: "Feed the server with simulated traffic and print the wallboard's address.")
  var demo = false

  @Option(
    help: ArgumentHelp(
      "Calls an hour of the demo's traffic. Range 1…100000.", valueName: "N"))
  var demoRate: Int = 240

  private func value(_ flag: String?, _ variable: String) -> String? {
    flag ?? ProcessInfo.processInfo.environment["SWITCHBOARD_" + variable]
  }

  private func number(
    _ flag: Int?, _ variable: String, _ range: ClosedRange<Int>
  ) throws -> Int? {
    guard let text = value(flag.map(String.init), variable) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw ValidationError("SWITCHBOARD_\(variable) is \(text); allowed is \(range)")
    }
    return number
  }

  private func origins() throws -> [String] {
    let listed = value(nil, "ALLOW_ORIGIN")?.split(separator: ",").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    let origins = allowOrigin.isEmpty ? listed ?? [] : allowOrigin
    for origin in origins where !APISettings.isOrigin(origin) {
      throw ValidationError(
        "--allow-origin is \(origin); write https://HOST or https://HOST:PORT, and nothing after it"
      )
    }
    return origins
  }

  /// - Throws: `ValidationError` naming the setting and what is allowed.
  func validate() throws {
    _ = try resolved()
  }

  /// The settings with the environment and the defaults filled in.
  ///
  /// - Throws: as `validate`.
  func resolved() throws -> ResolvedSettings {
    let listen = value(listen, "LISTEN") ?? (plaintext ? "127.0.0.1:8080" : "127.0.0.1:8443")
    guard let colon = listen.lastIndex(of: ":"),
      let port = Int(listen[listen.index(after: colon)...]), (0...65_535).contains(port)
    else { throw ValidationError("--listen is \(listen); write HOST:PORT, with a port of 0…65535") }
    let host = listen[..<colon].trimmingCharacters(in: ["[", "]"])
    guard (1...100_000).contains(demoRate) else {
      throw ValidationError("--demo-rate is \(demoRate); allowed is 1...100000")
    }
    let certificate = value(tlsCertificate, "TLS_CERTIFICATE")
    let key = value(tlsKey, "TLS_KEY")
    guard (certificate == nil) == (key == nil) else {
      throw ValidationError("--tls-certificate and --tls-key go together")
    }
    guard !plaintext || certificate == nil else {
      throw ValidationError(
        "--plaintext serves without TLS, and a certificate is for TLS: give one of them")
    }
    return ResolvedSettings(
      folder: value(data, "DATA") ?? "./data", host: host, port: port, isPlaintext: plaintext,
      certificate: certificate.flatMap { path in key.map { (path, $0) } },
      zone: value(zone, "ZONE"), loops: try number(loops, "LOOPS", 1...1_024),
      logBytesMax: try number(logGiBMax, "LOG_GIB_MAX", 1...65_536).map { $0 << 30 },
      ringBytesMax: try number(ringBytes, "RING_BYTES", APISettings.ringBytesRange),
      allowedOrigins: try origins(), demoRate: demo ? demoRate : nil)
  }
}

/// What `serve` runs with.
struct ResolvedSettings {
  var folder: String
  var host: String
  var port: Int
  var isPlaintext: Bool
  /// Paths of the chain and its key; nil: the server's own.
  var certificate: (chain: String, key: String)?
  /// Nil: the folder's own.
  var zone: String?
  var loops: Int?
  /// Nil: the storage's own bound.
  var logBytesMax: Int?
  /// Nil: the routes' own bound.
  var ringBytesMax: Int?
  /// Those of other people's pages.
  var allowedOrigins: [String]
  /// Calls an hour; nil: no demo.
  var demoRate: Int?
}
