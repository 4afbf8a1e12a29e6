import TestSupport
import Testing

@Suite(
  "The wallboard's scripts", .serialized, .timeLimit(.minutes(2)),
  .enabled(if: Chromium.executable != nil, "Chromium is not installed"))
struct ScriptTests {
  @Test("events come out the same, however the stream is cut and its lines end")
  func anyCutGivesTheSameFrames() async throws {
    let outcome = try await run(
      "event-stream.js",
      """
      const text = ": hello\\n\\nid: 1\\nevent: row\\ndata: {\\"a\\":\\ndata:1}\\n\\nid: 2\\n\\n"
        + "event: gone\\n\\ndata\\nretry: 250\\nretry: x\\nid: 3\\0\\n\\n";
      const parse = (pieces) => {
        const parser = new module.EventStreamParser();
        const frames = pieces.flatMap((piece) => parser.push(piece));
        return JSON.stringify([frames, parser.retryMilliseconds]);
      };
      const wanted = JSON.stringify([[
        { event: "row", data: '{"a":\\n1}', id: "1" }, { event: null, data: null, id: "2" },
        { event: "message", data: "", id: "2" }], 250]);
      const faults = [];
      for (const end of ["\\n", "\\r", "\\r\\n"]) {
        const stream = text.replaceAll("\\n", end);
        const all = [[stream], [...stream]];
        for (let one = 0; one < stream.length; one += 1) {
          all.push([stream.slice(0, one), stream.slice(one)]);
          all.push([stream.slice(0, one), stream.slice(one, one + 3), stream.slice(one + 3)]);
        }
        for (const pieces of all) {
          if (parse(pieces) !== wanted) faults.push(JSON.stringify(pieces) + parse(pieces));
        }
      }
      return faults.slice(0, 3).join("\\n");
      """)
    #expect(outcome == "")
  }

  @Test("waits read m:ss, and h:mm:ss from an hour on")
  func elapsedTimes() async throws {
    let outcome = try await run(
      "figures.js",
      """
      return [0, 999, 59_999, 61_000, 3_599_000, 3_600_000, 36_061_000, -5_000]
        .map((wait) => module.elapsed(0, wait)).join(" ") + module.elapsed(null, 5);
      """)
    #expect(outcome == "0:00 0:00 0:59 1:01 59:59 1:00:00 10:01:01 0:00")
  }

  @Test("counts are void once their day or quarter of an hour is over, and a level is rounded down")
  func periodsEnd() async throws {
    let outcome = try await run(
      "figures.js",
      """
      const row = { waiting: 0, serviceLevelSeconds: 20, serviceLevelTarget: 80, queue: "q",
        today: { end: "1970-01-02T00:00:00.000Z", offered: 7, answered: 6, abandoned: 1,
          serviceLevel: { negative: 0.799999 } },
        interval: { end: "1970-01-01T00:15:00.000Z", answered: 1, answeredWithin: 1 } };
      const brief = (now) => {
        const figures = module.queueFigures(row, now);
        const { answered, abandoned, serviceLevel, status } = figures;
        return [answered, abandoned, serviceLevel, status].join("|");
      };
      return [brief(86_399_999), brief(86_400_000), module.queueFigures(row, 899_999).levelNow,
        module.queueFigures(row, 900_000).levelNow].join(" ");
      """)
    #expect(outcome == "6 / 7|1 · 14 %|79 %|risk 0 / 0|0|–|quiet now 100 % ")
  }

  @Test("the level of this moment falls as soon as a call waits too long, and rises when it leaves")
  func liveLevel() async throws {
    let outcome = try await run(
      "figures.js",
      """
      const row = (waiting, seconds, interval) => ({ waiting, serviceLevelSeconds: 20, interval,
        waitingSince: seconds.map((second) => new Date(second * 1000).toISOString()) });
      const counts = { end: "1970-01-01T00:15:00.000Z", answered: 6, answeredWithin: 6,
        abandoned: 3, shortAbandoned: 1 };
      const two = row(2, [0, 10], counts);
      return [
        ...[20_000, 20_001, 30_000, 30_001].map((now) => module.livePercentOf(two, now)),
        module.livePercentOf(two, null), module.livePercentOf(row(0, [], counts), 40_000),
        module.livePercentOf(row(102, [10, 20], counts), 30_001),
        module.livePercentOf(two, 900_000), module.livePercentOf(row(0, [], counts), 900_000),
        module.livePercentOf(row(1, [0]), 5), module.livePercentOf(row(1, [0]), 20_001),
      ].map(String).join(" ");
      """)
    #expect(outcome == "75 66 66 60 75 75 5 0 null null 0")
  }

