import ContactCenter
import Engine
import EventLog
import Testing

@Suite("Grants and their events")
struct AccessDeskTests {
  private static let officer = Actor(kind: .operator, id: "paula")
  private static let wall = Grant(name: "wall", role: .wallboard, source: "", grantedAt: 5)

  @Test("a grant and its end are two events of the name's stream")
  func granted() async throws {
    let fixture = try EngineFixture()
    let access = fixture.engine.access
    let token = try await access.grant(Self.wall, by: Self.officer)
    #expect(fixture.engine.tokens.grant(forToken: token) == Self.wall)
    #expect(try await access.revoke(name: "wall", by: Self.officer))
    #expect(fixture.engine.tokens.grant(forToken: token) == nil)
    let events = try [1, 2].map { try fixture.log.event(at: $0) }
    #expect(events.map { $0?.type } == ["access.granted", "access.revoked"])
    #expect(events.map { $0?.stream } == ["access/wall", "access/wall"])
    #expect(try await access.revoke(name: "wall", by: Self.officer) == false)
    #expect(fixture.log.head == 2)
  }

  @Test("a name that has a token keeps it, unless the second grant is to replace it")
  func knownName() async throws {
    let fixture = try EngineFixture()
    let access = fixture.engine.access
    let first = try await access.grant(Self.wall, by: Self.officer)
    await #expect(throws: AccessRefusal.nameTaken("wall")) {
      try await access.grant(Self.wall, by: Self.officer)
    }
    #expect(fixture.engine.tokens.grant(forToken: first) == Self.wall)
    #expect(fixture.log.head == 1)
    let second = try await access.grant(Self.wall, replaces: true, by: Self.officer)
    #expect(fixture.engine.tokens.grant(forToken: first) == nil)
    #expect(fixture.engine.tokens.grant(forToken: second) == Self.wall)
  }

  @Test("a grant of an earlier build, which has no event, is revoked all the same")
  func withoutEvent() async throws {
    let fixture = try EngineFixture()
    let token = try fixture.engine.tokens.grant(name: "old", role: .service, at: 1)
    #expect(try await fixture.engine.access.revoke(name: "old", by: Self.officer))
    #expect(fixture.engine.tokens.grant(forToken: token) == nil)
    #expect(fixture.log.head == 0)
  }
}
