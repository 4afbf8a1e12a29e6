internal import NIOCore

/// Wakes one stream when its time has come: heartbeats, and changes held back for a moment.
///
/// Lives on the stream's loop. At most one alarm is set; a later one waits for the earlier to ring.
struct AlarmClock {
  private let loop: any EventLoop
  private let signal: StreamSignal
  private var alarm: (task: Scheduled<Void>, deadline: Int64)?

  init(loop: any EventLoop, signal: StreamSignal) {
    self.loop = loop
    self.signal = signal
  }

  /// Milliseconds of the loop's clock, which never steps back.
  var now: Int64 {
    Int64(loop.now.uptimeNanoseconds / 1_000_000)
  }

  /// Has the stream woken at a time of `now`'s clock, or earlier.
  mutating func set(at deadline: Int64) {
    let now = self.now
    if let alarm, alarm.deadline > now, alarm.deadline <= deadline { return }
    alarm?.task.cancel()
    let signal = signal
    let task = loop.scheduleTask(in: .milliseconds(max(0, deadline - now))) { signal.raise() }
    alarm = (task, deadline)
  }

  /// Takes the alarm back.
  mutating func stop() {
    alarm?.task.cancel()
    alarm = nil
  }
}
