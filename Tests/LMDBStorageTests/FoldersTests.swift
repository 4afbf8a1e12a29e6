import Testing

@testable import LMDBStorage

@Suite("Paths of folders")
struct FoldersTests {
  @Test(
    "the parent of a path is what stands before its last name",
    arguments: [
      ("d", ""), ("data", ""), ("data/", ""), ("./d", "."), ("a/b", "a"), ("a//b//", "a"),
      ("/d", "/"), ("/var/lib/d", "/var/lib"), ("//d", "/"), ("/", "/"), ("", ""),
    ])
  func parents(path: String, parent: String) {
    #expect(Folders.parent(of: path) == parent)
  }
}