  @Test("a tile's status is the worse of its service level and its longest wait")
  func statuses() async throws {
    let outcome = try await run(
      "figures.js",
      """
      const status = (level, waitSeconds) => module.queueFigures({
        queue: "q", waiting: waitSeconds === null ? 0 : 1, serviceLevelSeconds: 20,
        serviceLevelTarget: 80, oldestWaitingSince: new Date(0).toISOString(),
        today: { end: "1971-01-01T00:00:00Z", offered: 1, answered: 1, abandoned: 0,
          serviceLevel: level === null ? {} : { negative: level } },
      }, waitSeconds * 1000).status;
      return [status(0.8, null), status(0.79, null), status(0.69, null), status(0.8, 20),
        status(0.8, 21), status(0.8, 61), status(null, null), status(null, 5)].join(" ");
      """)
    #expect(outcome == "met risk missed met risk missed quiet met")
  }

  @Test("agents are grouped by activity, the longest in it first, without those who are away")
  func agentsInOrder() async throws {
    let outcome = try await run(
      "figures.js",
      """
      const agent = (agent, activity, second, presence = "available") => ({
        agent, activity, presence, activitySince: new Date(second * 1000).toISOString() });
      return module.agentsInOrder([
        agent("a", "idle", 5), agent("b", "onCall", 9), agent("c", "onCall", 3),
        agent("d", "notReady", 1, "offline"), agent("e", "onCall", 3, "offline"),
        agent("f", "notReady", 0, "lunch"),
      ]).map((row) => row.agent).join("");
      """)
    #expect(outcome == "cebaf")
  }

  @Test("the server's clock is the least delayed heartbeat, and stands still while stopped")
  func serverClock() async throws {
    let outcome = try await run(
      "server-clock.js",
      """
      const clock = new module.ServerClock();
      const readings = [clock.now(5)];
      clock.observe(1000, 10);
      clock.observe(2000, 1200);
      readings.push(clock.now(20));
      clock.stop(30);
      clock.stop(99);
      readings.push(clock.now(500));
      clock.resume();
      clock.observe(NaN, 0);
      readings.push(clock.now(500));
      return JSON.stringify(readings);
      """)
    #expect(outcome == "[null,1010,1020,1490]")
  }

  @Test("attempts to reconnect wait longer each time, up to a bound, and never all at once")
  func retryDelays() async throws {
    let outcome = try await run(
      "connection.js",
      """
      const bounds = [1, 2, 4, 5, 60]
        .map((failures) => [module.retryDelay(failures, 0), module.retryDelay(failures, 1)]);
      return JSON.stringify([...bounds, module.retryDelay(1, 0, 2000)]);
      """)
    #expect(
      outcome == "[[250,500],[500,1000],[2000,4000],[2500,5000],[2500,5000],1000]")
  }

  @Test("the board's state is the worst of its streams'")
  func boardStates() async throws {
    let outcome = try await run(
      "connection.js",
      """
      const state = (...streams) => module.boardState(
        streams.map(([state, lastHeard]) => ({ state, lastHeard })), 20_000);
      return [
        state(["live", 15_000], ["live", 10_000]), state(["live", 15_000], ["live", 9_999]),
        state(["live", 15_000], ["reconnecting", 19_000]), state(["live", 15_000], ["live", null]),
        state(["unauthorised", null], ["live", 1]),
      ].join(" ");
      """)
    #expect(outcome == "live stale reconnecting connecting unauthorised")
  }

  @Test("boxes are as large as the screen allows")
  func fits() async throws {
    let outcome = try await run(
      "layout.js",
      """
      const shape = { width: 2, height: 1, unitScrolling: 10 };
      return JSON.stringify([
        module.fit(1, shape, { width: 100, height: 100 }, 0),
        module.fit(4, shape, { width: 100, height: 50 }, 0),
        module.fit(4, shape, { width: 400, height: 50 }, 0),
        module.flow(shape, 65, 5), module.flow(shape, 10, 5),
      ]);
      """)
    #expect(
      outcome
        == #"[{"columns":1,"unit":50},{"columns":2,"unit":25},{"columns":4,"unit":50},"#
        + #"{"columns":2,"unit":15},{"columns":1,"unit":5}]"#)
  }

  /// The value that `body` returns, run in a page of the server with a script imported as `module`.
  private func run(_ script: String, _ body: String) async throws -> String {
    let server = ScriptedServer(queues: [.silence], agents: [.silence])
    var outcome = ""
    try await Chromium.withPage { page in
      try await page.intercept { server.answer($0) }
      try await page.open("https://switchboard.test/pages/icon.svg")
      try await page.wait(until: "document.URL.endsWith('icon.svg')")
      outcome = try await page.evaluate(
        "(async () => { const module = await import('/pages/\(script)'); \(body) })()")
    }
    return outcome
  }
}
