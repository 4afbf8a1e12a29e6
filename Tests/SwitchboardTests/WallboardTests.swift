import Foundation
import TestSupport
import Testing

@Suite(
  "The wallboard of a running server", .serialized, .timeLimit(.minutes(5)),
  .enabled(if: Chromium.executable != nil, "Chromium is not installed"))
struct WallboardTests {
  @Test("the wallboard follows the server across a kill -9 and a restart, without a stale row")
  func followsAcrossKill() async throws {
    try await withFolder { folder in
      let first = try await ServerProcess(
        folder: folder, arguments: ["--demo", "--demo-rate", "3600"])
      try await Chromium.withPage(width: 1920, height: 1080) { page in
        try await page.open(first.address.absoluteString)
        try await page.wait(until: connection("live"))
        try await page.wait(until: "document.querySelectorAll('.tile').length > 0")
        let before = try #require(Int(try await page.evaluate("queues.dataset.position")))
        try await page.wait(until: "Number(queues.dataset.position) > \(before + 100)")

        await first.kill()
        try await page.wait(until: connection("reconnecting"))

        // Without simulated traffic the log stands still, so that page and server can be compared.
        let second = try await ServerProcess(folder: folder, port: first.port)
        try await page.wait(until: connection("live"))
        try await page.wait(until: Self.showsWhatTheServerSays)
        let after = try #require(Int(try await page.evaluate("queues.dataset.position")))
        #expect(after >= before)
        #expect(await page.complaints == [])
        #expect(await second.stop() == 0)
      }
    }
  }

  /// Whether every queue's tile, and the number of agents on calls, say what the views say.
  private static let showsWhatTheServerSays = """
    (async () => {
      const rows = async (view) =>
        (await (await fetch(`/v1/views/${view}?limit=1000`)).json()).rows;
      const tiles = new Map([...document.querySelectorAll(".tile")].map((tile) => {
        const text = (field) => tile.querySelector(`[data-field=${field}]`).textContent;
        return [text("name"), `${text("waiting")} ${text("answered")}`];
      }));
      const queues = await rows("queues");
      const onCall = (await rows("agents")).filter((row) => row.activity === "onCall").length;
      const chip = document.querySelector("#activities [data-activity=onCall] b").textContent;
      return queues.length === tiles.size && chip === String(onCall) && queues.every((row) =>
        tiles.get(row.name ?? row.queue)
          === `${row.waiting} ${row.today?.answered ?? 0} / ${row.today?.offered ?? 0}`);
    })()
    """

  private func connection(_ state: String) -> String {
    "document.documentElement.dataset.connection === '\(state)'"
  }
}
