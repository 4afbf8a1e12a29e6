// The wallboard: two views followed live, drawn when they change and four times a second, so that
// waits tick.

import { Board } from "./board.js";
import { boardState, staleAfterMilliseconds } from "./connection.js";
import { ServerClock } from "./server-clock.js";
import { Session } from "./session.js";
import { ViewStream } from "./view-stream.js";

const tickMilliseconds = 250;

const clock = new ServerClock();
const session = new Session();
const board = new Board();
const queues = new ViewStream({ path: "/v1/views/queues", session, clock, changed: redraw });
const agents = new ViewStream({ path: "/v1/views/agents", session, clock, changed: redraw });
const streams = [queues, agents];

let isDrawing = false;

// Many frames may arrive between two pictures of the screen; one drawing serves them all. A hidden
// page is not drawn, but goes on following.
function redraw() {
  if (isDrawing || document.hidden) return;
  isDrawing = true;
  requestAnimationFrame(() => {
    isDrawing = false;
    draw();
  });
}

function draw() {
  const local = performance.now();
  const state = boardState(streams, local);
  if (state === "stale") clock.stop(local - staleAfterMilliseconds);
  else clock.resume();
  const now = clock.now(local);
  board.drawConnection(state, notice(state, now));
  board.drawClock(now);
  board.drawQueues(queues, now);
  board.drawAgents(agents, now);
}

function notice(state, now) {
  const trouble = streams.map((stream) => stream.trouble).find((text) => text !== "") ?? "";
  switch (state) {
  case "unauthorised":
    return "This page may not read the views. Open "
      + `${location.origin}${location.pathname}#token=TOKEN with a token that `
      + "“switchboard access grant --role wallboard” makes.";
  case "stale": {
    const time = now === null ? "" : ` These figures are of ${new Date(now).toLocaleTimeString()}.`;
    return `Nothing heard from the server.${time} Trying again. ${trouble}`.trim();
  }
  case "connecting":
    return trouble;
  default:
    return "";
  }
}

function hurry() {
  for (const stream of streams) stream.hurry();
}

session.takeToken();
for (const stream of streams) stream.run();

// An address with a fresh token, opened in the same tab, changes the fragment only.
window.addEventListener("hashchange", () => {
  if (session.takeToken()) hurry();
});
window.addEventListener("online", hurry);
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  hurry();
  redraw();
});
setInterval(() => {
  for (const stream of streams) stream.watch(performance.now());
  redraw();
}, tickMilliseconds);
