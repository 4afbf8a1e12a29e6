internal import ArgumentParser
internal import ContactCenter
internal import Engine
internal import Foundation
internal import SwitchboardClient

/// `switchboard access …`: who may come in.
struct AccessCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "access", abstract: "Grant, revoke, list and review tokens.",
    subcommands: [
      GrantToken.self, RevokeToken.self, List.self, AccessReviewCommand.self,
    ])

  /// Why nothing was granted or revoked, and what to do.
  static func failure(_ refusal: AccessRefusal) -> CommandFailure {
    switch refusal {
    case .nameTaken(let name):
      CommandFailure(
        "\(name) has a token already: choose another --name, revoke it first, or give --replace")
    case .failed(let failure): CommandFailure("the log failed: \(failure)")
    }
  }

  struct RevokeToken: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "revoke", abstract: "End a token, at once.")

    @OptionGroup var target: TargetOptions
    @Argument(help: "The name under which it was granted.") var name: String

    func run() async throws {
      if let server = try await target.server() {
        let path = "/v1/access/grants/" + percentEncoded(name)
        try requireSuccess(try await server.collect(.delete, path))
        return
      }
      let installation = try LocalInstallation.openLogForWriting(target.folder)
      defer { installation.close() }
      try await installation.catchUp()
      do throws(AccessRefusal) {
        let isRevoked = try await installation.engine.access.revoke(
          name: name, by: Actor(kind: .operator))
        guard !isRevoked else { return }
      } catch {
        throw AccessCommand.failure(error)
      }
      throw CommandFailure("no token is granted under the name \(name)")
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Who has a token, and for what.")

    @OptionGroup var target: TargetOptions
    @Option(help: "table or json.") var format: OutputFormat = .table

    func run() async throws {
      let grants: [GrantLine]
      if let server = try await target.server() {
        grants = try await GrantLines(of: server).grants
      } else {
        let installation = try await LocalInstallation.openForReading(target.folder)
        defer { installation.close() }
        grants = installation.engine.tokens.list().map(GrantLine.init)
      }
      try show(grants)
    }

    private func show(_ grants: [GrantLine]) throws {
      guard format == .table else { return try writeJSON(GrantLines(grants: grants)) }
      var table = TextTable(["name", "role", "source", "granted"])
      for grant in grants {
        table.add([grant.name, grant.role, grant.source, grant.grantedAt])
      }
      writeOut(table.text)
    }
  }
}

/// What is granted, as it is printed and as a server sends it.
struct GrantLines: Codable {
  var grants: [GrantLine]

  init(grants: [GrantLine]) {
    self.grants = grants
  }

  /// Asks a server.
  init(of server: SwitchboardClient) async throws {
    let answer = try await server.collect(.get, "/v1/access/grants")
    try requireSuccess(answer)
    self = try JSONDecoder().decode(GrantLines.self, from: Data(answer.body))
  }
}

/// One grant.
struct GrantLine: Codable {
  var name: String
  var role: String
  var source: String
  var grantedAt: String

  init(_ grant: Grant) {
    name = grant.name
    role = grant.role.rawValue
    source = grant.source
    grantedAt = Date(timeIntervalSince1970: Double(grant.grantedAt) / 1_000)
      .formatted(.iso8601)
  }
}
