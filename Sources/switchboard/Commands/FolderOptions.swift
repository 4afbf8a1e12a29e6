internal import ArgumentParser
internal import Foundation

/// The data folder of a command that reads its files and asks no server.
struct FolderOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The data folder. Environment: SWITCHBOARD_DATA. Default: ./data.", valueName: "DIR"))
  var data: String?

  @Option(help: .hidden) var url: String?
  @Option(help: .hidden) var token: String?

  /// The folder, whether or not it is there.
  var folder: String {
    data ?? ProcessInfo.processInfo.environment["SWITCHBOARD_DATA"] ?? "./data"
  }

  /// - Throws: `ValidationError` where the command is meant for a server.
  func validate() throws {
    let environment = ProcessInfo.processInfo.environment
    guard url == nil, token == nil, data != nil || environment["SWITCHBOARD_URL"] == nil else {
      throw ValidationError(
        "the files are read where they are: run it on the server's machine, with --data DIR and "
          + "without --url, also while the folder is served")
    }
  }
}
