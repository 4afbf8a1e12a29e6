import Foundation
import Testing
import Wallboard

@Suite("The files of the pages")
struct AssetTests {
  @Test("every file among the pages is served, and nothing else")
  func everyFileIsServed() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    let served = Set(WallboardAssets.paths.compactMap { $0.split(separator: "/").last })
    #expect(
      Set(files.map { Substring($0) }).subtracting(["wallboard.html"])
        == served.subtracting(["wallboard"]))
    for file in files where file != "wallboard.html" {
      let asset = try #require(WallboardAssets.asset(path: "/pages/\(file)"))
      #expect(try asset.body == [UInt8](Data(contentsOf: Self.folder.appending(path: file))))
    }
  }

  @Test("the page is served at the top and at its name, as HTML that is checked anew each time")
  func pageIsServed() throws {
    for path in ["/", "/wallboard"] {
      let page = try #require(WallboardAssets.asset(path: path))
      let headers = Dictionary(uniqueKeysWithValues: page.headers.map { ($0.name, $0.value) })
      #expect(headers["content-type"] == "text/html; charset=utf-8")
      #expect(headers["cache-control"] == "no-cache")
      #expect(headers["etag"] == page.entityTag)
      #expect(headers["content-security-policy"]?.hasPrefix("default-src 'none'; ") == true)
    }
    #expect(WallboardAssets.asset(path: "/pages/") == nil)
    #expect(WallboardAssets.asset(path: "/pages/../wallboard") == nil)
  }

  @Test("entity tags are strong, quoted, and one a body")
  func entityTagsDiffer() throws {
    let assets = WallboardAssets.paths.compactMap { WallboardAssets.asset(path: $0) }
    for asset in assets {
      #expect(asset.entityTag.hasPrefix("\"") && asset.entityTag.hasSuffix("\""))
    }
    #expect(Set(assets.map(\.entityTag)).count == Set(assets.map(\.body)).count)
  }

  @Test("every address in a page is one of the server's own", arguments: WallboardAssets.paths)
  func noOutsideAddress(path: String) throws {
    let text = String(decoding: try #require(WallboardAssets.asset(path: path)).body, as: UTF8.self)
    let addresses = text.matches(of: #/https?://[^"'\s]*/#).map { String($0.output) }
    #expect(addresses.filter { $0 != "http://www.w3.org/2000/svg" } == [])
    for reference in text.matches(of: #/(?:href|src)="(/[^"]*)"/#) {
      #expect(WallboardAssets.asset(path: String(reference.1)) != nil, "\(reference.1)")
    }
    for reference in text.matches(of: #/from "\./([^"]*)"/#) {
      #expect(WallboardAssets.asset(path: "/pages/\(reference.1)") != nil, "\(reference.1)")
    }
  }

  @Test("no script turns data into markup or code", arguments: WallboardAssets.paths)
  func dataIsNeverMarkup(path: String) throws {
    let text = String(decoding: try #require(WallboardAssets.asset(path: path)).body, as: UTF8.self)
    let dangers = [
      "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function",
      "javascript:",
    ]
    for danger in dangers { #expect(!text.contains(danger)) }
  }

  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/Wallboard/Pages")
}
