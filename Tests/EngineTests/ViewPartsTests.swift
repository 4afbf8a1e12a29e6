import ContactCenter
import EventLog
import Testing

@testable import Engine

@Suite("Rows and changes of a view")
struct ViewPartsTests {
  @Test("sorted rows behave as a dictionary that is read in the order of its keys")
  func sortedRows() {
    var rows = SortedRows([StoredRow(key: "b", value: [1])])
    rows["a"] = [2]
    rows["c"] = [3]
    rows["b"] = nil
    rows["d"] = nil
    rows["a"] = [4]
    #expect(
      rows.page(after: nil, limit: 10) == [
        StoredRow(key: "a", value: [4]), StoredRow(key: "c", value: [3]),
      ])
    #expect(rows.page(after: "a", limit: 10).map(\.key) == ["c"])
    #expect(rows.page(after: "b", limit: 10).map(\.key) == ["c"])
    #expect(rows.page(after: nil, limit: 1).map(\.key) == ["a"])
    #expect(rows["b"] == nil)
  }

  @Test(
    "a ring gives the latest value of each changed row, and says when it no longer reaches back")
  func changeRing() throws {
    var ring = ChangeRing(completeSince: 10, bytesMax: 300)
    ring.append(ViewChange(key: "a", value: [1], position: 11))
    ring.append(ViewChange(key: "b", value: [2], position: 11))
    ring.append(ViewChange(key: "a", value: [3], position: 12))
    #expect(try #require(ring.since(10)).changes.map(\.value) == [[2], [3]])
    #expect(try #require(ring.since(11)).changes.map(\.value) == [[3]])
    #expect(try #require(ring.since(12)).changes.isEmpty)
    #expect(ring.since(9)?.changes == nil)
    for position in 13...20 as ClosedRange<UInt64> {
      ring.append(ViewChange(key: "c", value: [4], position: position))
    }
    #expect(ring.since(11)?.changes == nil, "older changes had to go")
    #expect(try #require(ring.since(19)).changes.map(\.key) == ["c"])
  }

  @Test("a token is known until its name is revoked, and only its hash is kept")
  func tokens() throws {
    let state = InMemoryStateStore()
    let registry = try TokenRegistry(state: state)
    let token = try registry.grant(name: "wall", role: .wallboard, at: 5)
    #expect(registry.grant(forToken: token)?.role == .wallboard)
    #expect(registry.grant(forToken: token + "x") == nil)
    let stored = try state.values(table: "tokens")
    #expect(stored.count == 1)
    #expect(!stored[0].key.contains(token))
    #expect(!String(decoding: stored[0].value, as: UTF8.self).contains(token))
    let reopened = try TokenRegistry(state: state)
    #expect(reopened.grant(forToken: token)?.name == "wall")
    #expect(try reopened.revoke(name: "wall"))
    #expect(try !reopened.revoke(name: "wall"))
    #expect(reopened.grant(forToken: token) == nil)
    #expect(try TokenRegistry(state: state).grant(forToken: token) == nil)
  }

  @Test("a wallboard's token opens views and the stream, and nothing else")
  func roles() {
    #expect(Role.wallboard.rights == [.readViews, .readEvents])
    #expect(!Role.operator.rights.contains(.readPersonal))
    #expect(Role.admin.rights == Set(Right.allCases))
    #expect(!Role.service.rights.contains(.command))
  }
}
