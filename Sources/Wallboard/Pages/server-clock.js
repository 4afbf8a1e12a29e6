// The server's time, told from its heartbeats: waits are measured with one clock, the server's,
// however wrong the one of this screen is.

// Half a minute of the heartbeats of two streams.
const samplesMax = 12;

export class ServerClock {
  #offsets = [];
  #frozenAt = null;

  /// Notes that the server's clock showed `serverMilliseconds` at `localMilliseconds`, the reading
  /// of this page's monotonic clock.
  observe(serverMilliseconds, localMilliseconds) {
    if (!Number.isFinite(serverMilliseconds)) return;
    this.#offsets.push(serverMilliseconds - localMilliseconds);
    if (this.#offsets.length > samplesMax) this.#offsets.shift();
  }

  /// Milliseconds since 1970 on the server, or null before the first heartbeat. While stopped: the
  /// moment at which it stopped.
  now(localMilliseconds) {
    if (this.#frozenAt !== null) return this.#frozenAt;
    return this.#running(localMilliseconds);
  }

  /// Stops the clock at a moment of this page's clock: what is no longer known must not go on
  /// ticking as if it were.
  stop(localMilliseconds) {
    this.#frozenAt ??= this.#running(localMilliseconds);
  }

  resume() {
    this.#frozenAt = null;
  }

  #running(localMilliseconds) {
    if (this.#offsets.length === 0) return null;
    // A heartbeat can only be late, never early: the largest offset is the one least delayed.
    return localMilliseconds + Math.max(...this.#offsets);
  }
}
