// The numbers of the board, out of the rows of the views. Pure: time comes as a value.

const noCounts = {
  offered: 0, answered: 0, abandoned: 0, shortAbandoned: 0, answeredWithin: 0, serviceLevel: {},
};

/// Milliseconds since 1970 of an instant in RFC 3339, or null.
export function instant(text) {
  const milliseconds = Date.parse(text ?? "");
  return Number.isNaN(milliseconds) ? null : milliseconds;
}

/// `m:ss`, or `h:mm:ss` from an hour on; empty where the beginning is not known. A beginning in the
/// future, by a clock that is ahead, is 0:00.
export function elapsed(since, now) {
  if (since === null || now === null) return "";
  const seconds = Math.max(0, Math.floor((now - since) / 1000));
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  if (hours > 0) return `${hours}:${two(minutes)}:${two(seconds % 60)}`;
  return `${minutes}:${two(seconds % 60)}`;
}

/// The counts of a period of a row, `today` or `interval`, or zeros when the period is over: a row
/// keeps the period of its last event until the next event arrives.
export function countsOf(period, now) {
  if (!period || (now !== null && now >= (instant(period.end) ?? Infinity))) return noCounts;
  return { ...noCounts, ...period };
}

/// A service level in whole percent, or null when there is nothing to divide by. Rounded down:
/// 79.6 % must not read as a target of 80 that was met.
export function percentOf(counts, formula) {
  return wholePercent(counts.serviceLevel?.[formula ?? "negative"] ?? null);
}

/// The service level `live` of the quarter of an hour under way, in whole percent: `negative`, with
/// the calls that wait for longer than the standard at this moment in the denominator too, so that
/// a miss shows at once. It moves back when such a call leaves by another exit.
export function livePercentOf(row, now) {
  const counts = countsOf(row.interval, now);
  const judged = counts.answered + counts.abandoned - counts.shortAbandoned + lateCount(row, now);
  return wholePercent(judged > 0 ? counts.answeredWithin / judged : null);
}

/// How many calls wait for longer than the standard. The row names the latest who wait: where one
/// of them is late, those before are late too.
function lateCount(row, now) {
  const since = row.waitingSince ?? [];
  const limit = row.serviceLevelSeconds * 1000;
  const late = now === null ? 0 : since.filter((text) => now - instant(text) > limit).length;
  return late > 0 ? late + row.waiting - since.length : 0;
}

function wholePercent(ratio) {
  return ratio === null ? null : Math.floor(ratio * 100 + 1e-9);
}

/// What a tile shows: the service level of the day by the queue's formula, that of this moment by
/// `live`. `wait` and `level` judge the longest wait and the day's level, `status` is the worse of
/// them: "met"; "risk" (up to ten points under the target, a wait beyond the standard); "missed"
/// (further under it, a wait of three times the standard); "quiet" (nothing to judge); "closed".
export function queueFigures(row, now) {
  const counts = countsOf(row.today, now);
  const percent = percentOf(counts, row.formula);
  const percentNow = livePercentOf(row, now);
  const since = row.waiting > 0 ? instant(row.oldestWaitingSince) : null;
  const share = counts.offered > 0 ? Math.round((counts.abandoned / counts.offered) * 100) : null;
  const level = judgeLevel(row, percent);
  const wait = judgeWait(row, since === null || now === null ? 0 : now - since);
  return {
    name: row.name || row.queue,
    waiting: String(row.waiting),
    longestWait: since === null ? "–" : elapsed(since, now),
    threshold: seconds(row.serviceLevelSeconds),
    levelNow: percentNow === null ? "" : `now ${percentNow} %`,
    target: `target ${row.serviceLevelTarget} %`,
    percent,
    targetPercent: row.serviceLevelTarget,
    serviceLevel: percent === null ? "–" : `${percent} %`,
    answered: `${counts.answered} / ${counts.offered}`,
    abandoned: share === null ? String(counts.abandoned) : `${counts.abandoned} · ${share} %`,
    level,
    wait,
    status: row.isOpen === false && row.waiting === 0 ? "closed" : worse(level, wait),
  };
}

const judgements = ["quiet", "met", "risk", "missed"];

function worse(one, other) {
  return judgements[Math.max(judgements.indexOf(one), judgements.indexOf(other))];
}

function judgeLevel(row, percent) {
  if (percent === null) return "quiet";
  if (percent >= row.serviceLevelTarget) return "met";
  return row.serviceLevelTarget - percent <= 10 ? "risk" : "missed";
}

function judgeWait(row, milliseconds) {
  if (row.waiting === 0) return "quiet";
  const standard = row.serviceLevelSeconds * 1000;
  if (milliseconds <= standard) return "met";
  return milliseconds <= 3 * standard ? "risk" : "missed";
}

function seconds(count) {
  return count < 120 ? `${count} s` : `${Math.round(count / 60)} min`;
}

export const statusWords = {
  met: "on target", risk: "at risk", missed: "off target", quiet: "no calls yet", closed: "closed",
};

/// The activities of agents in the order of the board, with their words.
export const activityWords = {
  ringing: "ringing", onCall: "on call", holding: "holding", wrappingUp: "wrapping up",
  idle: "idle", notReady: "not ready",
};

/// Whether an agent belongs on the board: signed in, or on a call whatever the presence says.
export function isSignedIn(row) {
  return row.presence !== "offline" || !["idle", "notReady"].includes(row.activity);
}

/// The agents on the board: by activity, the longest in it first, then by name.
export function agentsInOrder(rows) {
  const order = Object.keys(activityWords);
  const key = (row) => [order.indexOf(row.activity), instant(row.activitySince) ?? 0, row.agent];
  return rows.filter(isSignedIn).map((row) => [key(row), row])
    .sort(([left], [right]) => left[0] - right[0] || left[1] - right[1]
      || (left[2] < right[2] ? -1 : 1))
    .map(([, row]) => row);
}

/// What the card of an agent shows: not ready by choice says what was chosen.
export function agentFigures(row, now) {
  const word = activityWords[row.activity] ?? row.activity;
  const chosen = row.presence !== "available" ? row.presenceReason || row.presence : "";
  return {
    name: row.name || row.agent,
    activity: row.activity === "notReady" ? chosen || word : word,
    since: elapsed(instant(row.activitySince), now),
    call: row.currentCall ? [row.currentQueue, row.currentCall].filter(Boolean).join(" · ") : "",
  };
}
