internal import HTTP2Server
internal import NIOCore
internal import Synchronization

/// The first pages of views as they were sent last: as long as the views stand still, the same
/// bytes answer everybody.
final class ViewPageCache: Sendable {
  /// A page and what is said of it, laid out once.
  struct Page: Sendable {
    let body: ByteBuffer
    let entityTag: String
    let headers: HTTPHeaderBlock
  }

  private struct State {
    var position: UInt64 = 0
    var pages: [String: (generation: UInt64, page: Page)] = [:]
  }

  private let state = Mutex(State())

  /// The page of a view, if it was kept at this position and of this generation of its rows.
  func page(of view: String, at position: UInt64, generation: UInt64) -> Page? {
    state.withLock { state in
      guard state.position == position, let kept = state.pages[view] else { return nil }
      return kept.generation == generation ? kept.page : nil
    }
  }

  /// Keeps a page; those of other positions are forgotten.
  func keep(_ page: Page, of view: String, at position: UInt64, generation: UInt64) {
    state.withLock { state in
      if state.position != position {
        state.position = position
        state.pages.removeAll(keepingCapacity: true)
      }
      state.pages[view] = (generation, page)
    }
  }
}
