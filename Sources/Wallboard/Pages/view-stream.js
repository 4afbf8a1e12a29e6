// One view of the server, followed: a snapshot, then its changes, for as long as the page is open.
//
// Frames: `snapshot` {position, rows: [{key, value}], more: whether another page follows}, `row`
// {key, value or null, position}, `reset` (a snapshot follows), `caught-up`, `fell-behind`,
// `heartbeat` {head, time}, `error` (a problem, then the end). The cursor of the newest frame is
// sent back as `Last-Event-ID`, so that nothing is missed across a lost connection or a restart of
// the server.

import { retryDelay, staleAfterMilliseconds } from "./connection.js";
import { EventStreamParser } from "./event-stream.js";
import { Unauthorised } from "./session.js";

// A token may be granted while the page waits; nobody should have to reload a wall.
const unauthorisedDelayMilliseconds = 30_000;

// What browsers call a network that does not work differs; people should read the same.
const troubles = {
  AbortError: "The server is silent.", TypeError: "The server cannot be reached.",
};

export class ViewStream {
  /// The rows by key. Kept while disconnected.
  rows = new Map();
  /// The position of the log at which the rows hold.
  position = 0;
  /// The newest position of the log that the server spoke of.
  head = 0;
  /// "connecting", "live", "reconnecting" or "unauthorised".
  state = "connecting";
  /// The page's clock at the newest frame, or null.
  lastHeard = null;
  /// What the newest attempt failed with, for people; empty while all is well.
  trouble = "";

  #path;
  #session;
  #clock;
  #changed;
  #cursor = "";
  // The pages so far of a snapshot under way, or null.
  #incoming = null;
  #failures = 0;
  #refusals = 0;
  #attempt = null;
  #attemptStarted = 0;
  #retryMilliseconds = undefined;
  #wake = () => {};

  /// `changed` is called after every batch of frames and every change of state.
  constructor({ path, session, clock, changed }) {
    this.#path = path;
    this.#session = session;
    this.#clock = clock;
    this.#changed = changed;
  }

  /// Follows the view for ever.
  async run() {
    for (;;) {
      let delay;
      try {
        await this.#follow();
        delay = this.#failed("The server closed the stream.");
      } catch (failure) {
        delay = this.#failed(failure.message, failure);
      }
      this.#changed(this);
      await this.#pause(delay);
    }
  }

  /// Tries again at once when it is waiting to: the network is back, or somebody looks at the page.
  hurry() {
    this.#wake();
  }

  /// Gives up an attempt on which nothing has been heard for too long: a connection that died
  /// without a word looks like a quiet one.
  watch(now) {
    const heard = Math.max(this.lastHeard ?? 0, this.#attemptStarted);
    if (this.#attempt && now - heard > staleAfterMilliseconds) this.#attempt.abort();
  }

  async #follow() {
    this.#attempt = new AbortController();
    this.#attemptStarted = performance.now();
    this.#incoming = null;
    try {
      await this.#session.open();
      const response = await this.#request(this.#attempt.signal);
      await this.#read(response.body);
    } finally {
      this.#attempt = null;
    }
  }

  async #request(signal) {
    const headers = { accept: "text/event-stream" };
    if (this.#cursor) headers["last-event-id"] = this.#cursor;
    const response = await fetch(`${this.#path}?mode=coalesce`, {
      headers, signal, credentials: "same-origin", cache: "no-store",
    });
    if (response.ok) return response;
    if (response.status === 401 || response.status === 403) throw new Unauthorised();
    // A cursor that the log no longer knows: begin anew with a snapshot.
    if (response.status === 410) this.#cursor = "";
    const failure = new Error(`The server answered ${response.status}.`);
    failure.retryAfterSeconds = Number(response.headers.get("retry-after")) || 0;
    throw failure;
  }

  async #read(body) {
    const parser = new EventStreamParser();
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const frames = parser.push(value);
      this.#retryMilliseconds = parser.retryMilliseconds ?? this.#retryMilliseconds;
      if (frames.length === 0) continue;
      for (const frame of frames) this.#take(frame);
      this.lastHeard = performance.now();
      this.#failures = 0;
      this.#refusals = 0;
      this.trouble = "";
      this.state = "live";
      this.#changed(this);
    }
  }

  #take(frame) {
    const content = frame.data === null ? null : JSON.parse(frame.data);
    switch (frame.event) {
    case "snapshot":
      this.#incoming ??= new Map();
      for (const { key, value } of content.rows) this.#incoming.set(key, value);
      if (content.more) break;
      this.rows = this.#incoming;
      this.#incoming = null;
      this.position = Number(content.position);
      break;
    case "reset":
      // The rows stay on the screen until the snapshot that follows replaces them.
      this.#incoming = null;
      break;
    case "row":
      if (content.value === null) this.rows.delete(content.key);
      else this.rows.set(content.key, content.value);
      this.position = Number(content.position);
      break;
    case "heartbeat":
      this.head = Number(content.head);
      this.#clock.observe(Date.parse(content.time), performance.now());
      break;
    case "error":
      throw new Error(content.title ?? "The server reported an error.");
    default:
      // `caught-up`, `fell-behind`, and marks that a later server may send need nothing.
      break;
    }
    if (frame.id) this.#cursor = frame.id;
  }

  /// Notes a failed attempt and returns the milliseconds to wait before the next.
  #failed(message, failure) {
    this.#failures += 1;
    if (failure instanceof Unauthorised) {
      this.#refusals += 1;
      // The first refusal may only mean that the server has forgotten its sessions.
      if (this.#session.expire() && this.#refusals === 1) return 0;
      this.state = "unauthorised";
      return unauthorisedDelayMilliseconds;
    }
    this.state = this.lastHeard === null ? "connecting" : "reconnecting";
    this.trouble = troubles[failure?.name] ?? message;
    const delay = retryDelay(this.#failures, Math.random(), this.#retryMilliseconds);
    return Math.max(delay, (failure?.retryAfterSeconds ?? 0) * 1000);
  }

  #pause(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
