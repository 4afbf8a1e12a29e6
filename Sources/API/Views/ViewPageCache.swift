internal import NIOCore
internal import Synchronization

/// The first pages of views as they were sent last: as long as the views stand still, the same
/// bytes answer everybody.
final class ViewPageCache: Sendable {
  private struct State {
    var position: UInt64 = 0
    var pages: [String: ByteBuffer] = [:]
  }

  private let state = Mutex(State())

  /// The page of a view, if it was kept at this position.
  func page(of view: String, at position: UInt64) -> ByteBuffer? {
    state.withLock { $0.position == position ? $0.pages[view] : nil }
  }

  /// Keeps a page; those of other positions are forgotten.
  func keep(_ page: ByteBuffer, of view: String, at position: UInt64) {
    state.withLock { state in
      if state.position != position {
        state.position = position
        state.pages.removeAll(keepingCapacity: true)
      }
      state.pages[view] = page
    }
  }
}
