// The board on the screen: tiles of queues, cards of agents, the state of the connection. Data goes
// in as text only, never as markup.

import {
  activityWords, agentFigures, agentsInOrder, isSignedIn, queueFigures, statusWords,
} from "./figures.js";
import { fit, flow } from "./layout.js";

// In units; below unitMin the page scrolls instead, with boxes of about unitScrolling.
const tileShape = { width: 30, height: 17.5, unitMin: 7, unitScrolling: 11, unitMax: 34 };
const cardShape = { width: 30, height: 6.8, unitMin: 5.5, unitScrolling: 8, unitMax: 11 };
// Cards of one line, for many agents: the shape tells the activity, and the call is left out.
const lineShape = { width: 24, height: 3.6, unitMin: 5.5, unitScrolling: 8, unitMax: 11 };
// Between boxes, in pixels; the style sheet says the same.
const gap = 10;

const connectionWords = {
  connecting: "connecting", live: "live", reconnecting: "reconnecting", stale: "stale",
  unauthorised: "not authorised",
};

const element = (id) => document.getElementById(id);

export class Board {
  #tiles = new Map();
  #cards = new Map();
  #chips = new Map();

  constructor() {
    new ResizeObserver(() => this.#arrange()).observe(document.documentElement);
  }

  /// Draws the queues' rows as of the server's `now`.
  drawQueues(view, now) {
    const section = element("queues");
    section.dataset.position = view.position;
    const rows = [...view.rows].sort(([left], [right]) => (left < right ? -1 : 1));
    const boxes = this.#place(section, this.#tiles, "tile", rows);
    for (const [box, row] of boxes) drawTile(box, queueFigures(row, now));
    section.querySelector(".empty").hidden = rows.length > 0 || view.lastHeard === null;
  }

  /// Draws the agents' rows as of the server's `now`.
  drawAgents(view, now) {
    const section = element("agents");
    section.dataset.position = view.position;
    const rows = agentsInOrder([...view.rows.values()]);
    const boxes = this.#place(section, this.#cards, "card", rows.map((row) => [row.agent, row]));
    for (const [box, row] of boxes) drawCard(box, row, now);
    this.#drawActivities([...view.rows.values()]);
    section.querySelector(".empty").hidden = rows.length > 0 || view.lastHeard === null;
  }

  /// Shows the state of the connection and, where there is something to say, why.
  drawConnection(state, notice) {
    const root = document.documentElement;
    if (root.dataset.connection !== state || !element("connection").textContent.trim()) {
      root.dataset.connection = state;
      setShape(element("connection"), state);
      element("connection").querySelector("span").textContent = connectionWords[state];
    }
    setText(element("notice"), notice);
    if (element("notice").hidden !== (notice === "")) {
      element("notice").hidden = notice === "";
      this.#arrange();
    }
  }

  /// Shows the server's time of day in this screen's zone.
  drawClock(now) {
    if (now === null) return;
    const moment = new Date(now);
    element("clock").dateTime = moment.toISOString();
    const time = moment.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    setText(element("clock"), time);
  }

  /// Brings the boxes of a section in step with its rows, in order, and returns each with its row.
  #place(section, boxes, template, rows) {
    const grid = section.querySelector(".grid");
    const keys = new Set(rows.map(([key]) => key));
    const countBefore = boxes.size;
    for (const [key, box] of boxes) {
      if (keys.has(key)) continue;
      box.remove();
      boxes.delete(key);
    }
    rows.forEach(([key], index) => {
      const box = boxes.get(key) ?? instantiate(template);
      boxes.set(key, box);
      if (grid.children[index] !== box) grid.insertBefore(box, grid.children[index] ?? null);
    });
    section.dataset.count = rows.length;
    if (boxes.size !== countBefore) this.#arrange();
    return rows.map(([key, row]) => [boxes.get(key), row]);
  }

  #drawActivities(rows) {
    const counts = new Map(Object.keys(activityWords).map((activity) => [activity, 0]));
    for (const row of rows) {
      if (isSignedIn(row)) counts.set(row.activity, (counts.get(row.activity) ?? 0) + 1);
    }
    for (const [activity, count] of counts) {
      const chip = this.#chips.get(activity) ?? instantiate("activity");
      if (!this.#chips.has(activity)) element("activities").append(chip);
      this.#chips.set(activity, chip);
      chip.dataset.activity = activity;
      setShape(chip, activity);
      setFields(chip, { count: String(count), name: activityWords[activity] ?? activity });
    }
  }

  /// Chooses one screen or a page that scrolls, and the units of both sections.
  #arrange() {
    const main = document.querySelector("main");
    document.body.classList.remove("flows");
    const space = getComputedStyle(main);
    const width = main.clientWidth - parseFloat(space.paddingLeft) - parseFloat(space.paddingRight);
    const area = { width, height: main.clientHeight - parseFloat(space.paddingBottom) - gap };
    const counts = { tiles: Math.max(1, this.#tiles.size), cards: this.#cards.size };
    const screen = [cardShape, lineShape].map((shape) => division(counts, shape, area))
      .find(({ queues, agents, shape }) =>
        queues.unit >= tileShape.unitMin && (counts.cards === 0 || agents.unit >= shape.unitMin));
    document.body.classList.toggle("flows", screen === undefined);
    element("agents").classList.toggle("lines", screen?.shape === lineShape);
    setGrid("queues", screen?.queues ?? flow(tileShape, width, gap), tileShape);
    setGrid("agents", screen?.agents ?? flow(cardShape, width, gap), screen?.shape ?? cardShape);
  }
}

/// Divides the height between queues and agents: the agents get what they need to be read well, at
/// most two fifths; the queues get the rest.
function division({ tiles, cards }, shape, { width, height }) {
  let agents = fit(cards, shape, { width, height: height * 0.4 }, gap);
  if (agents.unit > shape.unitMax || cards === 0) agents = flow(shape, width, gap);
  const rows = Math.ceil(cards / agents.columns);
  const used = Math.min(agents.unit, shape.unitMax) * shape.height * rows + gap * rows;
  return { queues: fit(tiles, tileShape, { width, height: height - used }, gap), agents, shape };
}

function setGrid(id, { columns, unit }, shape) {
  const style = element(id).style;
  style.setProperty("--columns", columns);
  style.setProperty("--unit", `${Math.min(unit, shape.unitMax).toFixed(2)}px`);
}

function drawTile(tile, figures) {
  tile.dataset.status = figures.status;
  tile.dataset.wait = figures.wait;
  tile.dataset.level = figures.level;
  setShape(tile, figures.status);
  setFields(tile, { ...figures, status: statusWords[figures.status] });
  tile.style.setProperty("--level", `${figures.percent ?? 0}%`);
  tile.style.setProperty("--target", `${figures.targetPercent}%`);
}

function drawCard(card, row, now) {
  card.dataset.activity = row.activity;
  card.dataset.presence = row.presence;
  setShape(card, row.activity);
  setFields(card, agentFigures(row, now));
}

function instantiate(template) {
  return element(template).content.firstElementChild.cloneNode(true);
}

function setFields(box, figures) {
  for (const field of box.querySelectorAll("[data-field]")) {
    setText(field, figures[field.dataset.field] ?? "");
  }
}

function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function setShape(box, name) {
  const use = box.querySelector("use");
  if (use.getAttribute("href") !== `#shape-${name}`) use.setAttribute("href", `#shape-${name}`);
}
