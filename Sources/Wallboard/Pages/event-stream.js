// Server-sent events out of text that arrives in pieces of any size (WHATWG HTML, 9.2.6).
//
// A block with data becomes a frame {event, data, id}; a block with only an id becomes
// {event: null, data: null, id}, since it moves the cursor. The id of a frame is the newest id
// sent so far.

// One frame may be a whole snapshot; what is longer than this is a fault, not a view.
const frameCharactersMax = 32 * 1024 * 1024;

export class EventStreamParser {
  #rest = "";
  #scanned = 0;
  #skipsLineFeed = false;
  #data = [];
  #characters = 0;
  #event = "";
  #id = "";
  #movesCursor = false;
  retryMilliseconds = null;

  /// The frames that `text` completes, in order.
  push(text) {
    const frames = [];
    this.#rest += text;
    let start = 0;
    for (let index = this.#scanned; index < this.#rest.length; index += 1) {
      const code = this.#rest.charCodeAt(index);
      if (code !== 10 && code !== 13) {
        this.#skipsLineFeed = false;
        continue;
      }
      const isSecondHalf = code === 10 && this.#skipsLineFeed && index === start;
      this.#skipsLineFeed = code === 13;
      if (!isSecondHalf) this.#line(this.#rest.slice(start, index), frames);
      start = index + 1;
    }
    this.#rest = this.#rest.slice(start);
    this.#scanned = this.#rest.length;
    if (this.#rest.length + this.#characters > frameCharactersMax) {
      throw new RangeError("a frame of the stream is too long");
    }
    return frames;
  }

  #line(line, frames) {
    if (line === "") return this.#dispatch(frames);
    const colon = line.indexOf(":");
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    let value = colon < 0 ? "" : line.slice(colon + 1);
    if (value.startsWith(" ")) value = value.slice(1);
    this.#field(field, value);
  }

  #field(field, value) {
    if (field === "event") this.#event = value;
    if (field === "data") {
      this.#data.push(value);
      this.#characters += value.length;
    }
    if (field === "id" && !value.includes("\0")) {
      this.#id = value;
      this.#movesCursor = true;
    }
    if (field === "retry" && /^[0-9]+$/.test(value)) this.retryMilliseconds = Number(value);
  }

  #dispatch(frames) {
    if (this.#data.length > 0) {
      const event = this.#event || "message";
      frames.push({ event, data: this.#data.join("\n"), id: this.#id });
    } else if (this.#movesCursor) {
      frames.push({ event: null, data: null, id: this.#id });
    }
    this.#data = [];
    this.#characters = 0;
    this.#event = "";
    this.#movesCursor = false;
  }
}
