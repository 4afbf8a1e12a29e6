import Testing

@testable import Importers

@Suite("Records of CSV and TSV files")
struct DelimitedReaderTests {
  private func records(
    _ text: String, separator: Character = ",", hasQuotes: Bool = true
  ) -> [DelimitedRecord] {
    var reader = DelimitedReader(
      bytes: Array(text.utf8), separator: separator.asciiValue ?? 0, hasQuotes: hasQuotes)
    var records: [DelimitedRecord] = []
    while let record = reader.next() { records.append(record) }
    return records
  }

  private func fields(_ text: String, _ separator: Character = ",", quotes: Bool = true)
    -> [[String]]
  {
    records(text, separator: separator, hasQuotes: quotes).map { (try? $0.fields.get()) ?? ["?"] }
  }

  @Test("quoted fields hold separators, doubled quotes and line ends")
  func quotes() {
    #expect(
      fields("a,\"b,c\",\"d\"\"e\"\n\"two\r\nlines\",x,y\r\n")
        == [["a", "b,c", "d\"e"], ["two\r\nlines", "x", "y"]])
    #expect(records("\"1\n2\",a\nb,c\n").map(\.line) == [1, 3])
  }

  @Test("lines end in LF, CR LF, or the end of the file; a byte order mark is skipped")
  func lineEnds() {
    let expected = [["a", "b"], ["c", ""]]
    #expect(fields("a,b\nc,\n") == expected)
    #expect(fields("a,b\r\nc,\r\n") == expected)
    #expect(fields("\u{FEFF}a,b\nc,") == expected)
    #expect(fields("\"a\",\"b\"\r\n\"c\",\"\"\r") == expected)
    #expect(fields("a\n\nb") == [["a"], [""], ["b"]])
    #expect(fields("") == [])
  }

  @Test("tabs separate and quotes are letters in TSV; spaces around a field are dropped")
  func tabs() {
    #expect(fields(" a \t\"b\"\t c d \n", "\t", quotes: false) == [["a", "\"b\"", "c d"]])
    #expect(fields("a;b;c", ";") == [["a", "b", "c"]])
  }

  @Test("a stray quote costs one line, not the rest of the file")
  func strayQuote() {
    let records = records("a,b\n\"c,d\ne,f\n")
    #expect(records.map(\.line) == [1, 2, 3])
    #expect(records[1].fields == .failure(.unclosedQuote))
    #expect(records[2].fields == .success(["e", "f"]))
    #expect(
      self.records("\"a\"b,c\nd").map(\.fields) == [.failure(.textAfterQuote), .success(["d"])])
  }

  @Test("damage is named: control characters, bytes that are not UTF-8, overlong lines")
  func damage() {
    #expect(records("a\u{0}b,c\n").first?.fields == .failure(.controlCharacter))
    var reader = DelimitedReader(
      bytes: [0xFF, 0x2C, 0x61, 0x0A, 0x62], separator: 0x2C, hasQuotes: true)
    #expect(reader.next()?.fields == .failure(.notUTF8))
    #expect(reader.next()?.fields == .success(["b"]))
    let long = String(repeating: "x", count: ImportLimits.lineBytesMax + 1)
    #expect(records("\(long)\nnext").map(\.fields) == [.failure(.tooLong), .success(["next"])])
  }
}
