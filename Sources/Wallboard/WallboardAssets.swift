/// The pages and what they are made of, compiled into the program: nothing is read from a disk, and
/// nothing comes from another address.
package enum WallboardAssets {
  /// The asset that answers `GET path`, or nil where there is none.
  ///
  /// - Parameter path: without the query, for example `/wallboard` or `/pages/board.js`.
  package static func asset(path: String) -> Asset? {
    assets[path]
  }

  /// Every path that has an asset, sorted.
  package static var paths: [String] {
    assets.keys.sorted()
  }

  private static let assets: [String: Asset] = {
    let page = Asset(.html, PackageResources.wallboard_html)
    return [
      "/": page,
      "/wallboard": page,
      "/pages/icon.svg": Asset(.svg, PackageResources.icon_svg),
      "/pages/wallboard.css": Asset(.css, PackageResources.wallboard_css),
      "/pages/wallboard.js": Asset(.javaScript, PackageResources.wallboard_js),
      "/pages/board.js": Asset(.javaScript, PackageResources.board_js),
      "/pages/connection.js": Asset(.javaScript, PackageResources.connection_js),
      "/pages/event-stream.js": Asset(.javaScript, PackageResources.event_stream_js),
      "/pages/figures.js": Asset(.javaScript, PackageResources.figures_js),
      "/pages/layout.js": Asset(.javaScript, PackageResources.layout_js),
      "/pages/server-clock.js": Asset(.javaScript, PackageResources.server_clock_js),
      "/pages/session.js": Asset(.javaScript, PackageResources.session_js),
      "/pages/view-stream.js": Asset(.javaScript, PackageResources.view_stream_js),
    ]
  }()
}
