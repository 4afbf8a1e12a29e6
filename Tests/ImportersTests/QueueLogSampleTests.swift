import Importers
import Testing

@Suite("The first lines of a queue_log")
struct QueueLogSampleTests {
  private static let line = "1700000000|1.1|q|NONE|ENTERQUEUE||555|1\n"

  private func verdict(_ text: String, isWhole: Bool = true) -> Bool? {
    AsteriskQueueLogImporter.isQueueLog(beginningWith: Array(text.utf8), isWhole: isWhole)
  }

  @Test("one line of a queue_log among the first hundred is enough")
  func found() {
    #expect(verdict(Self.line) == true)
    #expect(verdict("\u{FEFF}" + Self.line) == true)
    #expect(verdict(String(Self.line.dropLast())) == true)
    #expect(verdict(String(repeating: "damaged\n", count: 99) + Self.line) == true)
    #expect(verdict(Self.line, isWhole: false) == true)
  }

  @Test("a hundred other lines, or fewer where the file ends, are no queue_log")
  func other() {
    #expect(verdict("call,from,to\n17,1,2\n") == false)
    #expect(verdict(String(repeating: "damaged\n", count: 100) + Self.line) == false)
    #expect(verdict(String(repeating: "damaged\n", count: 100), isWhole: false) == false)
  }

  @Test("a file without a line is none to refuse, and half a line tells nothing yet")
  func open() {
    #expect(verdict("") == true)
    #expect(verdict("\n \n") == true)
    #expect(verdict("", isWhole: false) == nil)
    #expect(verdict("17000000", isWhole: false) == nil)
    #expect(verdict("17000000") == false)
  }
}
