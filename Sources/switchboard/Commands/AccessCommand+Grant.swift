internal import ArgumentParser
internal import ContactCenter
internal import Engine
internal import Foundation
internal import SwitchboardClient

extension AccessCommand {
  struct GrantToken: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "grant", abstract: "Make a token. It is shown once and cannot be read again.")

    @OptionGroup var target: TargetOptions

    @Option(help: ArgumentHelp("What it may do.", valueName: "ROLE"))
    var role: Role

    @Option(
      help: ArgumentHelp(
        "The name under which it is listed and revoked, 1…128 bytes. Default: the role, or such as "
          + "wallboard-2 where that has a token.",
        valueName: "NAME"))
    var name: String?

    @Option(
      help: ArgumentHelp(
        "The source that an integration may report as, for example pbx-1, 1…128 bytes.",
        valueName: "SOURCE"))
    var source: String?

    @Flag(help: "End the token that the name has, at once, and put this one in its place.")
    var replace = false

    func validate() throws {
      guard role != .integration || source != nil else {
        throw ValidationError("an integration is bound to its source: add --source NAME")
      }
      if let name { try NameCheck.check(name, of: "--name") }
      if let source { try NameCheck.check(source, of: "--source") }
    }

    func run() async throws {
      if let server = try await target.server() {
        let name = chosenName(besides: try await GrantLines(of: server).grants.map(\.name))
        return show(try await token(named: name, of: server), named: name)
      }
      let installation = try LocalInstallation.openForWriting(target.folder)
      defer { installation.close() }
      try await installation.catchUp()
      let engine = installation.engine
      let name = chosenName(besides: engine.tokens.list().map(\.name))
      let grant = Grant(name: name, role: role, source: source ?? "", grantedAt: wallClock())
      do throws(AccessRefusal) {
        let token = try await engine.access.grant(
          grant, replaces: replace, by: Actor(kind: .operator))
        show(token, named: name)
      } catch {
        throw AccessCommand.failure(error)
      }
    }

    /// The name that was given, else the first of `wallboard`, `wallboard-2`, … without a token.
    private func chosenName(besides taken: [String]) -> String {
      if let name { return name }
      var (chosen, number) = (role.rawValue, 1)
      while !replace, taken.contains(chosen) {
        number += 1
        chosen = "\(role.rawValue)-\(number)"
      }
      return chosen
    }

    private func token(
      named name: String, of server: SwitchboardClient
    ) async throws -> String {
      struct Body: Encodable {
        var name: String
        var role: String
        var source: String
        var replace: Bool
      }
      let body = Body(name: name, role: role.rawValue, source: source ?? "", replace: replace)
      let answer = try await server.collect(
        .post, "/v1/access/grants", body: Array(try JSONEncoder().encode(body)))
      try requireSuccess(answer)
      struct Granted: Decodable { var token: String }
      return try JSONDecoder().decode(Granted.self, from: Data(answer.body)).token
    }

    /// The token alone goes to standard output, for scripts.
    private func show(_ token: String, named name: String) {
      writeOut(token + "\n")
      if self.name == nil, name != role.rawValue { writeError("granted under the name \(name)") }
      guard role == .wallboard else { return }
      let address = target.url ?? "https://HOST:PORT"
      writeError("open \(address)/wallboard#token=TOKEN with this token and the server's address")
    }
  }
}

extension Role: ExpressibleByArgument {}
