// What the page says about its connection, and how long it waits before the next attempt.

/// Silence after which figures are called stale: two heartbeats of 5 s missed.
export const staleAfterMilliseconds = 10_000;

const delayMilliseconds = 500;
// A restart of the server should be seen within seconds.
const delayMillisecondsMax = 5_000;

/// The state of the board out of its streams' `{state, lastHeard}`, worst first. `lastHeard` is
/// null before the first frame.
export function boardState(streams, now) {
  if (streams.some((stream) => stream.state === "unauthorised")) return "unauthorised";
  if (streams.some((stream) => stream.lastHeard === null)) return "connecting";
  if (streams.some((stream) => now - stream.lastHeard > staleAfterMilliseconds)) return "stale";
  return streams.every((stream) => stream.state === "live") ? "live" : "reconnecting";
}

/// Milliseconds before the attempt that follows `failures` failed ones: doubling, bounded, and
/// spread over its upper half by `random` in 0..<1, so that a hundred screens do not come back in
/// the same moment.
export function retryDelay(failures, random, base = delayMilliseconds) {
  const whole = Math.min(base * 2 ** Math.max(0, failures - 1), delayMillisecondsMax);
  return whole * (0.5 + random / 2);
}
