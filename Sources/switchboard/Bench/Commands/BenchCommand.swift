internal import ArgumentParser

/// `switchboard bench append|fanout|replay|…`: figures of this machine.
struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measure this machine, and peers on it.",
    discussion: """
      Everything happens on loopback, in folders of the bench's own where no other is named; peers \
      (--against) are started from Debian's packages, and left out with a word where they are not \
      installed.
      """,
    subcommands: [
      Append.self, Fanout.self, Idle.self, Replay.self, Views.self, Rebuild.self, Growth.self,
      HistoryBench.self,
    ])
}
