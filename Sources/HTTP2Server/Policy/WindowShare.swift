/// Shares the peer's connection window among streams, so that streams which nobody reads cannot
/// use it up and starve the others.
///
/// A peer gives a window back when it has read: at once, or, as most do, when half of it has been
/// used. So the first half is anybody's: below it, silence says nothing. The second half is for
/// streams without a debt: a stream may use it as long as what it has sent and not got back stays
/// under its share. Streams over their share wait (they are *stalled*); the n-th to do so has taken
/// at most 1 ÷ n(n+1) of a quarter of the window, which adds up to that quarter however many there
/// are. So a quarter is always free for a stream that is read.
///
/// The debt of a stream is never more than that of the connection: a peer that gives back only the
/// connection's window has read, whatever it still owes the stream.
struct WindowShare {
  /// The largest window that the peer has opened; 65,535 bytes at first (RFC 9113 §6.9.2).
  private var windowBytesMax = 65_535
  /// Streams that wait for a share.
  private(set) var stalledCount = 0

  /// Notes the window after the peer has opened it further.
  mutating func windowOpened(to byteCount: Int) {
    windowBytesMax = max(windowBytesMax, byteCount)
  }

  /// How much of the first half is unused, in bytes; 0 or less when it is used up.
  func commonBytes(window: Int) -> Int {
    windowBytesMax / 2 + 1 - (windowBytesMax - window)
  }

  /// How many bytes a stream may send now; 0 or less when it must wait.
  ///
  /// - Parameters:
  ///   - window: what is left of the connection's window.
  ///   - uncredited: what the stream has sent and not got back.
  func allowance(window: Int, uncredited: Int) -> Int {
    let debt = min(uncredited, windowBytesMax - window)
    let share = windowBytesMax / 4 / ((stalledCount + 1) * (stalledCount + 2))
    return max(commonBytes(window: window), share - debt)
  }

  /// A stream begins to wait.
  mutating func stall() {
    stalledCount += 1
  }

  /// A stream that waited goes on or is over.
  mutating func unstall() {
    precondition(stalledCount > 0, "more streams went on than had waited")
    stalledCount -= 1
  }
}
