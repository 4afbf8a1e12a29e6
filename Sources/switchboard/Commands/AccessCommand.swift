internal import ArgumentParser
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

  struct GrantToken: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "grant", abstract: "Make a token. It is shown once and cannot be read again.")

    @OptionGroup var target: TargetOptions

    @Option(
      help: ArgumentHelp(
        "What it may do: \(Role.allCases.map(\.rawValue).joined(separator: ", ")).",
        valueName: "ROLE"))
    var role: String

    @Option(
      help: ArgumentHelp(
        "The name under which it is listed and revoked. Default: the role.", valueName: "NAME"))
    var name: String?

    @Option(
      help: ArgumentHelp(
        "The source that an integration may report as, for example pbx-1.", valueName: "SOURCE"))
    var source: String?

    func run() async throws {
      guard let role = Role(rawValue: role) else {
        throw CommandFailure(
          "there is no role \(role); roles: "
            + Role.allCases.map(\.rawValue).joined(separator: ", "))
      }
      if role == .integration, source == nil {
        throw CommandFailure("an integration is bound to its source: add --source NAME")
      }
      let name = name ?? role.rawValue
      if let server = try await target.server() {
        let body = ["name": name, "role": role.rawValue, "source": source ?? ""]
        let answer = try await server.collect(
          .post, "/v1/access/grants", body: Array(try JSONEncoder().encode(body)))
        try requireSuccess(answer)
        struct Granted: Decodable { var token: String }
        writeOut(try JSONDecoder().decode(Granted.self, from: Data(answer.body)).token + "\n")
        return
      }
      let installation = try LocalInstallation.openForWriting(target.folder)
      defer { installation.close() }
      let token = try installation.engine.tokens.grant(
        name: name, role: role, source: source ?? "", at: wallClock())
      writeOut(token + "\n")
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
      let installation = try LocalInstallation.openForWriting(target.folder)
      defer { installation.close() }
      guard try installation.engine.tokens.revoke(name: name) else {
        throw CommandFailure("no token is granted under the name \(name)")
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Who has a token, and for what.")

    @OptionGroup var target: TargetOptions
    @Option(help: "table or json.") var format: OutputFormat = .table

    func run() async throws {
      let grants: [GrantLine]
      if let server = try await target.server() {
        let answer = try await server.collect(.get, "/v1/access/grants")
        try requireSuccess(answer)
        grants = try JSONDecoder().decode(GrantLines.self, from: Data(answer.body)).grants
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

private struct GrantLines: Codable {
  var grants: [GrantLine]
}

private struct GrantLine: Codable {
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
