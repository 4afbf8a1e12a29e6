/// Shares the peer's connection window among streams, so that streams which nobody reads cannot
/// use it up and starve the others.
///
/// A peer gives a window back when it has read: at once, or, as most do, when half of it is used.
///
/// - So half of the window is anybody's: below it, silence says nothing.
/// - A stream that was given back something since it last had to wait is *read*. It may owe half of
///   what is left above the last eighth.
/// - Any other stream is a newcomer. With n others in debt it may owe an eighth ÷ (n+1)(n+2), which
///   adds up to less than an eighth however many they are, or a few bytes. So something is left for
///   the next one, and when it turns out to be read it gets more.
/// - A peer that gives back when half is used says nothing about less. Once it is known, or silent
///   for long, every stream may owe a half: beside one that nobody reads, another needs all that is
///   left before anything comes back.
///
/// The debt of a stream is never more than that of the connection: a peer that gives back only the
/// connection's window has read, whatever it still owes the stream.
struct WindowShare {
  /// What a stream has sent and not got back.
  struct Debt {
    fileprivate(set) var byteCount = 0
    fileprivate(set) var isRead = false
  }

  /// What any stream may owe: 256 of them fit into an eighth of the smallest usual window.
  private static let newcomerBytesMin = 32

  /// The largest window that the peer has opened; 65,535 bytes at first (RFC 9113 §6.9.2).
  private var windowBytesMax = 65_535
  /// Streams in debt.
  private var debtorCount = 0
  private var habit = Habit.unknown
  private var hasWaited = false

  /// How the peer gives the connection's window back.
  private enum Habit {
    case unknown, atOnce, atHalf
  }

  /// Notes that the peer has opened the connection's window by a number of bytes.
  ///
  /// - Parameter window: what it is now.
  mutating func windowOpened(by byteCount: Int, to window: Int) {
    guard window <= windowBytesMax else {
      windowBytesMax = window
      return
    }
    habit = byteCount < windowBytesMax / 2 ? .atOnce : .atHalf
  }

  /// A second or so has passed.
  ///
  /// - Parameter isStalled: whether a stream waits for its share.
  /// - Returns: whether shares have become larger: the peer, which has never given anything back,
  ///   is taken for one that does so when half is used.
  mutating func tick(isStalled: Bool) -> Bool {
    guard habit == .unknown, isStalled else {
      hasWaited = false
      return false
    }
    if hasWaited { habit = .atHalf }
    hasWaited = true
    return habit == .atHalf
  }

  /// How much of the common half is unused, in bytes; 0 or less when it is used up.
  func commonBytes(window: Int) -> Int {
    windowBytesMax / 2 + 1 - (windowBytesMax - window)
  }

  /// How many bytes a stream may send now, given what is left of the connection's window; 0 or less
  /// when it must wait.
  func allowance(window: Int, debt: Debt) -> Int {
    let owed = min(debt.byteCount, windowBytesMax - window)
    let reserve = windowBytesMax / 8
    let others = debtorCount - (debt.byteCount > 0 ? 1 : 0)
    var share = max(reserve / ((others + 1) * (others + 2)), Self.newcomerBytesMin)
    if debt.isRead { share = max(share, (window - reserve) / 2) }
    if habit == .atHalf { share = max(share, windowBytesMax / 2) }
    return max(commonBytes(window: window), share - owed)
  }

  /// A stream has sent bytes.
  mutating func sent(_ byteCount: Int, on debt: inout Debt) {
    if debt.byteCount == 0, byteCount > 0 { debtorCount += 1 }
    debt.byteCount += byteCount
  }

  /// The peer gave a stream bytes back.
  mutating func credited(_ byteCount: Int, on debt: inout Debt) {
    guard debt.byteCount > 0 else { return }
    debt.byteCount = max(0, debt.byteCount - byteCount)
    debt.isRead = true
    if debt.byteCount == 0 { debtorCount -= 1 }
  }

  /// A stream must wait: whether it is read is to be seen again.
  func stalled(_ debt: inout Debt) {
    debt.isRead = false
  }

  /// A stream is over.
  mutating func closed(_ debt: inout Debt) {
    if debt.byteCount > 0 { debtorCount -= 1 }
    debt = Debt()
  }
}
