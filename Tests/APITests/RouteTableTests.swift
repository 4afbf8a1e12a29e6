import EventCodec
import HTTP2Server
import Testing

@testable import API

@Suite("The table of routes")
struct RouteTableTests {
  private struct Line: Hashable, Comparable, CustomStringConvertible {
    let description: String

    init(_ method: String, _ path: String, isOpen: Bool) {
      description = "\(method.lowercased()) \(path)\(isOpen ? " (open)" : "")"
    }

    static func < (left: Line, right: Line) -> Bool { left.description < right.description }
  }

  @Test("the table and OpenAPI name the same routes, and the same ones as open")
  func sameRoutes() {
    let table = Routes.table.map {
      Line($0.method.token, $0.pattern.text, isOpen: $0.access == .open)
    }
    let described = RouteDescription.all.map {
      Line($0.method.rawValue, $0.path, isOpen: $0.isOpen)
    }
    #expect(table.sorted() == described.sorted())
  }

  @Test("no route stands twice")
  func unique() {
    let lines = Routes.table.map { "\($0.method.token) \($0.pattern.text)" }
    #expect(Set(lines).count == lines.count)
  }
}
