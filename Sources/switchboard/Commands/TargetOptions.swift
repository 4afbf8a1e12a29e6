internal import ArgumentParser
internal import Foundation
internal import SwitchboardClient

/// Which installation a command is about: a data folder, or a running server.
struct TargetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The data folder. Environment: SWITCHBOARD_DATA. Default: ./data.", valueName: "DIR"))
  var data: String?

  @Option(
    help: ArgumentHelp(
      "The address of a running server instead of a folder. Environment: SWITCHBOARD_URL.",
      valueName: "URL"))
  var url: String?

  @Option(
    help: ArgumentHelp(
      "The token to show to the server of --url. Environment: SWITCHBOARD_TOKEN.",
      valueName: "TOKEN"))
  var token: String?

  @Option(
    help: ArgumentHelp(
      "A PEM file with the certificate to trust for --url, such as DIR/tls-certificate.pem.",
      valueName: "FILE"))
  var tlsTrust: String?

  /// The folder, whether or not it is there.
  var folder: String {
    data ?? ProcessInfo.processInfo.environment["SWITCHBOARD_DATA"] ?? "./data"
  }

  /// The server that the command is to go through: the one of `--url`, else the one that serves the
  /// folder and answers on its control socket; nil where nobody serves it.
  func server() async throws -> SwitchboardClient? {
    let environment = ProcessInfo.processInfo.environment
    if let url = url ?? (data == nil ? environment["SWITCHBOARD_URL"] : nil) {
      guard let token = token ?? environment["SWITCHBOARD_TOKEN"] else {
        throw CommandFailure(
          "--url needs a token: --token or SWITCHBOARD_TOKEN (switchboard access grant makes one)")
      }
      var configuration = SwitchboardClient.commandConfiguration
      if let tlsTrust { configuration.trust = .certificates(file: tlsTrust) }
      return try SwitchboardClient(url: url, token: token, configuration: configuration)
    }
    let socket = folder + "/control.sock"
    guard FileManager.default.fileExists(atPath: socket) else { return nil }
    let client = try SwitchboardClient(
      .controlSocket(path: socket), configuration: SwitchboardClient.commandConfiguration)
    let answer = try? await client.collect(.get, "/livez")  // A socket that a killed server left.
    return answer == nil ? nil : client
  }
}
